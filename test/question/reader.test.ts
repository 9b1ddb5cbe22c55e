import { describe, expect, it } from "vitest";
import { createReader } from "../../src/question/reader.ts";
import { parsePhrase } from "../../src/question/phrase.ts";
import type { IntentShape } from "../../src/question/intent-shape.ts";
import { CONTEXT, shippedIntents } from "./intent-files.ts";

const reader = createReader(shippedIntents());
const ask = (text: string) => reader.interpret(text, CONTEXT);

describe("time (faults 30, 38, 39 and 40)", () => {
  it.each([
    ["who changed sg-0badc0de yesterday", "2026-11-18T23:00:00Z", "2026-11-19T23:00:00Z", "yesterday"],
    [
      "who changed sg-0badc0de between 2 and 4pm yesterday",
      "2026-11-19T13:00:00Z",
      "2026-11-19T15:00:00Z",
      "between 2 and 4pm yesterday",
    ],
    ["what did may do last 2h", "2026-11-20T11:05:30Z", "2026-11-20T13:05:30Z", "last 2h"],
    [
      "who created bucket 2026-11-18-dump on 2026-11-18",
      "2026-11-17T23:00:00Z",
      "2026-11-18T23:00:00Z",
      "on 2026-11-18",
    ],
    ["who-changed i-12may yesterday", "2026-11-18T23:00:00Z", "2026-11-19T23:00:00Z", "yesterday"],
    ["who-changed sg-0badc0de since monday", "2026-11-15T23:00:00Z", "2026-11-20T13:05:30Z", "since monday"],
    ["who-changed sg-123 last 12h", "2026-11-20T01:05:30Z", "2026-11-20T13:05:30Z", "last 12h"],
    ["who-changed user march last 2d", "2026-11-18T13:05:30Z", "2026-11-20T13:05:30Z", "last 2d"],
    ["failed logins", "2026-11-19T13:05:30Z", "2026-11-20T13:05:30Z", "last 24h"],
    ["logins feb-12", "2026-02-11T23:00:00Z", "2026-02-12T23:00:00Z", "feb-12"],
  ])("%s", (text, start, end, words) => {
    expect(ask(text)).toMatchObject({ status: "ready", window: { start, end, zone: "Europe/Berlin", text: words } });
  });

  it("bounds an open start by the longest look-back, and says so", () => {
    const answer = ask("what changed until yesterday");
    expect(answer).toMatchObject({ status: "ready", window: { start: "2025-10-14T22:00:00Z" } });
    expect(answer.status === "ready" && answer.notes.join(" ")).toContain("400 days");
  });

  it.each([
    ["from 10:00 to 18:00 today", "2026-11-20T09:00:00Z"],
    ["until 2030", "2025-10-16T12:05:30Z"],
    ["nov 18-25", "2026-11-17T23:00:00Z"],
  ])("says that a future end was cut (fault 43): %s", (time, start) => {
    const answer = ask(`who changed sg-0badc0de ${time}`);
    expect(answer).toMatchObject({ status: "ready", window: { start, end: CONTEXT.now } });
    expect(answer.status === "ready" && answer.notes).toContain(`“${time}” ends in the future: this looks until now.`);
  });

  it.each(["today", "this week", "yesterday and today", "from monday until today", "since monday", "10 minutes ago"])(
    "says nothing of an end that nobody named: %s",
    (time) => {
      expect(ask(`who changed sg-0badc0de ${time}`)).toMatchObject({ status: "ready", notes: [] });
    },
  );

  it("refuses a window that is too long, with the cap", () => {
    expect(ask("what changed in the last 500 days")).toMatchObject({
      status: "refused",
      message: expect.stringContaining("400 days"),
    });
  });

  it.each(["who changed sg-1 yesterday last week", "who changed sg-1 on feb 30", "who changed sg-1 at 25:00"])(
    "asks about %s (faults 42 and 46)",
    (text) => {
      expect(ask(text).status).toBe("asked");
    },
  );
});

describe("asides", () => {
  it.each([
    ["top 10 callers today", "top-callers", 10],
    ["last 20 events by alice", "user-activity", 20],
    ["10 most recent changes to sg-0badc0de", "who-changed", 10],
    ["failed logins last 20 minutes", "failed-logins", null],
    ["top-callers top 5 last 2 days", "top-callers", 5],
  ])("%s has a limit", (text, intent, limit) => {
    expect(ask(text)).toMatchObject({ status: "ready", intent, limit });
  });

  it.each([
    ["what happened to sg-0badc0de, reads too", ["reads"]],
    ["what did alice do including failed attempts", ["failures"]],
    ["who changed sg-0badc0de including failures and with service calls", ["failures", "services"]],
    ["who-changed sg-0badc0de reads too", ["reads"]],
    ["what did alice do", []],
  ])("%s includes", (text, include) => {
    const answer = ask(text);
    expect(answer.status === "ready" && answer.include.toSorted()).toEqual(include);
  });
});

describe("misspellings", () => {
  it("reads the only word within one edit, and says so", () => {
    expect(ask("who chnaged sg-0badc0de")).toMatchObject({ status: "ready", notes: ["Read “chnaged” as “changed”."] });
  });

  it.each(["what did deployer do", "did frank sign in"])("leaves names alone: %s", (text) => {
    expect(ask(text)).toMatchObject({ status: "ready", notes: [] });
  });

  it("only suggests for an id (fault 53)", () => {
    expect(ask("who-chagned sg-0badc0de last 2h")).toMatchObject({
      status: "asked",
      candidates: [{ intent: "who-changed", text: "who-changed sg-0badc0de last 2h" }],
    });
  });
});

