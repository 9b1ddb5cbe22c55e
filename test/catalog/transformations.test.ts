import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Engine, Statement } from "../../src/engine/engine.ts";
import { benchForThisFile, type EngineChange } from "../fixtures/bench.ts";
import { intent, type IntentParts } from "../fixtures/an-intent.ts";

const bench = benchForThisFile();

const DAY = { start: "2026-11-19T12:00:00Z", end: "2026-11-20T12:00:00Z" };
const RESOURCE = { resource: "sg-5887f224" };
const REQUEST = { requestParameters: { groupId: "sg-5887f224" } };
const [FIRST, SECOND] = [
  { eventName: "CreateTags", eventTime: "2026-11-20T09:00:00Z", ...REQUEST },
  { eventName: "DeleteTags", eventTime: "2026-11-20T10:00:00Z", ...REQUEST },
];

/** The failures of an intent whose one test has the given parts. */
function failures(parts: IntentParts, test: object, change?: EngineChange): Promise<readonly string[]> {
  const tests = [{ name: "t", params: RESOURCE, window: DAY, events: [FIRST, SECOND], rows: [], ...test }];
  return bench.failures(intent({ ...parts, tests }), undefined, change);
}

const SOUND = { rows: [{ eventname: "DeleteTags" }, { eventname: "CreateTags" }], hidden: { failures: 0 } };
/** An engine that runs other statements than it is given. */
const altered =
  (alter: (statement: Statement) => Statement): EngineChange =>
  (engineOn) =>
  (folder) => {
    const engine: Engine = engineOn(folder);
    return { ...engine, start: (statement, token) => engine.start(alter(statement), token) };
  };
/** An engine that looks into one folder alone. */
const within =
  (...path: string[]): EngineChange =>
  (engineOn) =>
  (folder) =>
    engineOn(join(folder, "AWSLogs", "111122223333", "CloudTrail", ...path));

it("a sound intent passes all transformations", async () => {
  expect(await failures({}, SOUND)).toEqual([]);
});

describe("each transformation catches what it is there for", () => {
  it.each<[string, string, IntentParts, object, EngineChange?]>([
    ["a wrong expectation", "as written", {}, { rows: [{ eventname: "DeleteTags" }] }],
    [
      "fault 143: events counted twice",
      "each event delivered twice",
      { sql: "SELECT count(eventid) AS n FROM cloudtrail WHERE regexp_like(searchtext, :resource_pattern)" },
      { rows: [{ n: 2 }] },
    ],
    [
      "fault 143: events listed twice",
      "each event delivered twice",
      {
        sql: "SELECT eventtime, eventid, eventname, hidden FROM cloudtrail WHERE regexp_like(searchtext, :resource_pattern) ORDER BY eventtime DESC, eventid",
      },
      SOUND,
    ],
    [
      "an answer that depends on the order of the log",
      "order shuffled",
      {
        sql: "SELECT max_by(eventname, day) AS eventname FROM cloudtrail WHERE regexp_like(searchtext, :resource_pattern)",
      },
      { rows: [{ eventname: "CreateTags" }] },
    ],
    [
      "other people's events in the answer",
      "with noise",
      { sql: "SELECT count(DISTINCT eventid) AS n FROM cloudtrail WHERE :resource = :resource" },
      { rows: [{ n: 2 }] },
    ],
    [
      "services' events in the answer",
      "with noise",
      { sql: "SELECT count(DISTINCT eventid) AS n FROM cloudtrail WHERE :resource = :resource" },
      { rows: [{ n: 2 }], noise: "services" },
    ],
    [
      "an engine that takes the end of the window in",
      "with events just outside the windows",
      {},
      SOUND,
      altered((statement) => ({ ...statement, window: { ...statement.window, end: "2026-11-20T12:00:01Z" } })),
    ],
    [
      "an engine that starts a second early",
      "with events just outside the windows",
      {},
      SOUND,
      altered((statement) => ({ ...statement, window: { ...statement.window, start: "2026-11-19T11:59:59Z" } })),
    ],
    [
      "an engine that leaves folders out by region",
      "spread over other files and folders",
      {},
      SOUND,
      within("us-east-1"),
    ],
    [
      "an engine that leaves the next day's folder out",
      "spread over other files and folders",
      {},
      {
        events: [
          FIRST,
          { ...SECOND, eventTime: "2026-11-19T23:30:00Z" },
          { ...SECOND, eventTime: "2026-11-19T23:40:00Z" },
        ],
        rows: [{ eventname: "DeleteTags" }, { eventname: "DeleteTags" }],
      },
      within("us-east-1", "2026", "11", "19"),
    ],
  ])("%s: %s", async (_, transformation, parts, test, change) => {
    expect(await failures(parts, test, change)).toEqual([expect.stringMatching(`^test "t", ${transformation}: `)]);
  });

  it("a baseline that reaches further back than it says", async () => {
    const parts: IntentParts = {
      params: {},
      phrases: ["new names"],
      summary: "{count} names",
      window: { default: "24h", max: "31d", before: "30d" },
      sql: "SELECT count(DISTINCT eventid) AS n FROM cloudtrail_before",
    };
    const test = {
      params: {},
      noise: { none: "it counts everything" },
      before: [{ eventName: "CreateTags" }],
      rows: [{ n: 1 }],
    };
    expect(await failures(parts, test)).toEqual([]);
    const early = altered((statement) => ({ ...statement, before: { start: "2026-10-01T00:00:00Z", end: DAY.start } }));
    expect(await failures(parts, test, early)).toEqual([expect.stringMatching(/just outside the windows: /)]);
  });

  it("not where the test says that noise would change the answer", async () => {
    const sql = "SELECT count(DISTINCT eventid) AS n FROM cloudtrail WHERE :resource = :resource";
    expect(await failures({ sql }, { rows: [{ n: 2 }], noise: { none: "it counts everybody" } })).toEqual([]);
  });
});

