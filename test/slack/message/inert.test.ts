import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBlocks } from "../../../src/playground/block-kit/check.ts";
import { cardMessage } from "../../../src/slack/message/alert-card.ts";
import { alertButtons, entitiesInWords, suggestionsMessage } from "../../../src/slack/message/alert-suggestions.ts";
import type { Alert } from "../../../src/alerts/alert.ts";
import type { Suggestion } from "../../../src/alerts/suggest.ts";
import { cardAfter, type Card } from "../../../src/slack/alerts/card.ts";
import { answerButtons, rowPicker, wasYouButtons } from "../../../src/slack/message/answer-controls.ts";
import { answerMessage } from "../../../src/slack/message/answer.ts";
import { FORMS, type AnswerContext } from "../../../src/slack/message/answer-context.ts";
import { breakdownBlocks } from "../../../src/slack/message/breakdown.ts";
import { barChart } from "../../../src/slack/message/chart.ts";
import { attachmentFacts, fileFacts } from "../../../src/slack/message/file-facts.ts";
import { headlineMessage } from "../../../src/slack/message/headline.ts";
import { homeView } from "../../../src/slack/message/home.ts";
import { pinnedMessage, rowMessage } from "../../../src/slack/message/one-row.ts";
import * as pieces from "../../../src/slack/message/pieces.ts";
import { endMessage, priceMessage, statusMessage } from "../../../src/slack/message/status.ts";
import { dataTable, plainTable, table } from "../../../src/slack/message/table.ts";
import { recapMessage } from "../../../src/slack/message/recap.ts";
import { digestHeadline, digestMessage } from "../../../src/slack/message/digest.ts";
import type { Section } from "../../../src/slack/recurring/digest-section.ts";
import { DIGEST_PARTS } from "../../../src/slack/recurring/digest-parts.ts";
import * as scheduleWords from "../../../src/slack/message/due-words.ts";
import * as schedules from "../../../src/slack/message/schedule.ts";
import type { Schedule } from "../../../src/schedule/schedule.ts";
import { timelineMessages } from "../../../src/slack/message/timeline.ts";
import { answeredMessage, inquiryMessage, inquiryNotice } from "../../../src/slack/message/was-you.ts";
import type { Pin } from "../../../src/slack/timeline/pins.ts";
import type { Inquiry } from "../../../src/slack/was-you/inquiry.ts";
import { cell } from "../../../src/report/visible.ts";
import { verifyMessage } from "../../../src/slack/message/verify.ts";
import * as words from "../../../src/slack/message/words.ts";
import { formView, loadingView } from "../../../src/slack/forms/form-view.ts";
import type { Report } from "../../../src/report/report.ts";
import { shippedIntents } from "../../fixtures/intents.ts";
import { ALL_HOSTILE, HOSTILE_TEXTS } from "../../fixtures/hostile/texts.ts";
import { COLUMNS, COVERAGE, reportOf, row } from "../../report/about.ts";

const SLACK = resolve(import.meta.dirname, "../../../src/slack");
const { catalog } = await shippedIntents();
const mint = (): string => "id-1";
const PERMALINK = "https://trail.slack.com/archives/C0INC/p1";
const context: AnswerContext = {
  job: "j1",
  zone: "Europe/Berlin",
  isPrivate: true,
  now: "2026-11-20T12:00:00Z",
  accused: [],
  mint,
};

const made = new Map<string, Report>();

/** Every column, and everything else that a stranger writes into an answer. */
function hostileReport(text: string, isList = true): Report {
  const known = made.get(`${isList} ${text}`) ?? newReport(text, isList);
  made.set(`${isList} ${text}`, known);
  return known;
}

