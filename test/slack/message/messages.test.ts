import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import type { Report, ReportAbout } from "../../../src/report/report.ts";
import { answerMessage } from "../../../src/slack/message/answer.ts";
import { FORMS } from "../../../src/slack/message/answer-context.ts";
import type { Draft } from "../../../src/slack/message/draft.ts";
import { fileFacts } from "../../../src/slack/message/file-facts.ts";
import { headlineMessage } from "../../../src/slack/message/headline.ts";
import { homeView } from "../../../src/slack/message/home.ts";
import { pinnedMessage, rowMessage, type RowContext } from "../../../src/slack/message/one-row.ts";
import { endMessage, priceMessage, statusMessage } from "../../../src/slack/message/status.ts";
import { withLiterals } from "../../../src/engine/literal.ts";
import { verifyMessage } from "../../../src/slack/message/verify.ts";
import { askedMessage, helpMessage, intentsMessage, mineMessage } from "../../../src/slack/message/words.ts";
import { formView, loadingView } from "../../../src/slack/forms/form-view.ts";
import type { Press } from "../../../src/slack/press.ts";
import { checkBlocks } from "../../../src/playground/block-kit/check.ts";
import { shippedIntents } from "../../fixtures/intents.ts";
import { ABOUT, reportOf, row } from "../../report/about.ts";

const HOSTILE = [
  "<!channel> <!here> @everyone",
  "<https://evil.example|AWS Console>",
  "*bold* _x_ ~y~ `z` ```w```",
  "=cmd|' /C calc'!A0",
  "ali\u202Ece\u200B аlice",
  "a\nTrail: no changes found\n",
  "x".repeat(5000),
  "😀".repeat(3000),
  "\u0000\u001B[2J",
  "",
] as const;

const JOB = { asker: "U0ALICE", ms: 1000 };

function minted(): { presses: Press[]; mint: (press: Press) => string } {
  const presses: Press[] = [];
  return { presses, mint: (press) => `id-${presses.push(press)}` };
}

const context = (mint = minted().mint) => ({
  job: "j1",
  zone: "Europe/Berlin",
  isPrivate: false,
  accused: [],
  now: "2026-11-20T12:00:00Z",
  mint,
});

function manyRows(count: number, change: (index: number) => Row = () => ({})): Row[] {
  return Array.from({ length: count }, (_, index) =>
    row({ eventid: `id-${index}`, actor: `user-${index % 7}`, ...change(index) }),
  );
}

