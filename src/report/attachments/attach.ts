import type { Column, Row } from "../../engine/engine.ts";
import { TrailError } from "../../errors.ts";
import type { Fold } from "../fold.ts";
import type { Attachment } from "./attachment.ts";
import { ATTACHMENTS } from "./registry.ts";

/** Makes the named attachments of the rows shown, as far as these columns allow. Throws on an unknown name. */
export function createAttachments(names: readonly string[], columns: readonly Column[]): Fold<readonly Attachment[]> {
  const there = new Set(columns.map(({ name }) => name));
  const folds = [...new Set(names)].flatMap((name) => {
    const kind = Object.hasOwn(ATTACHMENTS, name) ? ATTACHMENTS[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(ATTACHMENTS).join(", ");
      throw new TrailError("configuration", `There is no attachment called "${name}". Take one of: ${known}.`);
    }
    return kind.needs.every((column) => there.has(column)) ? [kind.create()] : [];
  });
  return {
    row: (row: Row) => folds.forEach((fold) => fold.row(row)),
    end: () => folds.flatMap((fold) => fold.end() ?? []),
  };
}
