import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindParams } from "../../src/catalog/bindings.ts";
import { sqlTexts } from "../../src/catalog/catalog.ts";
import { compileSql } from "../../src/catalog/compile.ts";
import { NOTHING_KNOWN, knownBindings } from "../../src/catalog/known.ts";
import { namePattern, quotedPattern, resourcePattern } from "../../src/catalog/name-pattern.ts";
import type { Intent, ParamType } from "../../src/catalog/schema.ts";
import { sqlParams, sqlTokens } from "../../src/sql-text.ts";
import { withLiterals } from "../../src/engine/literal.ts";
import { TrailError } from "../../src/errors.ts";
import { accepts } from "../../src/question/entities/grammar.ts";
import type { Params } from "../../src/question/interpretation.ts";
import { shippedCatalog } from "../fixtures/an-intent.ts";
import { hostileText } from "../fixtures/hostile-text.ts";
import { holds, holdsInTime } from "../fixtures/properties.ts";
import { sqlForThisFile } from "../fixtures/sql.ts";

/** Characters that mean something in SQL's LIKE, in patterns or in texts, among plain ones. */
const SPECIAL = "._:/@+=,#%*$!()[]{}&|?~^-'\"\\;<> aA0zZé";
const special = (most: number) =>
  fc.string({ unit: fc.constantFrom(...SPECIAL.split("")), minLength: 1, maxLength: most });

const TYPED: Readonly<Record<ParamType, fc.Arbitrary<string>>> = {
  resource: special(24),
  user: fc.oneof(special(24), hostileText(5)),
  role: fc.stringMatching(/^[\w+=,.@/:*%-]{1,40}$/),
  ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("0.0.0.0/0", "198.51.100.0/25", "2001:db8::/32")),
  "access-key": fc.stringMatching(/^A[KS]IA[A-Z0-9]{16}$/),
  account: fc.stringMatching(/^[0-9]{12}$/),
  region: fc.constantFrom("us-east-1", "ap-southeast-2"),
  service: fc.stringMatching(/^[a-z0-9][a-z0-9 .-]{0,20}$/),
  action: fc.stringMatching(/^(?:[a-z0-9-]{2,9}:)?[A-Za-z][A-Za-z0-9_]{2,20}$/),
  bucket: fc.stringMatching(/^[a-z0-9._%-]{3,40}$/),
  key: fc.stringMatching(/^[a-z0-9/_:%-]{1,40}$/),
  secret: fc.stringMatching(/^[\w/+=.@!:%-]{1,40}$/),
  port: fc.nat(65_535).map(String),
  cidr: fc.constantFrom("0.0.0.0/0", "::/0", "198.51.100.7"),
  "event-id": fc.uuid(),
};

/** Values that the grammar of a type lets in, whoever made them. */
function valueOf(type: ParamType): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: TYPED[type], weight: 4 }, hostileText(3)).filter((value) => accepts(type, value).ok);
}

const WINDOW = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };
const { intents } = await shippedCatalog();

/** So many values of each param that takes many, one of each other; twice with other values. */
const asked = fc
  .record({ intent: fc.constantFrom(...intents), count: fc.integer({ min: 1, max: 4 }) })
  .chain(({ intent, count }) => {
    const params = Object.fromEntries(
      Object.entries(intent.params).map(([name, { type, many }]) => {
        const wanted = many ? count : 1;
        return [name, fc.array(valueOf(type), { minLength: wanted, maxLength: wanted })];
      }),
    );
    return fc.record({ intent: fc.constant(intent), one: fc.record(params), other: fc.record(params) });
  });

function compiled(intent: Intent, params: Params) {
  const names = sqlTexts(intent).flatMap(sqlParams);
  const steps = names.filter((name) => name.includes(".")).map((name) => [name, { values: ["x"] }] as const);
  const bindings = new Map([
    ...steps,
    ...bindParams(intent, params, WINDOW),
    ...knownBindings(NOTHING_KNOWN, WINDOW, "UTC"),
  ]);
  return sqlTexts(intent).map((sql) => compileSql(sql, bindings));
}

describe("whatever the values (faults 91 and 98)", () => {
  it("the text that is sent is the reviewed one, with a mark for each value", () => {
    holds(
      fc.property(asked, ({ intent, one, other }) => {
        try {
          const [first, second] = [compiled(intent, one), compiled(intent, other)];
          expect(first.map(({ sql }) => sql)).toEqual(second.map(({ sql }) => sql));
          for (const { sql, values } of first) {
            expect(sqlTokens(sql).filter(({ text }) => text === "?")).toHaveLength(values.length);
            expect(sqlParams(sql)).toEqual([]);
          }
        } catch (cause) {
          // Networks that cannot be searched, and patterns longer than a literal, are refused in words.
          if (!(cause instanceof TrailError && cause.code === "refused")) throw cause;
        }
      }),
      250,
    );
  });
});

const sql = sqlForThisFile();