describe("what is said when nothing runs (faults 28, 29, 31, 36, 37, 49 and 55)", () => {
  it.each([
    ["", "asked", "no question"],
    ["   ", "asked", "no question"],
    ["who changed the bucket", "asked", "Which bucket?"],
    ["who changed it yesterday", "asked", "“it”"],
    ["who signed in from berlin", "asked", "“berlin”"],
    ["who-changed sg-1 qa7 last 2h", "asked", "“qa7”"],
    ["who changed sg-0badc0de 25ct last night", "asked", "“25ct”"],
    ["who-changed", "asked", "id or ARN or name"],
    ["failed logins for alice and bob", "asked", "“alice” and “bob”"],
    ["delete sg-1", "refused", "only reads"],
    ["select 1", "refused", "no SQL"],
    ["is i-0abc123def4567890 running", "refused", "at this moment"],
    ["what did we spend yesterday", "refused", "costs"],
    ["cpu of i-0abc123def4567890", "refused", "metrics"],
    ["lambda logs of today-lambda", "refused", "logs that applications write"],
    ["who will sign in tomorrow", "refused", "future"],
    ["how do i rotate a key", "refused", "advice"],
    ["sg-5887f22\u0663 changes", "refused", "place 11"],
    ["who changed sg-1\u0000", "refused", "\\u0000"],
    ["who changed \ud800", "refused", "\\ud800"],
    ["who changed \u001b[31m", "refused", "\\u001b"],
    ["x ".repeat(400), "refused", "300"],
    ["x".repeat(4001), "refused", "4000"],
    ["half an hour ".repeat(80), "refused", "300"],
  ])("%j", (text, status, part) => {
    const answer = ask(text);
    expect(answer.status).toBe(status);
    expect("message" in answer && answer.message).toContain(part);
  });

  it.each(["x ".repeat(400), "x".repeat(4001), "half an hour ".repeat(3000)])(
    "looks for no time in a text beyond the limits (fault 29)",
    (text) => {
      const neverFind = (): never => {
        throw new Error("A time was looked for.");
      };
      expect(createReader(shippedIntents(), neverFind).interpret(text, CONTEXT).status).toBe("refused");
    },
  );

  it("counts ids once only towards the length", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `sg-${String(index).padStart(8, "0")}`);
    expect(ask(`who changed ${ids.join(", ")} yesterday`)).toMatchObject({
      status: "ready",
      params: { resource: ids },
    });
  });
});

describe("new intents need data only", () => {
  const intent: IntentShape = {
    id: "quorum-losses",
    title: "Which quorums were lost?",
    phrases: ["lost quorums", "who lost the quorum of {resource}"],
    params: { resource: { type: "resource", optional: true, description: "id" } },
    window: { default: "24h", max: "30d" },
  };

  it("learns the words of phrases", () => {
    expect(createReader([intent]).interpret("wobbly quorums yesterday", CONTEXT)).toMatchObject({ status: "asked" });
    expect(createReader([intent]).interpret("lost quorums yesterday", CONTEXT)).toMatchObject({
      status: "ready",
      intent: "quorum-losses",
    });
    expect(createReader([intent]).interpret("quorum of sg-0badc0de lost by whom", CONTEXT)).toMatchObject({
      params: { resource: "sg-0badc0de" },
    });
  });

  it.each([["who changed {thing}"], ["show me the {resource}"], ["who (changed"]])(
    "refuses a phrase that cannot work, and says whose it is: %s",
    (phrase) => {
      const message = /quorum-losses.*(Name a param|says nothing|cannot be read)/;
      expect(() => createReader([{ ...intent, phrases: [phrase] }])).toThrow(message);
    },
  );

  it("offers both of two intents that are equally near (fault 51)", () => {
    const answer = createReader([intent, { ...intent, id: "quorum-ends" }]).interpret(
      "lost quorums yesterday",
      CONTEXT,
    );
    expect(answer).toMatchObject({ status: "asked", message: expect.stringContaining("two things") });
  });
});

describe("phrases (fault 113)", () => {
  it("stand for every wording", () => {
    const wordings = parsePhrase("who (changed|messed with) {resource}");
    expect(
      wordings.map((items) => items.map((item) => (item.kind === "slot" ? item.param : item.text)).join(" ")),
    ).toEqual(["who changed resource", "who messed with resource"]);
  });

  it.each(["who (a|(b|c))", "who changed+ x", "a*", "(a)", "(a|)", "{a b}", "a | b", "(a|b", "", "{1a}"])(
    "refuses %j",
    (phrase) => {
      expect(() => parsePhrase(phrase)).toThrow(expect.objectContaining({ code: "configuration" }));
    },
  );
});

describe("actors in slash form, as answers show them", () => {
  it.each([
    ["user-activity AppRole last 3d", "AppRole"],
    ["user-activity AppRole/deploy-17 last 3d", "AppRole/deploy-17"],
    ["user-activity user=i-0abc123def4567890 last 3d", "i-0abc123def4567890"],
    ["user-activity carol@example.com last 3d", "carol@example.com"],
  ])("%s", (text, user) => {
    expect(ask(text)).toMatchObject({ status: "ready", intent: "user-activity", params: { user } });
  });

  it("asks about a resource where a person is needed", () => {
    expect(ask("user-activity sg-0badc0de last 3d").status).toBe("asked");
  });
});
