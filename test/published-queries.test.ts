import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { millisecondsOf } from "../src/clock.ts";
import { readConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { openTrailOver } from "../src/open-trail.ts";
import type { OpenTrail } from "../src/terminal/ask-command.ts";
import { ask } from "../src/trail.ts";

/** Every question that the page of published queries shows is asked here, over the sample logs. */

const PAGE = resolve(import.meta.dirname, "../docs/published-queries.md");
const NOW = "2026-11-20T13:05:30Z";
const ROW = /^\|[^|]+\| `([^`]+)` \| ([a-z0-9-]+) \|/gm;
const questions = [...readFileSync(PAGE, "utf8").matchAll(ROW)].map(([, text = "", intent = ""]) => ({ text, intent }));

const state = realpathSync(mkdtempSync(join(tmpdir(), "trail-published-")));
let opened: OpenTrail | null = null;

beforeAll(async () => {
  const config = await readConfig({ TRAIL_STATE: state });
  opened = await openTrailOver(null, config, {
    now: millisecondsOf(NOW),
    zone: "Europe/Berlin",
    log: createLog("silent"),
  });
}, 120_000);
afterAll(async () => {
  await opened?.close();
  rmSync(state, { recursive: true, force: true });
});

it("the page has the questions", () => expect(questions.length).toBeGreaterThan(30));

describe("the questions of the page", () => {
  it.each(questions)("$text", async ({ text, intent }) => {
    if (opened === null) throw new Error("The sample logs are open only while tests run.");
    const question = {
      text,
      now: millisecondsOf(NOW),
      zone: "Europe/Berlin",
      accounts: [],
      regions: [],
      include: [],
      limit: null,
      confirmed: true,
      fresh: false,
    };
    const listener = { signal: new AbortController().signal, estimated: () => undefined, state: () => undefined };
    const answer = await ask(question, opened.trail, listener);
    expect(answer).toMatchObject({ status: "answered", report: { intent } });
  });
});
