import type { Row } from "../../engine/engine.ts";
import { textIn } from "../row-values.ts";

type Json = Readonly<Record<string, unknown>>;

/** The JSON object in a column; an empty object where there is none, or where the text can't be read. */
export function jsonIn(row: Row, column: string): Json {
  const text = textIn(row, column);
  if (!text.startsWith("{")) return {};
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The request of an event. A list intent may hand it out as `detail` alone. */
export function requestIn(row: Row): Json {
  return jsonIn(row, row["requestparameters"] === undefined ? "detail" : "requestparameters");
}

/** The value as an object; an empty one where it is anything else. */
export function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The field of the first of these names, whatever the case of its letters; undefined where there is none. */
export function fieldOf(object: Json, ...names: readonly string[]): unknown {
  for (const name of names) {
    if (Object.hasOwn(object, name)) return object[name];
    const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (key !== undefined) return object[key];
  }
  return undefined;
}

/** The field as text: a string, a number or a boolean; else the empty text. */
export function textOf(object: Json, ...names: readonly string[]): string {
  const value = fieldOf(object, ...names);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** A list however it is wrapped: an array, `{items: […]}`, `{member: …}`, or a single value standing for itself. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null || value === "") return [];
  const wrapped = fieldOf(objectOf(value), "items", "item", "member", "content");
  if (wrapped !== undefined) return listOf(wrapped);
  return typeof value === "object" && Object.keys(value).length === 0 ? [] : [value];
}

/** The request itself where it is wrapped as `{<Action>Request: {…}}`; the same for a response. */
export function unwrapped(object: Json): Json {
  const keys = Object.keys(object).filter((key) => /(?:Request|Response)$/.test(key));
  return keys.length === 1 ? { ...object, ...objectOf(object[keys[0] ?? ""]) } : object;
}
