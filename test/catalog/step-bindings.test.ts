import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { describe, expect, it } from "vitest";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { stepBindings, stepNotes } from "../../src/catalog/step-bindings.ts";
import type { TestEvent } from "../../src/catalog/test-run/base-events.ts";
import { sqlFaults } from "../../src/catalog/sql-faults.ts";
import { systemClock } from "../../src/clock.ts";
import type { Row } from "../../src/engine/engine.ts";
import { createReader } from "../../src/question/reader.ts";
import type { Report } from "../../src/report/report.ts";
import { ask } from "../../src/trail.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { intent } from "../fixtures/an-intent.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";

/** Which sessions a role gave out, and what they did, up to twelve hours later. */
const SESSIONS = intent(
  {
    status: "vetted",
    phrases: ["what did sessions of {role} do"],
    params: { role: { type: "role", description: "the role" } },
    global: true,
    steps: [
      {
        name: "issued",
        sql: `SELECT DISTINCT json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS access_key
FROM cloudtrail
WHERE eventname = 'AssumeRole' AND strpos(coalesce(requestparameters, ''), :role) > 0`,
      },
      {
        name: "used",
        window: { ahead: "12h" },
        sql: `SELECT DISTINCT eventtime, eventid, actor, eventname, access_key_id, hidden
FROM cloudtrail
WHERE access_key_id IN (:issued.access_key) AND access_key_id <> ''
ORDER BY eventtime DESC, eventid`,
      },
    ],
    summary: "{count} calls by sessions of {role}",
  },
  "role-sessions",
);

async function* batches(...rows: readonly Row[][]): AsyncGenerator<readonly Row[]> {
  yield* rows;
}
const keys = (...values: (string | number | null)[]): Row[] =>
  values.map((value) => ({ access_key: value, other: "x" }));
const bound = async (...rows: readonly Row[][]): Promise<[string, readonly string[]][]> =>
  [...(await stepBindings(SESSIONS, 0, batches(...rows)))].map(([name, { values }]) => [name, values]);

describe("what is said of values for later steps", () => {
  const told = intent({
    steps: [
      {
        name: "issued",
        notes: { found: "Followed: {access_key}.", none: "Nothing to follow." },
        sql: "SELECT 1 AS access_key",
      },
      { name: "used", sql: "SELECT :issued.access_key" },
    ],
  });
  const notes = (...values: string[]) => stepNotes(told, 0, new Map([["issued.access_key", { values }]]));

  it("names them, the first twenty, or says that there are none", () => {
    expect(notes("ASIA1", "ASIA2")).toEqual(["Followed: ASIA1, ASIA2."]);
    expect(notes(...Array.from({ length: 22 }, (_, n) => `A${n}`))[0]).toMatch(/^Followed: A0, .*, A19 and 2 more\.$/);
    expect(notes("")).toEqual(["Nothing to follow."]);
    expect(stepNotes(told, 1, new Map())).toEqual([]);
  });
});

describe("values for later steps", () => {
  it("are those of the columns they take, each once, empty ones left out", async () => {
    const rows = [keys("ASIA2", "ASIA1", null), keys("ASIA2", "", 7)];
    expect(await bound(...rows)).toEqual([["issued.access_key", ["ASIA2", "ASIA1", "7"]]]);
  });

  it("are one empty text where there are none, or no such column", async () => {
    expect(await bound()).toEqual([["issued.access_key", [""]]]);
    expect(await bound([{ other: "x" }])).toEqual([["issued.access_key", [""]]]);
  });

  it("are fifty at most", async () => {
    const many = Array.from({ length: 51 }, (_, index) => `ASIA${index}`);
    expect((await bound(keys(...many.slice(1), "ASIA1")))[0]?.[1]).toHaveLength(50);
    await expect(bound(keys(...many))).rejects.toMatchObject({
      code: "refused",
      message: "role-sessions found more than 50 things to follow: narrow the window or the question.",
    });
  });

  it.each([
    ["NUL", "ASIA\u00001", "“ASIA\\u00001”"],
    ["half a character", "ASIA\ud800", "“ASIA\\ud800”"],
    ["more than a literal holds", "A".repeat(1023), "“AAAA"],
  ])("are refused where they hold %s: what stands in a log is nobody's word", async (_, value, shown) => {
    await expect(bound(keys("ASIA1", value))).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining(shown),
    });
  });

  it("are none for the last step", async () => {
    expect([...(await stepBindings(SESSIONS, 1, batches(keys("ASIA1"))))]).toEqual([]);
  });
});

