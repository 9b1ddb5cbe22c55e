import type { Row } from "../../engine/engine.ts";
import { counted } from "../words.ts";
import type { FindingContext, FindingKind, Severity } from "./finding.ts";
import { createSightings, type Sighting } from "./sightings.ts";

/** A finding that a row shows by itself. */
export interface RowSign {
  readonly severity: Severity;
  readonly needs: FindingKind["needs"];
  shows(row: Row): boolean;
  /** What was seen first, as a sentence without its time and end: "alice made payroll public". */
  words(first: Sighting): string;
  /** What more of it is called: "more such change". */
  readonly more: string;
}

/** Tells the first of the rows that show a sign, and how many more do. Failed attempts show nothing. */
export function rowSign(sign: RowSign): FindingKind {
  return {
    severity: sign.severity,
    needs: sign.needs,
    seesFailures: false,
    create: ({ moments }: FindingContext) => {
      const sightings = createSightings();
      return {
        row: (row) => {
          if (sign.shows(row)) sightings.add(row);
        },
        end: () => {
          const { earliest, count, eventids } = sightings;
          if (earliest === null) return null;
          const more = count - 1;
          const rest = more <= 0 ? "" : `, and there ${more === 1 ? "is" : "are"} ${counted(more, sign.more)}`;
          return {
            severity: sign.severity,
            text: `${sign.words(earliest)} ${moments.sentence(earliest.time)}${rest}.`,
            eventids,
          };
        },
      };
    },
  };
}
