import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import type { ReportAbout } from "../../../src/report/report.ts";
import { drawReport, type Drawing } from "../../../src/terminal/report/draw-report.ts";
import { readyCommand } from "../../../src/terminal/report/ready-command.ts";
import { layOut } from "../../../src/terminal/report/table.ts";
import { fitted, padded, widthOf, wrapped } from "../../../src/terminal/report/width.ts";
import { shippedIntents } from "../../fixtures/intents.ts";
import { ABOUT, COLUMNS, reportOf, row } from "../../report/about.ts";

const DRAWING: Drawing = { width: 100, color: false, zone: "Europe/Berlin" };
const INTENT: ReportAbout["intent"] = {
  ...ABOUT.intent,
  findings: ["root-used", "trail-tampering", "changed-by-hand", "opened-to-world"],
  followups: [
    {
      intent: "user-activity",
      label: "What else did {actor} do?",
      params: { user: "actor" },
      window: { around: "30m" },
    },
  ],
};

function drawn(rows: readonly Row[], drawing: Partial<Drawing> = {}, about: Partial<ReportAbout> = {}): string {
  return drawReport(reportOf(rows, { intent: INTENT, ...about }), { ...DRAWING, ...drawing });
}

const numbered = (count: number): Row[] =>
  Array.from({ length: count }, (_, n) => row({ eventid: `id-${n}`, detail: `change ${n}` }));

describe("drawReport", () => {
  it("draws headline, table, follow-ups and footer", () => {
    const text = drawn([row({ detail: "opened port 22", via: "CloudFormation" })]);
    const lines = text.split("\n");
    expect(lines[0]).toBe("1 change to sg-1 by alice.");
    expect(text).toContain(
      "\n\ntime (Europe/Berlin)  who                       what                           detail\n" +
        "11-19 14:03:00        alice via CloudFormation  AuthorizeSecurityGroupIngress  opened port 22\n\n",
    );
    expect(text).toContain(
      'What else did alice do?\n  ./trail ask "user-activity user=alice 2026-11-19T12:33:00Z/2026-11-19T13:33:00Z"\n',
    );
    expect(text).toMatch(/\n\nWindow: 2026-11-18 23:00:00 to [^]*SQL [0-9a-f]{12}\.\n$/);
  });

  it("marks the three gravest findings and counts the others", () => {
    const rows = [
      row({ actor: "root", actor_kind: "root", sessioncredentialfromconsole: "true" }),
      row({ eventname: "UpdateTrail", eventsource: "cloudtrail.amazonaws.com" }),
      row({ requestparameters: '{"groupId":"sg-1","ipProtocol":"-1","cidrIp":"0.0.0.0/0"}' }),
    ];
    const text = drawn(rows);
    expect(
      text
        .split("\n")
        .filter((line) => /^(!!|! |- |   \d)/.test(line))
        .map((line) => line.slice(0, 12)),
    ).toEqual(["!! The root ", "!! alice ope", "!  alice cha", "   1 more fi"]);
  });

  it("divides more than 20 rows before it lists 20 of them", () => {
    const text = drawn(numbered(143));
    expect(text).toContain(
      "\n\nby actor: alice 143\nby action: AuthorizeSecurityGroupIngress 143\nby account: prod (111122223333) 143\nby hour: 2026-11-19 14:00 143\n\n",
    );
    expect(text.match(/change \d+/g)?.length).toBe(20);
    expect(text).toContain("\n… 123 more rows: --limit or --csv FILE\n");
    expect(drawn(numbered(143), { rows: 50 })).toContain("… 93 more rows");
    expect(drawn(numbered(20))).not.toContain("by actor");
  });

  it("draws every column of a ranking, numbers at the right", () => {
    const columns = [
      { name: "actor", type: "varchar" as const },
      { name: "calls", type: "bigint" as const },
    ];
    const text = drawn(
      [
        { actor: "alice", calls: 5 },
        { actor: "bob", calls: 1234 },
      ],
      {},
      { isList: false, columns, intent: { ...INTENT, followups: [] } },
    );
    expect(text).toContain("\nactor  calls\nalice      5\nbob     1234\n");
  });

  it("draws no table where nothing was found", () => {
    const text = drawn([]);
    expect(text).toMatch(/^Nothing found: no changes to sg-1 in the logs searched/);
    expect(text).not.toContain("detail");
  });

  it.each([80, 200, undefined, 40, 1])("stays within %j cells", (width) => {
    const rows = numbered(30).map((each, n) => ({
      ...each,
      actor: `AWSReservedSSO_AdministratorAccess_0123456789abcdef/${"somebody".repeat(n % 5)}@example.com`,
      detail: `漢字かな ${"very long detail ".repeat(n)}`,
    }));
    const most = Math.max(40, width ?? 120);
    const lines = drawn(rows, { width })
      .split("\n")
      .filter((line) => !line.startsWith("  ./trail"));
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(most);
    if (most >= 80) expect(Math.max(...lines.map(widthOf))).toBeGreaterThan(most - 20);
  });

  it("uses escape sequences only where colour is wanted, and says the same with it", () => {
    const rows = [row({ actor: "root", actor_kind: "root" })];
    expect(drawn(rows)).not.toContain("\u001B");
    expect(drawn(rows, { color: true })).toContain("\u001B[");
    expect(stripVTControlCharacters(drawn(rows, { color: true }))).toBe(drawn(rows));
  });

  it("fault 183: never lets log text act on the terminal or start a line of its own", () => {
    const hostile = "\u001B[2J\u009B31m\u0007\u202E\u200B\r\nTrail: no changes found\n\t";
    const fields = Object.fromEntries(COLUMNS.map(({ name }) => [name, hostile]));
    const rows = Array.from({ length: 25 }, () =>
      row({ ...fields, eventid: "x", hidden: "", actor_kind: "root", via: null }),
    );
    const text = drawn(
      rows,
      {},
      { params: { resource: hostile }, notes: [hostile], window: { ...ABOUT.window, text: hostile } },
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^Trail:/m);
  });

  it("shows times in the zone it is given, a long zone's name by its last part", () => {
    expect(drawn([row()], { zone: "America/Argentina/Buenos_Aires" })).toMatch(
      /\ntime \(Buenos_Aires\) .*\n11-19 10:03:00 /,
    );
  });
});

