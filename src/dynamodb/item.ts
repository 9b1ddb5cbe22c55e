import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** What an attribute may hold here: text, a number, or bytes. What has no value is left out. */
export type Value = string | number | Uint8Array;

/** An item of the table, with its key. */
export type Item = Readonly<Record<string, Value>>;

/** Where an item lies. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A value as the wire has it. */
export function wireOf(value: Value): AttributeValue {
  if (typeof value === "string") return { S: value };
  return typeof value === "number" ? { N: String(value) } : { B: value };
}

/** An item as the wire has it. */
export function wireItem(item: Readonly<Record<string, Value>>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, wireOf(value)]));
}

/** An item as it came; attributes of kinds that are not written here are left out. */
export function itemOf(wire: Readonly<Record<string, AttributeValue>>): Item {
  const parts = Object.entries(wire).flatMap(([name, { S, N, B }]): [string, Value][] => {
    const value = S ?? B ?? (N === undefined ? undefined : Number(N));
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(parts);
}

/** What has a value. */
export function present(parts: Readonly<Record<string, Value | null>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]): [string, Value][] => (value === null ? [] : [[name, value]])),
  );
}

/** A text of an item, or null. */
export function textIn(item: Item, name: string): string | null {
  const value = item[name];
  return typeof value === "string" ? value : null;
}

/** A number of an item; 0 where it has none. */
export function numberIn(item: Item, name: string): number {
  const value = item[name];
  return typeof value === "number" ? value : 0;
}
