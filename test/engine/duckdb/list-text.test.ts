import { expect, it } from "vitest";
import { LIST_ORDER, takeListApart, type ListText } from "../../../src/engine/duckdb/rows/list-text.ts";
import { shippedIntents } from "../../fixtures/intents.ts";

const ORDER = "ORDER BY eventtime DESC, eventid";

it.each<[string, string, ListText | null]>([
  [
    "a list",
    `SELECT DISTINCT eventtime, eventid FROM cloudtrail ${ORDER}`,
    { rows: "SELECT  eventtime, eventid FROM cloudtrail ", isDistinct: true },
  ],
  [
    "one over parts of its own",
    `, own AS (SELECT DISTINCT eventid FROM cloudtrail UNION ALL SELECT '1' LIMIT 5) SELECT DISTINCT eventtime, eventid FROM own ${ORDER}`,
    {
      rows: ", own AS (SELECT DISTINCT eventid FROM cloudtrail UNION ALL SELECT '1' LIMIT 5) SELECT  eventtime, eventid FROM own ",
      isDistinct: true,
    },
  ],
  [
    "words and brackets in texts and comments",
    `SELECT /* ) */ distinct eventtime, ') UNION (' AS "select (" -- SELECT )\nFROM cloudtrail order\n by eventtime desc , eventid -- end`,
    { rows: `SELECT /* ) */  eventtime, ') UNION (' AS "select (" -- SELECT )\nFROM cloudtrail `, isDistinct: true },
  ],
  ["each row once for some columns", `SELECT DISTINCT ON (actor) eventtime, eventid FROM cloudtrail ${ORDER}`, null],
  [
    "one in which repeats count",
    `SELECT eventtime, eventid FROM cloudtrail ${ORDER}`,
    { rows: "SELECT eventtime, eventid FROM cloudtrail ", isDistinct: false },
  ],
  [
    "one with a DISTINCT further down",
    `SELECT * FROM (SELECT DISTINCT eventtime, eventid FROM cloudtrail) ${ORDER}`,
    { rows: "SELECT * FROM (SELECT DISTINCT eventtime, eventid FROM cloudtrail) ", isDistinct: false },
  ],
  [
    "one with a count of different ones",
    `SELECT count(DISTINCT eventid) AS eventid, eventtime FROM cloudtrail ${ORDER}`,
    { rows: "SELECT count(DISTINCT eventid) AS eventid, eventtime FROM cloudtrail ", isDistinct: false },
  ],
  ["two in one", `SELECT DISTINCT eventtime, eventid FROM a UNION ALL SELECT eventtime, eventid FROM b ${ORDER}`, null],
  [
    "two in one, in brackets",
    `SELECT DISTINCT eventtime, eventid FROM a EXCEPT (SELECT eventtime, eventid FROM b) ${ORDER}`,
    null,
  ],
  ["another order", "SELECT DISTINCT eventtime, eventid FROM cloudtrail ORDER BY eventtime, eventid", null],
  [
    "a further order",
    `SELECT DISTINCT eventtime, eventid, actor FROM cloudtrail ORDER BY actor, eventtime DESC, eventid`,
    null,
  ],
  ["an order within a row", `SELECT DISTINCT eventtime, row_number() OVER (${ORDER}) AS eventid FROM cloudtrail`, null],
  ["only so many", `SELECT DISTINCT eventtime, eventid FROM cloudtrail ${ORDER} LIMIT 10`, null],
  ["no order", "SELECT DISTINCT eventtime, eventid FROM cloudtrail", null],
  ["nothing", "", null],
])("%s", (_, sql, rest) => {
  expect(takeListApart(sql)).toEqual(rest);
  expect(LIST_ORDER).toBe(ORDER);
});

it("knows the lists among the shipped intents", async () => {
  const { catalog } = await shippedIntents();
  const ordered = catalog.intents.flatMap(({ id, sql, steps }) =>
    [sql ?? "", ...(steps ?? []).map((step) => step.sql)]
      .filter((text) => text.trimEnd().endsWith(ORDER))
      .map((text) => ({ id, isList: takeListApart(text) !== null })),
  );
  expect(ordered.length).toBeGreaterThan(40);
  expect(ordered.filter(({ isList }) => !isList).map(({ id }) => id)).toEqual([]);
});
