import { TrailError } from "../../errors.ts";
import type { Column, Row } from "../../engine/engine.ts";
import { SEVERITIES, canBeFound, type Finding, type FindingContext } from "./finding.ts";
import { FINDINGS } from "./registry.ts";

/** The findings of one report, fed with shown rows and with failed attempts that are left out. */
export interface Finder {
  shown(row: Row): void;
  hiddenFailure(row: Row): void;
  /** Most severe first; among equals in the intent's order. */
  end(): readonly Finding[];
}

/** Looks for the named findings, for those that rows with these columns can show. Throws on an unknown name. */
export function createFinder(names: readonly string[], columns: readonly Column[], context: FindingContext): Finder {
  const all = [...new Set(names)].flatMap((name) => {
    const kind = Object.hasOwn(FINDINGS, name) ? FINDINGS[name] : undefined;
    if (kind === undefined) throw unknown(name);
    return canBeFound(kind, columns) ? [{ name, kind, fold: kind.create(context) }] : [];
  });
  const seeing = all.filter(({ kind }) => kind.seesFailures);
  return {
    shown: (row) => all.forEach(({ fold }) => fold.row(row)),
    hiddenFailure: (row) => seeing.forEach(({ fold }) => fold.row(row)),
    end: () =>
      all
        .flatMap(({ name, fold }) => {
          const found = fold.end();
          return found === null ? [] : [{ name, ...found }];
        })
        .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
  };
}

function unknown(name: string): TrailError {
  const known = Object.keys(FINDINGS).join(", ");
  return new TrailError("configuration", `There is no finding called "${name}". Take one of: ${known}.`);
}
