/** A column's type, as far as reading from it needs to know. Names of fields are lower-case, as Athena compares them. */
export type HiveType =
  | { readonly kind: "scalar"; readonly name: string }
  | { readonly kind: "struct"; readonly fields: ReadonlyMap<string, HiveType> }
  | { readonly kind: "array"; readonly of: HiveType }
  /** A map, or anything else that is not read by field. */
  | { readonly kind: "other"; readonly name: string };

/**
 * Reads a type as the Glue catalogue writes it: `struct<type:string,sessioncontext:struct<…>>`, `array<…>`, `string`. What
 * cannot be read comes back as `other`: such a column is left alone.
 */
export function readHiveType(text: string): HiveType {
  const compact = text.toLowerCase().replaceAll(/\s+/g, "");
  const inner = /^(struct|array)<(.*)>$/.exec(compact);
  if (inner === null) {
    return /^[a-z]+(\([\d,]+\))?$/.test(compact) && compact !== "map"
      ? { kind: "scalar", name: compact }
      : { kind: "other", name: compact };
  }
  const [, outer, body = ""] = inner;
  if (outer === "array") return { kind: "array", of: readHiveType(body) };
  const fields = splitFields(body).map((field): [string, HiveType] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).replaceAll("`", ""), readHiveType(field.slice(colon + 1))];
  });
  return { kind: "struct", fields: new Map(fields) };
}

/** Splits at the commas that stand in no angle brackets or parentheses. */
function splitFields(body: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < body.length; at++) {
    const mark = body.charAt(at);
    if (mark === "<" || mark === "(") depth++;
    else if (mark === ">" || mark === ")") depth--;
    else if (mark === "," && depth === 0) {
      fields.push(body.slice(from, at));
      from = at + 1;
    }
  }
  return [...fields, body.slice(from)].filter((field) => field.includes(":"));
}
