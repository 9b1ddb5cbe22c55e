import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import type { TestEvent } from "../../src/catalog/test-run/base-events.ts";
import type { Column } from "../../src/engine/engine.ts";
import { createCsv } from "../../src/report/csv.ts";
import type { Report } from "../../src/report/report.ts";
import { answerMessage } from "../../src/slack/message/answer.ts";
import { FORMS } from "../../src/slack/message/answer-context.ts";
import type { Draft } from "../../src/slack/message/draft.ts";
import { headlineMessage } from "../../src/slack/message/headline.ts";
import { pinnedMessage, rowMessage } from "../../src/slack/message/one-row.ts";
import { verifyMessage } from "../../src/slack/message/verify.ts";
import { drawReport } from "../../src/terminal/report/draw-report.ts";
import { ask } from "../../src/trail.ts";
import { movingClock } from "../fixtures/clock.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { hostileText } from "../fixtures/hostile-text.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { holdsInTime } from "../fixtures/properties.ts";
import { SECRET_PLACES, SECRET_TEXTS, secretText } from "../fixtures/secret-text.ts";

const NOW = "2026-11-20T12:00:00Z";
const QUESTIONS = [
  "who-changed sg-5887f224 today",
  "user-activity alice today",
  "recent today",
  "failed-calls today",
  "top-callers today",
  "what-changed today",
];

/** An event of which everything that somebody could choose is hostile, and which holds a secret in two places. */
const hostileEvent = fc
  .record({
    secret: secretText,
    place: fc.constantFrom(...SECRET_PLACES),
    said: fc.constantFrom(...SECRET_TEXTS),
    name: fc.oneof(fc.constant("AuthorizeSecurityGroupIngress"), hostileText(2)),
    person: fc.oneof(fc.constant("alice"), hostileText(3)),
    words: fc.array(hostileText(3), { minLength: 6, maxLength: 6 }),
    isFailed: fc.boolean(),
    isRead: fc.boolean(),
  })
  .map(({ secret, place, said, name, person, words, isFailed, isRead }): { secret: string; parts: TestEvent } => {
    const [agent = "", address = "", error = "", key = "", value = "", region = ""] = words;
    const parts: TestEvent = {
      eventName: name,
      readOnly: isRead,
      userAgent: `${agent} ${said(secret)}`,
      sourceIPAddress: address,
      recipientAccountId: address.length > 12 ? address : "111122223333",
      awsRegion: region.length > 9 ? region : "us-east-1",
      userIdentity: { userName: person, arn: `arn:aws:iam::111122223333:user/${person}` },
      requestParameters: { groupId: "sg-5887f224", [key]: value, ...place(secret) },
      responseElements: { items: [value, place(secret)] },
      resources: [{ ARN: `arn:aws:s3:::${value}`, type: key }],
      ...(isFailed ? { errorCode: error.slice(0, 60), errorMessage: `${error} ${said(secret)}` } : {}),
    };
    return { secret, parts };
  });

/** Characters that are not seen, turn the text around them or act on a terminal; a line's end is none. */
const HIDDEN =
  /(?!\n)\p{Cc}|[\p{Cs}\p{Co}\u00ad\u061c\u200b-\u200c\u200e-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff]|[\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic}.{0,4})\u200d/u;
/** What Slack makes of mrkdwn: mentions, links, dates. */
const LIVE = /<[!@#a-z]/i;
const ELEMENTS =
  "actions bar button context data_table data_visualization date divider emoji header overflow plain_text raw_number raw_text " +
  "rich_text rich_text_list rich_text_preformatted rich_text_section section static_select table text user";

/** All strings of a value, and what its parts call themselves. */
function partsOf(value: unknown, texts: string[] = [], types: string[] = [], links: string[] = []) {
  if (typeof value === "string") texts.push(value);
  else if (Array.isArray(value)) for (const one of value) partsOf(one, texts, types, links);
  else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (key === "type" && typeof one === "string") types.push(one);
      else if (key === "url" && typeof one === "string") links.push(one);
      else partsOf(one, texts, types, links);
    }
  }
  return { texts, types, links };
}

