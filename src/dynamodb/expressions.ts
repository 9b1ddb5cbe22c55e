import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { wireOf, type Value } from "./item.ts";

/** What must hold for a write to be made. */
export interface Condition {
  /** Attributes that must have these values; there must be such an item then. */
  readonly is?: Readonly<Record<string, Value>>;
  /** Attributes that the item must lack; `pk`: there must be no item. */
  readonly lacks?: readonly string[];
}

/** Which items are read: those with a value in the first part of a key, between two values of its second part, both included. */
export interface Range {
  /** Name and value of the hash key: `pk`, or that of an index. */
  readonly of: readonly [name: string, value: string];
  /** Name of the range key, and its bounds. */
  readonly by?: { readonly name: string; readonly from?: Value; readonly to?: Value };
}

interface Expression {
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** Names and values stand outside of an expression, so that no word of DynamoDB's is in the way. */
function vocabulary(): {
  name(text: string): string;
  value(value: Value): string;
  readonly all: () => Expression;
} {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  return {
    name(text) {
      names[`#${text}`] = text;
      return `#${text}`;
    },
    value(value) {
      const name = `:v${Object.keys(values).length}`;
      values[name] = wireOf(value);
      return name;
    },
    all: () => ({
      ExpressionAttributeNames: names,
      ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
    }),
  };
}

type Words = ReturnType<typeof vocabulary>;

function conditionIn(words: Words, { is = {}, lacks = [] }: Condition): { readonly ConditionExpression?: string } {
  const parts = [
    ...Object.entries(is).map(([name, value]) => `${words.name(name)} = ${words.value(value)}`),
    ...lacks.map((name) => `attribute_not_exists(${words.name(name)})`),
  ];
  return parts.length === 0 ? {} : { ConditionExpression: parts.join(" AND ") };
}

/** The condition of a call; nothing where none was set. */
export function conditionOf(when: Condition): Partial<Expression> & { readonly ConditionExpression?: string } {
  const words = vocabulary();
  const condition = conditionIn(words, when);
  return condition.ConditionExpression === undefined ? {} : { ...condition, ...words.all() };
}

/** An update: sets attributes, and removes those that are null. */
export function updateOf(
  parts: Readonly<Record<string, Value | null>>,
  when: Condition,
): Expression & { readonly UpdateExpression: string; readonly ConditionExpression?: string } {
  const words = vocabulary();
  const condition = conditionIn(words, when);
  const set = Object.entries(parts).flatMap(([name, value]) =>
    value === null ? [] : [`${words.name(name)} = ${words.value(value)}`],
  );
  const gone = Object.entries(parts).flatMap(([name, value]) => (value === null ? [words.name(name)] : []));
  const clauses = [
    ...(set.length === 0 ? [] : [`SET ${set.join(", ")}`]),
    ...(gone.length === 0 ? [] : [`REMOVE ${gone.join(", ")}`]),
  ];
  return { UpdateExpression: clauses.join(" "), ...condition, ...words.all() };
}

/** The keys of a query. */
export function rangeOf({ of: [name, value], by }: Range): Expression & { readonly KeyConditionExpression: string } {
  const words = vocabulary();
  const parts = [`${words.name(name)} = ${words.value(value)}`];
  if (by?.from !== undefined && by.to !== undefined) {
    parts.push(`${words.name(by.name)} BETWEEN ${words.value(by.from)} AND ${words.value(by.to)}`);
  } else if (by?.from !== undefined) parts.push(`${words.name(by.name)} >= ${words.value(by.from)}`);
  else if (by?.to !== undefined) parts.push(`${words.name(by.name)} <= ${words.value(by.to)}`);
  return { KeyConditionExpression: parts.join(" AND "), ...words.all() };
}

/** The attributes that a reading is for; nothing where all are. */
export function onlyOf(names: readonly string[] | undefined): {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
} {
  if (names === undefined) return {};
  const words = vocabulary();
  const ProjectionExpression = names.map((name) => words.name(name)).join(", ");
  return { ProjectionExpression, ExpressionAttributeNames: words.all().ExpressionAttributeNames };
}
