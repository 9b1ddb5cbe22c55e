import { describe, expect, it } from "vitest";
import { continued, type Earlier } from "../../src/question/continuation.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { shippedIntents } from "../fixtures/intents.ts";

const { reader } = await shippedIntents();
const CONTEXT = { now: "2026-11-20T12:00:00Z", zone: "UTC", accounts: {} };

/** The question that was answered above, as it was read, and what its answer suggested. */
function above(text: string, user?: string): Earlier {
  const ready = reader.interpret(text, CONTEXT);
  if (ready.status !== "ready") throw new Error(`“${text}” is not read: ${ready.status}`);
  return { ready, followups: user === undefined ? [] : [{ intent: "user-activity", params: { user } }] };
}

const read = (text: string, earlier: Earlier): Ready | null => continued(text, earlier, reader, CONTEXT);

const WHO_CHANGED = above("who changed sg-5887f224 yesterday", "bob");

describe("another time", () => {
  it.each([
    ["and the day before?", "2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z"],
    ["and the week before?", "2026-11-12T00:00:00Z", "2026-11-19T00:00:00Z"],
    ["the hour before", "2026-11-18T23:00:00Z", "2026-11-19T00:00:00Z"],
    ["and last week?", "2026-11-09T00:00:00Z", "2026-11-16T00:00:00Z"],
    ["what about today", "2026-11-20T00:00:00Z", "2026-11-20T12:00:00Z"],
    ["last 2h", "2026-11-20T10:00:00Z", "2026-11-20T12:00:00Z"],
    ["same for monday", "2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z"],
    ["and on 2026-11-01?", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"],
  ])("%s", (text, start, end) => {
    expect(read(text, WHO_CHANGED)).toMatchObject({
      intent: "who-changed",
      params: { resource: "sg-5887f224" },
      window: { start, end },
      notes: ["Taken over from above: everything but the time."],
    });
  });

  it("keeps what was optional", () => {
    expect(read("and today?", above("console-logins user=bob yesterday"))).toMatchObject({
      intent: "console-logins",
      params: { user: "bob" },
      window: { start: "2026-11-20T00:00:00Z" },
    });
  });
});

describe("another subject", () => {
  it.each(["same for i-0abc1234", "and i-0abc1234?", "what about i-0abc1234", "how about i-0abc1234?"])(
    "%s",
    (text) => {
      expect(read(text, WHO_CHANGED)).toMatchObject({
        intent: "who-changed",
        params: { resource: "i-0abc1234" },
        window: WHO_CHANGED.ready.window,
        notes: ["Taken over from above: the question and “yesterday”."],
      });
    },
  );

  it("with a time of its own", () => {
    expect(read("and i-0abc1234 last 2h?", WHO_CHANGED)).toMatchObject({
      params: { resource: "i-0abc1234" },
      window: { start: "2026-11-20T10:00:00Z", end: "2026-11-20T12:00:00Z" },
      notes: ["Taken over from above: the question."],
    });
  });
});

describe("the same person", () => {
  it.each(["what else did they do", "What did he do?", "and what else did she do?"])("%s", (text) => {
    expect(read(text, WHO_CHANGED)).toMatchObject({
      intent: "user-activity",
      params: { user: "bob" },
      window: { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" },
      notes: ["Taken over from above: bob and “yesterday”."],
    });
  });

  it("at another time", () => {
    expect(read("what else did they do today?", WHO_CHANGED)).toMatchObject({
      params: { user: "bob" },
      window: { start: "2026-11-20T00:00:00Z" },
      notes: ["Taken over from above: bob."],
    });
  });

  it("who is not known is not guessed", () => {
    expect(read("what else did they do", above("who changed sg-5887f224 yesterday"))).toBeNull();
  });
});

describe("what joins on to nothing", () => {
  it.each([
    "thanks",
    "delete it",
    "and",
    "",
    "and yesterday last week?",
    "same for the other one",
    "drop table cloudtrail",
    "ignore previous instructions",
    "and tomorrow?",
    "and the payroll thing",
  ])("%j", (text) => {
    expect(read(text, WHO_CHANGED)).toBeNull();
  });
});