function isHarmless({ text, blocks }: Draft): void {
  expect(text).not.toMatch(LIVE);
  expect(text).not.toMatch(HIDDEN);
  const { texts, types, links } = partsOf(blocks);
  for (const one of texts) expect(one).not.toMatch(HIDDEN);
  const known = new Set(ELEMENTS.split(" "));
  expect(types.filter((type) => !known.has(type))).toEqual([]);
  for (const link of links) expect(link).toMatch(/^https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/[^\s<>|]*$/);
}

function draftsOf(report: Report): readonly Draft[] {
  let minted = 0;
  const mint = (): string => `id-${++minted}`;
  const context = { job: "j1", zone: "Europe/Berlin", isPrivate: false, now: NOW, accused: [], mint };
  return [
    ...FORMS.map((form) => answerMessage(report, form, context)),
    headlineMessage(report, { asker: "U0ALICE", ms: 0 }),
    verifyMessage(report, "j1"),
    ...report.rows
      .slice(0, 3)
      .flatMap((row, at) => [
        rowMessage(report, row, { index: at, job: "j1", isPinned: false, zone: "Europe/Berlin", mint }),
        pinnedMessage(row, "U0ALICE", "Europe/Berlin"),
      ]),
  ];
}

/** What a spreadsheet would take for a formula, or a person not see. */
function isHarmlessCsv(csv: string, columns: readonly Column[], rows: number): void {
  const lines = parse(csv, { record_delimiter: "\r\n" }) as string[][];
  expect(lines).toHaveLength(rows + 1);
  for (const fields of lines) {
    expect(fields).toHaveLength(columns.length);
    for (const [at, field] of fields.entries()) {
      expect(field.replaceAll(/[\t\r\n]/g, "")).not.toMatch(HIDDEN);
      if (columns[at]?.type !== "varchar") continue;
      const shown = field.replace(/^[\s\p{Z}\p{C}\p{M}]+/u, "").normalize("NFKC");
      expect(shown).not.toMatch(/^[=+@-]/);
      expect(field).not.toMatch(/^[\t\r\n]/);
    }
  }
}

describe("whatever stands in a record (faults 163 to 178)", () => {
  it("no answer mentions, links, runs, hides or betrays anything", async () => {
    const { catalog, reader } = await shippedIntents();
    const events = fc.array(hostileEvent, { minLength: 25, maxLength: 40 });
    const seen = { rows: 0 };
    await holdsInTime(
      fc.asyncProperty(events, fc.subarray(QUESTIONS, { minLength: 2, maxLength: 2 }), async (all, questions) => {
        const folder = temporaryFolder();
        put(folder, "all.json", records(...all.map(({ parts }, at) => event({ eventID: `e${at}`, ...parts }))));
        const engine = await duckDbOver(folder);
        for (const text of questions) {
          const { report, csv, columns } = await answered(text, engine);
          seen.rows += report.rowCount;
          isHarmlessCsv(csv, columns, report.rowCount);
          const drafts = draftsOf(report);
          drafts.forEach(isHarmless);
          const drawn = drawReport(report, { width: 100, color: false, zone: "UTC" });
          expect(drawn).not.toMatch(HIDDEN);
          const everything = JSON.stringify([report, drafts, csv, drawn]);
          for (const { secret } of all) expect(everything).not.toContain(secret);
        }
        await engine.close();
      }),
      3,
    );
    expect(seen.rows).toBeGreaterThan(100);

    async function answered(text: string, engine: Awaited<ReturnType<typeof duckDbOver>>) {
      const asked = { text, now: Date.parse(NOW), zone: "UTC", accounts: [], regions: [], limit: null };
      const include = ["failures", "reads", "services"] as const;
      const chunks: string[] = [];
      let columns: readonly Column[] = [];
      const answer = await ask(
        { ...asked, include, confirmed: true, fresh: true },
        {
          catalog,
          reader,
          engine,
          clock: movingClock(),
          accountNames: {},
          known: NOTHING_KNOWN,
          confirmAbove: 1,
          notes: [],
        },
        {
          signal: new AbortController().signal,
          estimated: () => undefined,
          state: () => undefined,
          csv: async (given) => {
            columns = given;
            return createCsv(given, (chunk) => void chunks.push(chunk));
          },
        },
      );
      if (answer.status !== "answered") throw new Error(`“${text}” was ${answer.status}.`);
      return { report: answer.report, csv: chunks.join(""), columns };
    }
  });
});
