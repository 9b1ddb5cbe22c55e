import type { Row } from "../engine/engine.ts";
import { createDistinct } from "./distinct.ts";
import type { Fold } from "./fold.ts";
import type { Moments } from "./moments.ts";
import { textIn } from "./row-values.ts";
import type { Field } from "./template.ts";
import { cell } from "./visible.ts";
import { listed, thousands } from "./words.ts";

/** How values are named to people. */
export interface NamingContext {
  readonly moments: Moments;
  /** Names of accounts by id. */
  readonly accountNames: Readonly<Record<string, string>>;
}

/** A value for a field: `null` where there is none; `one` where the words after it stand in the singular. */
export type Filled = { readonly text: string; readonly one: boolean } | null;

const NAME_LENGTH = 80;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const NOUNS: Readonly<Record<string, string>> = {
  actor: "actors",
  eventname: "actions",
  eventsource: "services",
  awsregion: "regions",
  recipientaccountid: "accounts",
  sourceipaddress: "addresses",
  errorcode: "error codes",
  useragent: "user agents",
  day: "days",
};

/** The value made visible; an account's id with its name. */
export function named(value: string, accountNames: Readonly<Record<string, string>>): string {
  const name = Object.hasOwn(accountNames, value) ? accountNames[value] : undefined;
  return name === undefined ? cell(value, NAME_LENGTH) : `${cell(name, NAME_LENGTH)} (${value})`;
}

/** Folds the rows into the value of a field that reads a column. */
export function foldField(field: Exclude<Field, { kind: "count" | "param" }>, context: NamingContext): Fold<Filled> {
  switch (field.kind) {
    case "distinct":
      return distinctFold(field.name, context);
    case "sum":
      return sumFold(field.name);
    case "first":
      return edgeFold(field.name, context, true);
    case "last":
      return edgeFold(field.name, context, false);
  }
}

function distinctFold(column: string, { accountNames }: NamingContext): Fold<Filled> {
  const distinct = createDistinct();
  const noun = NOUNS[column] ?? `values of ${column}`;
  return {
    row: (row) => distinct.add(textIn(row, column)),
    end() {
      if (distinct.count === 0) return null;
      if (distinct.more) return { text: `more than ${thousands(distinct.count)} different ${noun}`, one: false };
      if (distinct.count > distinct.names.length)
        return { text: `${thousands(distinct.count)} different ${noun}`, one: false };
      return { text: listed(distinct.names.map((name) => named(name, accountNames))), one: false };
    },
  };
}

/** Whole numbers are added exactly, however large; a column that holds none gives no value. */
function sumFold(column: string): Fold<Filled> {
  let whole = 0n;
  let broken = 0;
  let seen = false;
  return {
    row(row) {
      const text = textIn(row, column);
      if (text === "" || Number.isNaN(Number(text))) return;
      seen = true;
      if (/^-?\d+$/.test(text)) whole += BigInt(text);
      else broken += Number(text);
    },
    end() {
      if (!seen) return null;
      return broken === 0
        ? { text: thousands(whole), one: whole === 1n }
        : { text: thousands(Number(whole) + broken), one: false };
    },
  };
}

function edgeFold(column: string, context: NamingContext, first: boolean): Fold<Filled> {
  let found = "";
  return {
    row(row: Row) {
      if (!first || found === "") found = textIn(row, column) || found;
    },
    end() {
      if (found === "") return null;
      const text = INSTANT.test(found)
        ? `${context.moments.utc(found).slice(0, 16)} UTC`
        : named(found, context.accountNames);
      return { text, one: false };
    },
  };
}
