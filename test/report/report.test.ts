import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import type { Row } from "../../src/engine/engine.ts";
import type { Params } from "../../src/question/interpretation.ts";
import { instantOf } from "../../src/clock.ts";
import { createReport } from "../../src/report/report.ts";
import { ABOUT, COVERAGE, OUTCOME, reportOf, row } from "./about.ts";

const numbered = (count: number, changes: (index: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_, index) => row({ eventid: `id-${index}`, ...changes(index) }));

describe("rows that are left out", () => {
  const rows = [
    "",
    "failure",
    "read",
    "service",
    "failure,read",
    "read,service",
    "failure,service",
    "failure,read,service",
  ].map((hidden) => row({ hidden }));

  it.each([
    [["failures", "reads"], [], 2, { failures: 4, reads: 2, services: 0 }],
    [["failures", "reads"], ["failures"], 4, { failures: 0, reads: 4, services: 0 }],
    [["failures", "reads"], ["failures", "reads"], 8, { failures: 0, reads: 0, services: 0 }],
    [["services"], [], 4, { failures: 0, reads: 0, services: 4 }],
    [["reads", "services", "failures"], [], 1, { failures: 4, reads: 2, services: 1 }],
    [["reads", "services", "failures"], ["failures"], 2, { failures: 0, reads: 4, services: 2 }],
    [[], [], 8, { failures: 0, reads: 0, services: 0 }],
  ] as const)("hides %j, includes %j: %d shown", (hides, include, shown, hidden) => {
    const report = reportOf(rows, { intent: { ...ABOUT.intent, hides: [...hides] }, include });
    expect([report.rowCount, report.rows.length, report.hidden]).toEqual([shown, shown, hidden]);
  });

  it("tells the caller which rows are shown", () => {
    const report = createReport(ABOUT);
    expect([row(), row({ hidden: "read" }), row({ hidden: "service" })].map((each) => report.row(each))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("leaves nothing out of a ranking and counts nothing", () => {
    const report = reportOf([{ actor: "alice", calls: 3, hidden: "read" }], { isList: false });
    expect([report.rowCount, report.hidden]).toEqual([1, { failures: null, reads: null, services: null }]);
  });

  it("shows hidden failures only to the findings that may see them", () => {
    const failed = { errorcode: "AccessDenied", hidden: "failure" };
    const rows = [
      row(),
      row({ ...failed, eventname: "StopLogging", eventsource: "cloudtrail.amazonaws.com" }),
      row({ ...failed, actor: "root", actor_kind: "root" }),
      row({ hidden: "read", eventname: "DeleteTrail", eventsource: "cloudtrail.amazonaws.com" }),
    ];
    const intent = { ...ABOUT.intent, findings: ["trail-tampering", "root-used"] };
    const { findings } = reportOf(rows, { intent });
    expect(findings.map(({ name, severity }) => [name, severity])).toEqual([["trail-tampering", "medium"]]);
  });
});

describe("a report", () => {
  it("has a headline, all that the document needs, and a footer", () => {
    const report = reportOf([row(), row({ eventid: "id-2", actor: "bob" })]);
    expect(report).toMatchObject({
      intent: "who-changed",
      headline: "2 changes to sg-1 by alice and bob.",
      rowCount: 2,
      breakdown: null,
      scannedBytes: 812_345,
      window: { start: "2026-11-18T23:00:00Z", text: "yesterday" },
    });
    expect(report.footer.length).toBeGreaterThan(3);
  });

  it.each([
    [null, 1000],
    [10, 10],
    [0, 0],
    [5000, 1200],
  ])("with limit %j keeps %d of 1,200 rows and counts all", (limit, kept) => {
    const report = reportOf(numbered(1200), { limit });
    expect([report.rows.length, report.rowCount]).toEqual([kept, 1200]);
  });

  it("says at least where rows were cut", () => {
    expect(reportOf(numbered(30), {}, { truncated: true }).headline).toBe("At least 30 changes to sg-1 by alice.");
  });

  it("fills in a start that was left open", () => {
    const report = reportOf([row()], { window: { ...ABOUT.window, start: null } });
    expect(report.window.start).toBe("2026-11-18T23:00:00Z");
    expect(report.footer[0]).toContain("its start left open: the longest look-back, 400d");
  });

  it("refuses an intent it can't report on", () => {
    expect(() => reportOf([], { intent: { ...ABOUT.intent, summary: "{count" } })).toThrow(TrailError);
    expect(() => reportOf([], { intent: { ...ABOUT.intent, findings: ["x"] } })).toThrow(TrailError);
  });
});

describe("the breakdown", () => {
  it("is there for more than 20 events only, never for a ranking", () => {
    expect(reportOf(numbered(20)).breakdown).toBeNull();
    expect(reportOf(numbered(21)).breakdown).not.toBeNull();
    expect(reportOf(numbered(21), { isList: false }).breakdown).toBeNull();
  });

  it("gives the top five of each property and the rest, hours in the asker's zone", () => {
    const rows = numbered(28, (index) => ({
      actor: `a${Math.floor(Math.sqrt(2 * index + 0.25) - 0.5)}`,
      eventtime: `2026-11-19T${index < 20 ? "23:50" : "13:10"}:00Z`,
    }));
    const breakdown = reportOf(rows).breakdown ?? [];
    expect(breakdown.map(({ by }) => by)).toEqual(["actor", "action", "account", "hour"]);
    expect(breakdown[0]?.top.map(({ name, count }) => `${name} ${count}`)).toEqual([
      "a6 7",
      "a5 6",
      "a4 5",
      "a3 4",
      "a2 3",
    ]);
    expect(breakdown[0]?.others).toEqual({ values: 2, count: 3, more: false });
    expect(breakdown[2]?.top).toEqual([{ name: "prod (111122223333)", count: 28 }]);
    expect(breakdown[3]?.top).toEqual([
      { name: "2026-11-20 00:00", count: 20 },
      { name: "2026-11-19 14:00", count: 8 },
    ]);
  });

  it("keeps hours right where the zone is off by a half", () => {
    const window = { ...ABOUT.window, zone: "Asia/Kolkata" };
    const rows = numbered(30, (index) => ({ eventtime: `2026-11-19T13:${index < 10 ? "29" : "30"}:00Z` }));
    const hours = reportOf(rows, { window }).breakdown?.at(-1);
    expect(hours?.top).toEqual([
      { name: "2026-11-19 19:00", count: 20 },
      { name: "2026-11-19 18:00", count: 10 },
    ]);
  });
});

describe("fault 133: nothing found", () => {
  const headline = (about = {}, outcome = {}, rows: Row[] = []): string => reportOf(rows, about, outcome).headline;

  it("says what was searched", () => {
    expect(headline()).toBe(
      "Nothing found: no changes to sg-1 in the logs searched: 2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC, " +
        "account prod (111122223333), us-east-1, 96 files.",
    );
  });

  it.each([
    [["111122223333"], ["us-east-1", "us-west-2"], "account prod (111122223333), us-east-1 and us-west-2, 96 files."],
    [
      ["111122223333", "444455556666"],
      ["us-east-1"],
      "accounts prod (111122223333) and 444455556666, us-east-1, 96 files.",
    ],
  ])("says in how many accounts: %j, %j", (accounts, regions, words) => {
    expect(headline({}, { coverage: { ...COVERAGE, accounts, regions } })).toContain(words);
  });

  it("says what is left out", () => {
    const rows = [...Array(3).fill(row({ hidden: "failure" })), ...Array(41).fill(row({ hidden: "read" }))];
    expect(headline({}, {}, rows)).toContain(", 96 files, but 3 failed attempts and 41 reads are not shown.");
    expect(headline({}, {}, [row({ hidden: "read" })])).toContain(", but 1 read is not shown.");
  });

  it.each([
    [{ files: 0, days: 0 }, "; the newest logs are of 2026-11-20 12:00:00 UTC."],
    [{ files: 3, logsUntil: "2026-11-17T10:00:00Z" }, "; the newest logs are of 2026-11-17 10:00:00 UTC."],
    [{ files: 0, logsUntil: null }, "; how new the logs are is not known."],
  ])("warns first where there were no logs: %j", (coverage, newest) => {
    const text = headline(
      { accounts: ["111122223333"], regions: ["eu-west-1"] },
      { coverage: { ...COVERAGE, ...coverage } },
    );
    expect(text).toMatch(
      /^Warning: there are no logs for 2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC in account prod \(111122223333\), eu-west-1; /,
    );
    expect(text).toContain(`${newest} Nothing could be searched for changes to sg-1.`);
  });

  it("says how far the logs reach, and what is missing", () => {
    const coverage = {
      ...COVERAGE,
      logsUntil: "2026-11-19T20:00:00Z",
      missing: ["no files for 2026-11-18 in 444455556666"],
      skippedFiles: [{ file: "x.json.gz", reason: "is no gzip file" }],
    };
    expect(headline({}, { coverage })).toMatch(
      /files\. The logs reach only until 2026-11-19 20:00:00 UTC\. Missing: no files for 2026-11-18 in 444455556666 and 1 file could not be read, or only in part\.$/,
    );
  });

  it("does not claim to know files it can't list, and names the question where the summary has no count", () => {
    const intent = { ...ABOUT.intent, summary: "{sum calls} calls" };
    expect(headline({ intent }, { coverage: { ...COVERAGE, files: null, days: 0, logsUntil: null } })).toMatch(
      /^Nothing found: no answers to "Who changed this resource\?" for sg-1 in the logs searched: .* files unknown/,
    );
  });
});

describe("what a question is narrowed to", () => {
  const declared = (type: "user" | "ip" | "service" | "resource", many = false) => ({
    type,
    many,
    optional: true,
    description: "a value",
  });
  const intent = {
    ...ABOUT.intent,
    summary: "{count} sign-ins by {distinct actor}",
    params: {
      user: declared("user"),
      ip: declared("ip"),
      service: declared("service"),
      things: declared("resource", true),
    },
  };
  const headline = (params: Params, rows: Row[]): string => reportOf(rows, { intent, params }).headline;

  it.each<[Params, string]>([
    [{}, "no sign-ins in the logs"],
    [{ user: "" }, "no sign-ins in the logs"],
    [{ user: "alice" }, "no sign-ins for user alice in the logs"],
    [
      { service: "s3", ip: "198.51.100.0/24", user: "alice" },
      "no sign-ins for user alice, address 198.51.100.0/24 and service s3 in",
    ],
    [{ things: ["sg-1", "vpc-2"] }, "no sign-ins for sg-1 and vpc-2 in the logs"],
    [{ user: "*x*\u202E" }, "no sign-ins for user *x*⟨U+202E⟩ in the logs"],
    // Accounts and regions of any question are named as what was searched.
    [{ account: "111122223333", region: "us-east-1" }, "no sign-ins in the logs"],
  ])("is said where nothing is found: %j", (params, words) => {
    expect(headline(params, [])).toContain(`Nothing found: ${words}`);
  });

  it.each<[Params, string]>([
    [{}, "1 sign-in by alice."],
    [{ user: "alice" }, "1 sign-in by alice."],
    [{ user: "ali" }, "1 sign-in by alice (only user ali)."],
    [{ user: "alice", ip: "198.51.100.7" }, "1 sign-in by alice (only address 198.51.100.7)."],
  ])("is said beside what the rows tell: %j", (params, words) => {
    expect(headline(params, [row()])).toBe(words);
  });
});

/** Bytes that are really held, after a collection. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

describe("fault 134: a million rows", () => {
  it("are folded in bounded memory", () => {
    const report = createReport({
      ...ABOUT,
      intent: {
        ...ABOUT.intent,
        findings: [
          "opened-to-world",
          "root-used",
          "login-without-mfa",
          "failures-then-success",
          "trail-tampering",
          "changed-by-hand",
        ],
      },
    });
    const times = Array.from({ length: 1440 }, (_, minute) => instantOf(Date.UTC(2026, 10, 19) + minute * 60_000));
    const request = '{"groupId":"sg-1","ipProtocol":"tcp","fromPort":22,"toPort":22,"cidrIp":"0.0.0.0/0"}';
    const before = heapInUse();
    for (let index = 0; index < 1_000_000; index += 1) {
      report.row({
        eventtime: times[index % 1440] ?? null,
        eventid: `id-${index}`,
        actor: index % 3 === 0 ? "alice" : `role/${index}`,
        actor_kind: "person",
        eventname: index % 2 === 0 ? "ConsoleLogin" : "AuthorizeSecurityGroupIngress",
        failed: index % 4 === 0 ? 1 : 0,
        sourceipaddress: `198.51.100.${index}`,
        requestparameters: index % 51 === 0 ? request : null,
        recipientaccountid: String(index),
        hidden: index % 5 === 0 ? "read" : "",
      });
    }
    const grown = (heapInUse() - before) / 1e6;
    const made = report.end(OUTCOME);
    expect(made.rowCount).toBe(800_000);
    expect(made.hidden.reads).toBe(200_000);
    expect(made.headline).toBe("800,000 changes to sg-1 by more than 10,000 different actors.");
    expect(made.breakdown?.[0]?.top[0]).toEqual({ name: "alice", count: 266_667 });
    expect(made.breakdown?.[0]?.others.more).toBe(true);
    expect(made.findings.length).toBeGreaterThan(0);
    expect(grown).toBeLessThan(60);
  }, 60_000);
});