/** Slack would take it, and it can be understood from its text alone. */
function isSound({ text, blocks }: Draft): void {
  expect(checkBlocks(blocks, "message")).toMatchObject({ ok: true });
  expect(text).not.toBe("");
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(text).not.toMatch(/<[!@#h]/);
}

/** Everything that is read in blocks. */
const words = (draft: Draft): string => JSON.stringify(draft.blocks);

describe.each(FORMS)("an answer as %s", (form) => {
  it.each([0, 1, 2, 20, 21, 500])("of %i rows is within Slack's limits", (count) => {
    isSound(answerMessage(reportOf(manyRows(count)), form, context()));
  });

  it.each(HOSTILE)("of hostile rows is within them, and nothing in it acts: %j", (text) => {
    const rows = manyRows(30, () => ({
      actor: text,
      eventname: text,
      detail: text,
      eventid: text,
      errormessage: text,
    }));
    const draft = answerMessage(reportOf(rows), form, context());
    isSound(draft);
    expect(words(draft)).not.toContain('"mrkdwn"');
    expect(words(draft)).not.toContain('"markdown"');
  });

  it("fault 185: says the same in its text", () => {
    const report = reportOf(manyRows(30));
    const draft = answerMessage(report, form, context());
    for (const fact of [
      "user-3",
      "AuthorizeSecurityGroupIngress",
      "11-19 14:03:00",
      "The first 20 rows of 30; all are in the CSV.",
      "By actor: ",
      "Window: ",
    ]) {
      expect(words(draft)).toContain(fact);
    }
    expect(draft.text).toContain("By actor: user-0 5");
    expect(draft.text).toContain("Window: ");
  });
});

it("a long answer is divided first, with a chart whose figures stand in words", () => {
  const draft = answerMessage(reportOf(manyRows(30)), "rich", context());
  const [first, second] = draft.blocks;
  expect(first).toMatchObject({ type: "section" });
  expect(second).toMatchObject({ type: "data_visualization", title: "Rows by actor" });
  expect(answerMessage(reportOf(manyRows(20)), "rich", context()).blocks[0]).toMatchObject({
    type: "data_table",
    page_size: 20,
  });
});

describe("what can be pressed", () => {
  const about: Partial<ReportAbout> = {
    intent: {
      ...ABOUT.intent,
      followups: [
        {
          intent: "user-activity",
          label: "What else did {actor} do?",
          params: { user: "actor" },
          window: { around: "30m" },
        },
      ],
    },
  };

  it("is minted once for each, and refers to the job or to another question", () => {
    const { presses, mint } = minted();
    answerMessage(reportOf([...manyRows(2), row({ hidden: "read" })], about), "rich", {
      ...context(mint),
      isPrivate: true,
      accused: [],
    });
    expect(presses).toMatchObject([
      { kind: "row", job: "j1", row: 0 },
      { kind: "row", job: "j1", row: 1 },
      { kind: "ask", intent: "user-activity", params: { user: "user-0" } },
      { kind: "ask", intent: "who-changed", window: { start: "2026-11-17T23:00:00Z", end: "2026-11-19T23:00:00Z" } },
      { kind: "ask", intent: "who-changed", window: { start: "2026-11-18T23:00:00Z", end: "2026-11-20T12:00:00Z" } },
      { kind: "ask", intent: "who-changed", include: ["reads"] },
      { kind: "ask", intent: "who-changed", include: [] },
      { kind: "verify", job: "j1" },
      { kind: "share", job: "j1" },
    ]);
  });

  it("is told by an opaque id alone", () => {
    const draft = answerMessage(reportOf(manyRows(2), about), "rich", context());
    for (const [, value] of words(draft).matchAll(/"value":"([^"]*)"/g)) expect(value).toMatch(/^id-\d+$/);
  });
});

describe("a headline", () => {
  const finding = (text: string): Report["findings"][number] => ({ name: "x", severity: "high", text, eventids: [] });

  it.each(HOSTILE)("of hostile words stays within the limits: %j", (text) => {
    isSound(headlineMessage({ headline: text || "–", findings: Array(50).fill(finding(text)) }, JOB));
  });

  it("is understood from its text, and mentions its asker when it took long", () => {
    const draft = headlineMessage(
      { headline: "2 changes.", findings: [finding("bob opened port 143.")] },
      { ...JOB, ms: 16_000 },
    );
    expect(draft.text).toBe("2 changes.\n:red_circle: high: bob opened port 143.");
    expect(words(draft)).toContain('{"type":"user","user_id":"U0ALICE"}');
    expect(words(headlineMessage({ headline: "x", findings: [] }, JOB))).not.toContain("U0ALICE");
    expect(headlineMessage({ headline: "x", findings: [] }, { ...JOB, ms: 12 * 60_000 }).text).toBe("x (12 min late)");
  });
});

describe("a status", () => {
  const question = {
    title: "Who changed this resource?",
    subject: "sg-1",
    start: "2026-11-18T23:00:00Z",
    end: "2026-11-19T23:00:00Z",
    asker: "U0ALICE",
  };
  const running = {
    is: "running",
    state: "running",
    ms: 75_000,
    bytes: 55e9,
    price: 0.27,
    held: null,
    reached: null,
  } as const;

  it("says what is asked, by whom, when, and how far it is; in each reader's own time", () => {
    const draft = statusMessage(question, running, "c1");
    isSound(draft);
    expect(draft.text).toBe(
      "Who changed this resource? sg-1 · 2026-11-18 23:00:00 UTC to 2026-11-19 23:00:00 UTC · Running for 1 min, about 55.0 GB to read, $0.27 …",
    );
    expect(words(draft)).toContain('"type":"date","timestamp":1795042800');
    expect(words(draft)).toContain('"value":"c1"');
    expect(statusMessage(question, { is: "waiting", position: 3 }, "c1").text).toContain(
      "Waiting for a place: number 3 in line.",
    );
  });

  it.each(HOSTILE)("of a hostile subject stays within the limits: %j", (text) => {
    const hostile = { ...question, subject: text.slice(0, 200), title: text.slice(0, 160) || "x" };
    for (const draft of [
      statusMessage(hostile, running, "c"),
      endMessage(hostile, text || "–"),
      priceMessage(hostile, { bytes: 1, files: 1, price: 1, priceLimit: null, exact: true, atLeast: false }, 0.25, "c"),
    ]) {
      expect(checkBlocks(draft.blocks, "message")).toMatchObject({ ok: true });
      expect(draft.text).not.toMatch(/<[!@#h]/);
    }
  });

  it.each([
    [true, false, "Run, 55.0 GB, $0.27"],
    [false, false, "Run, about 55.0 GB, $0.27"],
    [false, true, "Run, at least 55.0 GB, $0.27"],
  ])("says how sure a price is (exact %j, at least %j)", (exact, atLeast, label) => {
    const draft = priceMessage(
      question,
      { bytes: 55e9, files: null, price: 0.27, priceLimit: null, exact, atLeast },
      0.25,
      "c",
    );
    expect(JSON.stringify(draft.blocks)).toContain(label);
    expect(draft.text).toContain(`This reads ${label.slice("Run, ".length)}`);
  });

  it("says how far the engine has come, where it tells", () => {
    const reached = { files: 3400, allFiles: 12_000, bytes: 1.2e9, allBytes: 4.5e9, leftMs: 40_000 };
    expect(statusMessage(question, { ...running, price: 0, reached }, "c").text).toContain(
      "Running for 1 min, 3,400 of 12,000 files, 1.2 GB of 4.5 GB, about 40 s left …",
    );
  });

  it("says why a question is held", () => {
    const held = {
      ...running,
      held: "AWS cannot be reached to start the query: the question is held and tried again.",
    };
    expect(statusMessage(question, held, "c").text).toContain("AWS cannot be reached to start the query");
    expect(statusMessage(question, held, "c").text).toContain("Held for 1 min …");
  });

  it("mentions nobody whose id is none", () => {
    expect(words(statusMessage({ ...question, asker: "<!channel>" }, running, "c"))).toContain("somebody");
  });
});

describe("one row", () => {
  const EVENT = { eventid: "11111111-1111-4111-8111-111111111111", awsregion: "eu-central-1" };

  it.each(HOSTILE)("of hostile values stays within the limits: %j", (text) => {
    const hostile = row({
      actor: text,
      detail: text,
      requestparameters: text,
      responseelements: text,
      errormessage: text,
    });
    const { columns, ...rest } = reportOf([hostile]);
    isSound(rowMessage({ ...rest, columns }, hostile, rowContext()));
    const pinned = pinnedMessage(hostile, "U0ALICE", "UTC");
    expect(checkBlocks(pinned.blocks, "message")).toMatchObject({ ok: true });
    expect(pinned.text).not.toMatch(/<[!@#h]/);
  });

  it("without a time offers nothing around it", () => {
    const one = row({ eventtime: null });
    const draft = rowMessage(reportOf([one]), one, rowContext());
    isSound(draft);
    expect(words(draft)).not.toContain("Around this moment");
  });

  it.each<[Row, boolean]>([
    [EVENT, true],
    [{ ...EVENT, eventid: "x/../../evil" }, false],
    [{ ...EVENT, awsregion: "evil.example/" }, false],
    [{ ...EVENT, awsregion: "" }, false],
  ])("links to the console only from what is an event and a region: %j", (parts, isLinked) => {
    const one = row(parts);
    const draft = rowMessage(reportOf([one]), one, rowContext());
    expect(words(draft).includes("console.aws.amazon.com")).toBe(isLinked);
  });
});

function rowContext(isPinned = false): RowContext {
  return { index: 0, job: "j1", isPinned, zone: "UTC", mint: minted().mint };
}

describe("Verify", () => {
  it.each([
    ["SELECT ?", ["a"], "SELECT 'a'"],
    ["SELECT '?', ? -- why?\n, ?", ["O'Brien", "$&"], "SELECT '?', 'O''Brien' -- why?\n, '$&'"],
    ["SELECT \"a?b\", 'it''s ?' /* ? */ , ?", ["x"], "SELECT \"a?b\", 'it''s ?' /* ? */ , 'x'"],
    ["SELECT ?", [], "SELECT ''"],
  ])("gives SQL that can be pasted: %s", (sql, values, expected) => {
    expect(withLiterals(sql, values)).toBe(expected);
  });

  it("cuts long SQL and says so", () => {
    const report = reportOf([row()]);
    const long = {
      ...report,
      executions: [{ id: "e1", sql: `SELECT '${"x".repeat(20_000)}'`, values: [], reusedFrom: null }],
    };
    const draft = verifyMessage(long, "j1");
    isSound(draft);
    expect(words(draft)).toContain("Cut at 9000 characters of 20009.");
  });
});

describe("fault 184: a file's name", () => {
  it.each([
    [{ resource: "sg-5887f224" }, "who-changed-sg-5887f224-2026-11-18T2300Z-2026-11-19T2300Z.csv"],
    [{ resource: "../../etc/passwd" }, "who-changed-2026-11-18T2300Z-2026-11-19T2300Z.csv"],
    [{ resource: "a".repeat(300) }, "who-changed-2026-11-18T2300Z-2026-11-19T2300Z.csv"],
    [{ resource: "x;rm -rf" }, "who-changed-2026-11-18T2300Z-2026-11-19T2300Z.csv"],
    [{}, "who-changed-2026-11-18T2300Z-2026-11-19T2300Z.csv"],
  ])("says intent, subject and window, and holds no other text: %j", (params, name) => {
    expect(fileFacts({ ...reportOf([row()]), params }, { rows: 1, isCut: false }).name).toBe(name);
  });

  it("comes with a note where rows were cut", () => {
    const report = { ...reportOf([row()]), rowCount: 250_000 };
    expect(fileFacts(report, { rows: 100_000, isCut: true }).comment).toBe(
      "Every row as CSV: 100,000 rows of 250,000: cut at the limit, narrow the window for the rest.",
    );
  });
});

it("what is said besides is within the limits too", async () => {
  const { catalog } = await shippedIntents();
  for (const text of HOSTILE) {
    isSound(askedMessage(text || "–", Array(9).fill({ intent: "x", text }), minted().mint));
    isSound(mineMessage([{ words: text, state: "answered", asked: "now" }]));
  }
  isSound(helpMessage("/trail", minted().mint));
  isSound(intentsMessage(catalog.intents));
  expect(
    checkBlocks(
      homeView(
        { running: [], recent: [], schedules: [], mayAsk: "Everything.", health: "Well." },
        catalog.intents,
        "/trail",
      ).blocks,
      "view",
    ),
  ).toMatchObject({ ok: true });
  const state = {
    channel: null,
    thread: null,
    isPrivate: true,
    accused: [],
    zone: "UTC",
    text: "x".repeat(2000),
    intent: null,
  };
  for (const intent of [null, ...catalog.intents.map(({ id }) => id)]) {
    expect(checkBlocks(formView({ ...state, intent }, catalog.intents).blocks, "view")).toMatchObject({ ok: true });
  }
  expect(checkBlocks(loadingView().blocks, "view")).toMatchObject({ ok: true });
});