function newReport(text: string, isList: boolean): Report {
  const all = Object.fromEntries(COLUMNS.map(({ name }) => [name, text]));
  const rows = Array.from({ length: isList ? 22 : 2 }, (_, index) =>
    row({ ...all, eventtime: "2026-11-19T13:03:00Z", actor: index % 2 === 0 ? text : `x${text}`, hidden: "" }),
  );
  const coverage = { ...COVERAGE, skippedFiles: [{ file: text, reason: text }], accounts: [text], regions: [text] };
  const executions = [{ id: text, sql: "SELECT ?\n-- why", values: [text], reusedFrom: null }];
  return reportOf(rows, { isList, params: { resource: text }, notes: [text] }, { coverage, executions });
}

const question = (text: string) => ({
  title: "Who changed this resource?",
  subject: text,
  start: "2026-11-18T23:00:00Z",
  end: "2026-11-19T23:00:00Z",
  asker: text,
});
const running = { is: "running", state: "running", ms: 1, bytes: 1, price: 1, reached: null } as const;
const estimate = { bytes: 1, files: 1, price: 1, priceLimit: null, exact: true, atLeast: false };
const inquiry = (text: string): Inquiry => ({
  job: "j1",
  person: text,
  by: text,
  sentence: text,
  askedAt: 1,
  channel: "C0INC",
  thread: null,
  ts: "1.1",
  answer: null,
});
const pin = (text: string): Pin => ({
  at: text,
  who: text,
  what: text,
  detail: cell(text),
  eventid: text,
  account: text,
  region: text,
  job: "j1",
  by: text,
  pinnedAt: 1,
  link: PERMALINK,
});
const schedule = (text: string): Schedule => ({
  number: 1,
  owner: text,
  team: text,
  channel: text,
  isPrivate: false,
  isQuiet: true,
  text,
  cadence: { cron: "0 9 * * *", zone: null, words: text },
  zone: "Europe/Berlin",
  next: 1,
  paused: text,
  last: { job: "j1", at: 1, outcome: text },
  isFailing: false,
});
const alert = (text: string): Alert => ({
  kind: "cloudwatch",
  title: text,
  key: text,
  state: "alarm",
  at: "2026-11-19T13:03:00Z",
  sort: text,
  entities: {
    resources: [{ id: text, kind: text }],
    users: [text, text, text, text],
    roles: [text],
    accessKeys: [text],
    addresses: [text],
    buckets: [text],
    keys: [text],
    secrets: [text],
    accounts: [text],
    regions: [text],
    links: [text],
  },
  doers: [text],
});
const window = {
  start: "2026-11-19T01:03:00Z",
  end: "2026-11-19T13:05:00Z",
  zone: "UTC",
  text: "around the alert",
};
const suggestions = (text: string): readonly Suggestion[] => [
  { intent: "who-changed", label: text, params: { resource: text }, window },
];
const cards = (text: string): readonly Card[] =>
  [alert(text), null].flatMap((one) => {
    const arriving = { key: text, title: text, text, now: Date.parse("2026-11-19T13:05:00Z") };
    const first = cardAfter(null, { ...arriving, id: "1", alert: one }, () => "c1");
    return cardAfter(first, { ...arriving, id: "2", alert: one }, () => "c2") ?? [];
  });
const sections = (text: string, report: Report): readonly Section[] =>
  DIGEST_PARTS.map((part) => ({
    part,
    ready: {
      status: "ready",
      intent: part.intent,
      params: {},
      window: report.window,
      limit: null,
      include: [],
      notes: [],
    },
    report,
    rows: report.rows.slice(0, 2),
    count: 3,
    difference: null,
    sight: { keys: null, rows: 0 },
    failure: text,
  }));
const state = (text: string) => ({
  channel: null,
  thread: null,
  isPrivate: false,
  zone: "UTC",
  text,
  intent: "who-changed",
});