const assume = (key: string | null, parts: TestEvent = {}): TestEvent =>
  event({
    eventID: `assume-${key}`,
    eventName: "AssumeRole",
    eventSource: "sts.amazonaws.com",
    readOnly: true,
    requestParameters: { roleArn: "arn:aws:iam::111122223333:role/AppRole", roleSessionName: "bob" },
    responseElements: key === null ? null : { credentials: { accessKeyId: key, sessionToken: "IQoJb3JpZ2lu" } },
    ...parts,
  });
const use = (eventID: string, accessKeyId: string, parts: TestEvent = {}): TestEvent =>
  event({ eventID, eventName: "PutObject", userIdentity: { accessKeyId }, ...parts }, "role");

/** Asks about 2026-11-20 over the given events. */
async function sessions(...events: readonly TestEvent[]) {
  const folder = temporaryFolder();
  put(folder, "a.json.gz", records(...events));
  const states: string[] = [];
  const answer = await ask(
    {
      text: "what did sessions of AppRole do on 2026-11-20",
      now: Date.parse("2026-11-22T12:00:00Z"),
      zone: "UTC",
      accounts: [],
      regions: [],
      include: ["reads"],
      limit: null,
      confirmed: false,
      fresh: false,
    },
    {
      catalog: createCatalog([SESSIONS]),
      reader: createReader([SESSIONS]),
      engine: await duckDbOver(folder),
      clock: systemClock,
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 0,
      notes: [],
    },
    { signal: new AbortController().signal, estimated: () => undefined, state: (state) => states.push(state) },
  );
  return { answer, states };
}

async function report(...events: readonly TestEvent[]): Promise<Report> {
  const { answer } = await sessions(...events);
  if (answer.status !== "answered") throw new Error(JSON.stringify(answer));
  return answer.report;
}

describe("an intent of two steps, over a folder of logs", () => {
  it("is sound", () => {
    expect(sqlFaults(SESSIONS)).toEqual([]);
  });

  it("finds what the keys did that the role gave out", async () => {
    const { rows, headline, executions, scannedBytes } = await report(
      assume("ASIAONE"),
      assume("ASIATWO", { eventTime: "2026-11-20T11:00:00Z" }),
      assume("ASIAOTHER", { requestParameters: { roleArn: "arn:aws:iam::111122223333:role/Other" } }),
      use("one", "ASIAONE"),
      use("two", "ASIATWO", { eventTime: "2026-11-20T12:00:00Z" }),
      use("late", "ASIATWO", { eventTime: "2026-11-21T11:59:59Z" }),
      use("too-late", "ASIATWO", { eventTime: "2026-11-21T12:00:00Z" }),
      use("other", "ASIAOTHER"),
      event({ eventID: "person" }),
    );
    expect(rows.map(({ eventid }) => eventid)).toEqual(["late", "two", "one"]);
    expect(headline).toBe("3 calls by sessions of AppRole.");
    expect(executions.map(({ values }) => values.length)).toEqual([1, 2]);
    expect(scannedBytes).toBeGreaterThan(0);
  });

  it("finds nothing where no key was given out, not even calls without a key", async () => {
    const { rows, executions } = await report(assume(null), use("none", ""), use("one", "ASIAONE"));
    expect(rows).toEqual([]);
    expect(executions.at(-1)?.values).toEqual([""]);
  });

  it("is refused where there is more to follow than a statement takes", async () => {
    const { answer } = await sessions(...Array.from({ length: 51 }, (_, index) => assume(`ASIA${index}`)));
    expect(answer).toMatchObject({
      status: "refused",
      message: expect.stringMatching(/more than 50 things to follow/),
    });
  });
});