describe("a failure says what differs", () => {
  it.each<[object, RegExp]>([
    [
      { rows: [{ colour: "red" }] },
      /as written: the answer has no column colour; it has eventtime, eventid, actor, eventname, hidden\.$/,
    ],
    [{ rows: [] }, /as written: 0 rows were expected, 2 came: DeleteTags, CreateTags\.$/],
    [
      { rows: [{ eventname: "DeleteTags" }, { eventname: "RunInstances" }] },
      /as written: row 2 should hold \{"eventname":"RunInstances"\} and holds \{"eventname":"CreateTags"\}\.$/,
    ],
    [{ ...SOUND, hidden: { reads: 3 } }, /as written: 3 hidden reads were expected, 0 came\.$/],
    [{ ...SOUND, findings: ["root-used"] }, /as written: the findings should be \[root-used\] and are \[\]\.$/],
    [
      { ...SOUND, headline: "Nothing." },
      /as written: the headline should be "Nothing\." and is "2 events about sg-5887f224\."\.$/,
    ],
    [{ ...SOUND, events: [{ base: "robot" }] }, /there is no base event "robot": the bases are plain, role, /],
    [{ ...SOUND, params: { resource: "x" } }, /“x” is too short to look for/],
    [
      { ask: "who touched sg-5887f224", params: undefined, window: undefined, rows: [{}] },
      /as written: 1 rows were expected/,
    ],
    [
      { ask: "who made coffee", params: undefined, window: undefined },
      /its question "who made coffee" would not run: /,
    ],
  ])("%j", async (test, message) => {
    expect(await failures({}, test)).toEqual([expect.stringMatching(message)]);
  });

  it("for a key that is no column, or that does not tell two rows apart", async () => {
    const sql = "SELECT eventname, day FROM cloudtrail WHERE regexp_like(searchtext, :resource_pattern) ORDER BY 1";
    const rows = [{ eventname: "CreateTags" }, { eventname: "DeleteTags" }];
    const noise = { noise: { none: "the rows are those of the one group" } };
    const keyed = (key: string[]) =>
      failures({ sql: sql.replace("SELECT", "SELECT DISTINCT"), key }, { rows, ...noise });
    expect(await keyed(["eventname"])).toEqual([]);
    expect(await keyed(["colour"])).toEqual([expect.stringMatching(/its key names colour, which is no column/)]);
    expect(await keyed(["day"])).toEqual([
      expect.stringMatching(/two rows have the same key \(day\): name the column/),
    ]);
  });

  it("for SQL that cannot run", async () => {
    const sql = "SELECT colour FROM cloudtrail WHERE :resource = ''";
    expect(await failures({ sql }, {})).toEqual([expect.stringMatching(/^test "t": The local engine could not run/)]);
  });
});