/** Every function that makes something Slack shows, over one hostile text. A new one is missing here until it is added. */
const BUILDERS: Readonly<Record<string, (text: string, report: Report) => unknown>> = {
  answerMessage: (text, report) =>
    [report, hostileReport(text, false)].flatMap((one) => FORMS.map((form) => answerMessage(one, form, context))),
  rowPicker: (_, report) => rowPicker(report, 20, context),
  answerButtons: (_, report) => answerButtons(report, context),
  breakdownBlocks: (_, report) => FORMS.map((form) => breakdownBlocks(report.breakdown, form)),
  barChart: (text) =>
    barChart(text, [
      { label: text, value: 1 },
      { label: text, value: 2 },
    ]),
  headlineMessage: (text, report) => headlineMessage(report, { asker: text, ms: 1e6 }),
  homeView: (text) =>
    homeView(
      {
        running: [{ words: text, at: 1, cancel: "c" }],
        recent: [{ words: text, at: 1, outcome: text, link: PERMALINK }],
        schedules: [text],
        mayAsk: text,
        health: text,
      },
      catalog.intents,
      "/trail",
    ),
  rowMessage: (_, report) =>
    report.rows
      .slice(0, 1)
      .map((one) => rowMessage(report, one, { index: 0, job: "j1", isPinned: true, zone: "UTC", mint })),
  pinnedMessage: (text, report) => report.rows.slice(0, 1).map((one) => pinnedMessage(one, text, "UTC")),
  statusMessage: (text) => [
    statusMessage(question(text), { ...running, held: text }, "c"),
    statusMessage(question(text), { is: "waiting", position: 2 }, "c"),
  ],
  priceMessage: (text) => priceMessage(question(text), estimate, 0.25, "c"),
  endMessage: (text) => endMessage(question(text), text),
  dataTable: (text) => dataTable({ header: [text, "b"], rows: [[text, text]] }, text),
  table: (text) => table({ header: [text, "b"], rows: [[text, text]] }),
  plainTable: (text) => plainTable({ header: ["a"], rows: [[text]] }).map(pieces.plainSection),
  verifyMessage: (text, report) => verifyMessage(report, text),
  sentenceMessage: (text) => words.sentenceMessage(text),
  pointerMessage: (text) => [
    words.pointerMessage({ id: text, isAsker: false }, 3, PERMALINK),
    words.pointerMessage({ id: text, isAsker: true }, 3, null),
  ],
  askedMessage: (text) => words.askedMessage(text, [{ intent: "x", text }], mint),
  helpMessage: () => words.helpMessage("/trail", mint),
  intentsMessage: () => words.intentsMessage(catalog.intents),
  mineMessage: (text) => words.mineMessage([{ words: text, state: "answered", asked: "now" }]),
  scheduleHelp: () => pieces.plainText(schedules.scheduleHelp("/trail"), 3000),
  digestHeadline: (text, report) => pieces.plainText(digestHeadline(sections(text, report)), 3000),
  digestMessage: (text, report) =>
    digestMessage({
      sections: sections(text, report),
      refusals: [text],
      line: text,
      zone: "Europe/Berlin",
      mint,
    }),
  nextInWords: (text) => pieces.plainText(scheduleWords.nextInWords(schedule(text)), 3000),
  dayAndTime: () => pieces.plainText(scheduleWords.dayAndTime(1, "Europe/Berlin"), 100),
  madeMessage: (text) => schedules.madeMessage(schedule(text), estimate, "/trail"),
  dearMessage: (text) => schedules.dearMessage(schedule(text), estimate, 0.25, "a"),
  schedulesMessage: (text) => schedules.schedulesMessage([schedule(text)], "/trail"),
  cardMessage: (text) => cards(text).map((one) => cardMessage(one, suggestions(text), mint)),
  suggestionsMessage: (text) => suggestionsMessage(alert(text), suggestions(text), mint),
  alertButtons: (text) => alertButtons(alert(text), suggestions(text), mint),
  entitiesInWords: (text) => pieces.plainText(entitiesInWords(alert(text).entities), 3000),
  wasYouButtons: (text) => wasYouButtons({ ...context, accused: [{ person: "U1", email: text, sentence: text }] }),
  inquiryMessage: (text) => inquiryMessage(inquiry(text), "y", "n"),
  answeredMessage: (text) => answeredMessage(inquiry(text), true),
  inquiryNotice: (text) => [
    inquiryNotice(inquiry(text)),
    inquiryNotice({ ...inquiry(text), answer: { wasThem: false, at: 5 } }),
  ],
  timelineMessages: (text) => timelineMessages([pin(text), pin(text)], "Europe/Berlin", new Map([[text, text]])),
  recapMessage: (text) => recapMessage([{ at: 1, asker: text, words: text, outcome: text, link: PERMALINK }]),
  fileFacts: (_, report) => pieces.plainText(Object.values(fileFacts(report, { rows: 1, isCut: true })).join(" "), 500),
  attachmentFacts: (_, report) =>
    pieces.plainText(Object.values(attachmentFacts(report, { name: "x.json", title: "x", text: "" })).join(" "), 500),
  formView: (text) => formView(state(text), catalog.intents),
  loadingView: () => loadingView(),
  plainText: (text) => pieces.plainText(text, 100),
  plainSection: (text) => pieces.plainSection(text),
  plainContext: (text) => pieces.plainContext(text),
  richSection: (text) => pieces.richSection([pieces.richText(text)]),
  richText: (text) => pieces.richText(text, { bold: true }),
  richUser: (text) => pieces.richUser(text),
  richMoment: () => pieces.richMoment("2026-11-19T13:03:00Z"),
  button: (text) => pieces.button(text, "id-1", "x"),
};
/** Exported beside them, and shown by nobody. */
const NO_BUILDERS = ["short", "utc"];

