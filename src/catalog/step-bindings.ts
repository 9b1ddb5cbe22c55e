import type { Row } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import { escaped } from "../question/entities/grammar.ts";
import type { Binding, Bindings } from "./binding.ts";
import { fitsLiteral } from "./bindings.ts";
import type { Intent } from "./schema.ts";
import { sqlParams } from "../sql-text.ts";

/** Most values that a later step takes from an earlier one. */
const MOST_VALUES = 50;

/**
 * Reads the rows of a step and keeps what later steps take from it: `step.column` -> its distinct values, or one empty text
 * where there are none. Throws TrailError("refused") where there are more than a statement can take.
 */
export async function stepBindings(
  intent: Intent,
  step: number,
  batches: AsyncIterable<readonly Row[]>,
): Promise<Bindings> {
  const name = intent.steps?.[step]?.name ?? "";
  const later = (intent.steps ?? []).slice(step + 1).flatMap(({ sql }) => sqlParams(sql));
  const wanted = new Map(
    later
      .filter((param) => param.startsWith(`${name}.`))
      .map((param): [string, Set<string>] => [param, new Set<string>()]),
  );
  for await (const batch of batches) {
    for (const row of batch) {
      for (const [param, values] of wanted) keep(row[param.slice(name.length + 1)], values, intent.id);
    }
  }
  return new Map(
    [...wanted].map(([param, values]): [string, Binding] => [
      param,
      { values: values.size === 0 ? [""] : [...values] },
    ]),
  );
}

/** Values that a note names; the rest are counted. */
const MOST_NAMED = 20;

/** What the answer says of the values that later steps take from this one, if its file says anything. */
export function stepNotes(intent: Intent, step: number, taken: Bindings): readonly string[] {
  const { name = "", notes } = intent.steps?.[step] ?? {};
  let isEmpty = true;
  const found = notes?.found?.replaceAll(/\{([a-z_]+)\}/g, (_, column: string) => {
    const values = (taken.get(`${name}.${column}`)?.values ?? []).filter((value) => value !== "");
    if (values.length > 0) isEmpty = false;
    const more = values.length - MOST_NAMED;
    return values.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  });
  const note = isEmpty ? notes?.none : found;
  return note === undefined ? [] : [note];
}

function keep(value: Row[string] | undefined, values: Set<string>, intent: string): void {
  if (value === null || value === undefined || value === "") return;
  const text = String(value);
  if (!fitsLiteral(text))
    throw new TrailError(
      "refused",
      `${intent} found “${escaped(text)}”, which no search can follow: ask about it alone.`,
    );
  values.add(text);
  if (values.size > MOST_VALUES) {
    throw new TrailError(
      "refused",
      `${intent} found more than ${MOST_VALUES} things to follow: narrow the window or the question.`,
    );
  }
}