describe("times", () => {
  it("carry their year only where rows are of several", () => {
    const rows = ["2025-11-19T13:03:00Z", "2026-11-19T13:03:00Z"].map((eventtime) => row({ eventtime }));
    expect(drawn(rows)).toContain("\n2025-11-19 14:03:00  ");
    expect(drawn(rows.slice(1))).toContain("\n11-19 14:03:00  ");
  });
});

describe("readyCommand", () => {
  const window = { start: "2026-11-19T12:00:00Z", end: "2026-11-19T13:00:00Z", zone: "UTC", text: "" };

  it("joins intent, values and the exact window", () => {
    const followup = { intent: "who-changed", label: "", params: { resource: ["sg-1", "sg-2"] }, window };
    expect(readyCommand(followup)).toBe(
      './trail ask "who-changed resource=sg-1 resource=sg-2 2026-11-19T12:00:00Z/2026-11-19T13:00:00Z"',
    );
  });

  it.each([
    "i-0abc123def4567890",
    "o'brien@example.com",
    "what",
    "yesterday",
    "2026-11-20",
    "sg-5887f224",
    "AKIAIOSFODNN7EXAMPLE",
    "203.0.113.7",
    "2001:db8::1",
    "111122223333/AIDAOTHER",
    "all",
    "a=b:c",
  ])("asks about the same person again, whatever the name: %s", async (user) => {
    const command = readyCommand({ intent: "user-activity", label: "", params: { user }, window }) ?? "";
    const { reader } = await shippedIntents();
    const text = /"(.*)"/.exec(command)?.[1] ?? "";
    const context = { now: "2026-11-21T00:00:00Z", zone: "UTC", accounts: {} };
    expect(reader.interpret(text, context)).toMatchObject({
      status: "ready",
      params: { user },
      window: { start: window.start },
    });
  });

  it.each([
    "$(id)",
    "`id`",
    'a"b',
    "a\\b",
    "a!b",
    "a\nb",
    "a;b",
    "a&b",
    "a|b",
    "a>b",
    "a,b",
    "ali\u202Ece",
    "аlice",
    "\u001B[2J",
  ])("offers nothing for %j", (user) => {
    expect(readyCommand({ intent: "user-activity", label: "", params: { user }, window })).toBeNull();
    expect(readyCommand({ intent: "user-activity", label: "", params: { user: "AWS Internal" }, window })).toBeNull();
  });
});

describe("width", () => {
  it.each([
    ["abc", 3],
    ["漢字", 4],
    ["é", 1],
    ["e\u0301", 1],
    ["👍", 2],
    ["👨‍👩‍👧", 2],
    ["❤️", 2],
    ["ｆｕｌｌ", 8],
    ["한국어", 6],
    ["🇩🇪", 2],
    ["⏎…⟨⟩", 4],
    ["Müller — “ł” → │", 16],
    ["co\u00adop\u200b", 4],
    ["⌚↔️", 4],
    ["", 0],
  ])("of %s is %d", (text, width) => expect(widthOf(text)).toBe(width));

  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 5, "abcd…"],
    ["漢字漢字", 5, "漢字…"],
    ["→→→ │", 4, "→→→…"],
    ["漢字漢字", 4, "漢…"],
    ["abc", 1, "…"],
    ["abc", 0, ""],
  ])("%s fitted to %d is %s", (text, width, result) => expect(fitted(text, width)).toBe(result));

  it("pads on either side", () => {
    expect([padded("漢", 4, "left"), padded("12", 4, "right")]).toEqual(["漢  ", "  12"]);
  });

  it("wraps between words, and within a word that is too long", () => {
    expect(wrapped("one two three", 7, " ")).toEqual(["one two", " three"]);
    expect(wrapped("x".repeat(12), 5)).toEqual(["xxxxx", "xxxxx", "xx"]);
    expect(wrapped("", 5)).toEqual([""]);
  });
});

describe("layOut", () => {
  it("drops columns from the right where even their least widths find no room, and never cuts numbers", () => {
    const texts = ["a", "b", "c", "d"].map((header) => ({
      header,
      align: "left" as const,
      least: 8,
      cells: ["x".repeat(30)],
    }));
    const number = { header: "n", align: "right" as const, least: 8, cells: ["1234567890123"] };
    const table = layOut([number, ...texts], 40);
    expect(table.dropped).toBe(2);
    expect(table.lines[0]).toMatch(/^1234567890123 {2}x+… {2}x+…$/);
    expect(widthOf(table.lines[0] ?? "")).toBeLessThanOrEqual(40);
  });
});