const LIVE = new Set([
  "mrkdwn",
  "markdown",
  "broadcast",
  "usergroup",
  "channel",
  "team",
  "color",
  "image",
  "video",
  "file",
]);
const EMOJI = new Set(["red_circle", "large_orange_circle", "white_circle", "pushpin", "rotating_light"]);
/** Controls, direction marks and what else cannot be seen; a line break and a tab are the builder's own. */
const UNSEEN =
  /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\u2800\u3164\uFEFF\u{E0000}-\u{E007F}]/u;

/** What is wrong with anything in an output, each with its place. */
function faultsIn(node: unknown, path = ""): string[] {
  if (typeof node === "string") return UNSEEN.test(node) ? [`${path}: unseen characters`] : [];
  if (Array.isArray(node)) return node.flatMap((inner, index) => faultsIn(inner, `${path}[${index}]`));
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.entries(node).flatMap(([key, inner]) =>
    key === "private_metadata" ? [] : faultsIn(inner, `${path}.${key}`),
  );
  return [...inside, ...markupIn(node).map((fault) => `${path}: ${fault}`)];
}

function markupIn(node: object): string[] {
  const {
    type,
    url,
    name,
    user_id: user,
    blocks,
    text,
  } = { type: "", url: "", name: "", user_id: "", blocks: 0, text: "", ...node };
  return [
    ...(LIVE.has(type) ? [`a live ${type}`] : []),
    ...(url !== "" && url !== PERMALINK && !/^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\//.test(url)
      ? [url]
      : []),
    ...(type === "emoji" && !EMOJI.has(name) ? [`the emoji ${name}`] : []),
    ...(type === "user" && !/^[UW][A-Z0-9]+$/.test(user) ? ["a mention of nobody"] : []),
    ...(Array.isArray(blocks) &&
    typeof text === "string" &&
    /[<>]|&(?!amp;|lt;|gt;)/.test(text.replace(/&?[a-z]*…$/, ""))
      ? ["markup in its text"]
      : []),
  ];
}

/** All texts of an output, whatever they are read as. */
function textsIn(node: unknown): string[] {
  if (typeof node === "string") return [node];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]) => (key === "private_metadata" ? [] : textsIn(inner)));
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