describe("literals (faults 90 and 92)", () => {
  const text = hostileText(6).map((any) => any.toWellFormed().replaceAll("\u0000", ""));

  it("read back are the text that they were made of", async () => {
    const texts = fc.array(text, { minLength: 1, maxLength: 20 });
    await holdsInTime(
      fc.asyncProperty(texts, async (values) => {
        // As bytes: a mark of byte order in front does not come back as text.
        const marks = values.map(() => `hex(?), '?''', "?"`).join(", /* ? */ ");
        const query = withLiterals(`SELECT ${marks} -- ?\nFROM (SELECT 'column' AS "?")`, values);
        const [row = []] = await sql.rows(query);
        expect(row).toEqual(values.flatMap((value) => [bytesOf(value), "?'", "column"]));
      }),
      60,
    );
  });
});

function bytesOf(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase();
}

/** Whether a text holds a token that no letter, digit or joining sign continues, told without any pattern. */
function holdsToken(text: string, token: string): boolean {
  const joins = (character: string): boolean => /^[A-Za-z0-9_.-]$/.test(character);
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + token.length] ?? " ";
    const beyond = text[at + token.length + 1] ?? " ";
    const ends = !joins(after) || (after === "." && !/[A-Za-z0-9]/.test(beyond));
    if (!joins(before) && ends) return true;
  }
  return false;
}

/** Whether a list of names, joined by spaces, holds a name as a whole or as the last part of a path. */
function holdsName(names: string, name: string, ends: string): boolean {
  const [all, one] = [names.toLowerCase(), name.toLowerCase()];
  for (let at = all.indexOf(one); at >= 0; at = all.indexOf(one, at + 1)) {
    if (" /:".includes(all[at - 1] ?? " ") && ends.includes(all[at + one.length] ?? " ")) return true;
  }
  return false;
}

/** Texts that hold the value, or what a wildcard in it would find, between neighbours of all kinds. */
function around(value: string): fc.Arbitrary<string> {
  const neighbour = fc.constantFrom(
    "",
    " ",
    "a",
    "Z",
    "0",
    "-",
    ".",
    ". ",
    "_",
    "/",
    ":",
    '"',
    ",",
    "@",
    "\n",
    "é",
    "(",
  );
  const found = fc.oneof(
    fc.constant(value),
    fc.constant(value.replaceAll(/[^A-Za-z0-9]/g, "x")),
    fc.constant(value.replaceAll(/[%_.*?]/g, "")),
    fc.constant(value.toUpperCase()),
    fc.constant(value + value),
    fc.constant(value.slice(1)),
    special(6),
  );
  return fc
    .array(fc.tuple(neighbour, found, neighbour), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.flat().join(""));
}

interface Search {
  readonly text: string;
  readonly value: string;
}

const searches = (value: fc.Arbitrary<string>): fc.Arbitrary<readonly Search[]> =>
  fc.array(
    value.chain((one) => fc.record({ text: around(one), value: fc.constant(one) })),
    { minLength: 5, maxLength: 25 },
  );

/** What the engine finds of each search. */
async function found(all: readonly Search[], pattern: (value: string) => string): Promise<readonly unknown[]> {
  const rows = await sql.rows(
    `SELECT regexp_like(t, p) FROM (VALUES ${all.map((_, at) => `(${at}, ?, ?)`).join(", ")}) AS x(n, t, p) ORDER BY n`,
    all.flatMap(({ text, value }) => [text, pattern(value)]),
  );
  return rows.map(([is]) => is);
}

describe("a value finds itself and nothing else (faults 94 and 95)", () => {
  const resource = valueOf("resource")
    .map((value) => value.trim())
    .filter((value) => !/^arn:/i.test(value));

  it("a resource as a whole token, and its needle whenever it does", async () => {
    await holdsInTime(
      fc.asyncProperty(searches(resource), async (all) => {
        const expected = all.map(({ text, value }) => holdsToken(text, value));
        expect(await found(all, (value) => resourcePattern([value]).values[0] ?? "")).toEqual(expected);
        for (const [at, { text, value }] of all.entries()) {
          if (expected[at] === true) expect(text).toContain(resourcePattern([value]).needle);
        }
      }),
      40,
    );
  });

  it("a resource as a whole text of JSON", async () => {
    await holdsInTime(
      fc.asyncProperty(searches(resource), async (all) => {
        const expected = all.map(({ text, value }) => text.includes(`"${value}"`));
        expect(await found(all, (value) => quotedPattern([value]))).toEqual(expected);
      }),
      25,
    );
  });

  it.each([
    ["user", special(12), " @"],
    ["role", TYPED.role, " "],
  ] as const)("a %s by name, whatever the case", async (type, names, ends) => {
    const name = names.filter((value) => accepts(type, value).ok && value.trim() === value);
    const last = (value: string): string => value.slice(value.lastIndexOf("/") + 1);
    await holdsInTime(
      fc.asyncProperty(searches(name), async (all) => {
        const expected = all.map(
          ({ text, value }) =>
            holdsName(text, value, ends) ||
            (type === "role" && last(value) !== "" && holdsName(text, last(value), ends)),
        );
        expect(await found(all, (value) => namePattern(type, [value]))).toEqual(expected);
      }),
      40,
    );
  });
});