describe("what cannot be written in Slack's own markup", () => {
  const sources = sourcesOf(SLACK).map((file) => [relative(SLACK, file), readFileSync(file, "utf8")] as const);

  it("no block of ours is read as markup", () => {
    expect(
      sources.filter(([, text]) => /["']markdown["']|type: ["']mrkdwn["']/.test(text)).map(([file]) => file),
    ).toEqual([]);
  });

  it("messages leave from one folder, whose types take escaped text alone", () => {
    const speaks = /["'`]chat\.(?!getPermalink)\w|initial_comment|markdown_text/;
    expect(
      sources.filter(([file, text]) => !file.startsWith("sending/") && speaks.test(text)).map(([file]) => file),
    ).toEqual([]);
    expect(sources.filter(([, text]) => text.includes('.brand<"Mrkdwn">')).map(([file]) => file)).toEqual([
      "sending/mrkdwn.ts",
    ]);
  });

  it("every function that builds something to be shown is tried below", async () => {
    const files = [...sourcesOf(join(SLACK, "message")), join(SLACK, "forms/form-view.ts")];
    const modules = await Promise.all(files.map(async (file): Promise<object> => import(file)));
    const functions = modules
      .flatMap((exports) => Object.entries(exports))
      .filter(([, value]) => typeof value === "function");
    expect(functions.map(([name]) => name).sort()).toEqual([...Object.keys(BUILDERS), ...NO_BUILDERS].sort());
  });
});

describe("faults 163 to 169: log text in anything that Slack shows", () => {
  it.each(Object.entries(HOSTILE_TEXTS))("neither mentions, links, formats nor hides: %s", (_, texts) => {
    for (const text of texts) {
      const report = hostileReport(text);
      for (const [name, build] of Object.entries(BUILDERS)) {
        const output = build(text, report);
        expect(faultsIn(output), `${name} of ${JSON.stringify(text.slice(0, 40))}`).toEqual([]);
      }
    }
  });

  it("is within Slack's limits", () => {
    for (const text of ALL_HOSTILE) {
      const report = hostileReport(text);
      for (const form of FORMS) {
        expect(checkBlocks(answerMessage(report, form, context).blocks, "message")).toMatchObject({ ok: true });
      }
    }
  });

  it.each(HOSTILE_TEXTS.line)("fault 166 and fault 167: begins no line of its own: %j", (text) => {
    const report = hostileReport(text);
    const outputs = [
      BUILDERS["answerMessage"]?.(text, report),
      BUILDERS["rowMessage"]?.(text, report),
      BUILDERS["pinnedMessage"]?.(text, report),
      BUILDERS["headlineMessage"]?.(text, report),
      BUILDERS["rowPicker"]?.(text, report),
      BUILDERS["mineMessage"]?.(text, report),
    ];
    const lines = outputs.flatMap(textsIn).flatMap((one) => one.split(/[\n\r\v\f\u0085\u2028\u2029]/));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /^\s*(?:Trail:|\{"level")/.test(line))).toEqual([]);
  });

  it.each(["ali\u202Ece", "ali\u200Bce"])(
    "fault 168: what is hidden in %j is spelled out wherever it is shown",
    (text) => {
      const report = hostileReport(text);
      for (const name of [
        "answerMessage",
        "rowMessage",
        "pinnedMessage",
        "headlineMessage",
        "rowPicker",
        "verifyMessage",
      ]) {
        expect(JSON.stringify(BUILDERS[name]?.(text, report)), name).toMatch(/⟨U\+20[0-9A-F]{2}⟩/);
      }
    },
  );

  it("fault 168: a look-alike is marked wherever it names somebody", () => {
    const report = hostileReport("аlice");
    for (const name of ["answerMessage", "rowMessage", "pinnedMessage", "headlineMessage", "rowPicker"]) {
      expect(JSON.stringify(BUILDERS[name]?.("аlice", report)), name).toContain("(not plain ASCII)");
    }
  });
});
