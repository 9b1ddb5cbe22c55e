import { describe, expect, it } from "vitest";
import { createReader } from "../../src/question/reader.ts";
import { CONTEXT, shippedIntents } from "./intent-files.ts";
import { ASKS_HELD_OUT } from "./tables/asks-held-out.ts";
import { ASKS_TUNED } from "./tables/asks-tuned.ts";
import { RUNS_HELD_OUT } from "./tables/runs-held-out.ts";
import { RUNS_TUNED } from "./tables/runs-tuned.ts";
import { processorTime } from "../fixtures/processor-time.ts";

const intents = shippedIntents();
const reader = createReader(intents);

function linesOf(table: string): readonly string[] {
  return table.split("\n").filter((line) => line !== "");
}

function expectationsOf(line: string): readonly [string, string, Record<string, string | string[]>] {
  const at = line.lastIndexOf(" => ");
  const [intent = "", ...params] = line.slice(at + 4).split(/ (?=[a-zA-Z]+=)/);
  const entries = params.map((param): [string, string | string[]] => {
    const value = param.slice(param.indexOf("=") + 1);
    return [param.slice(0, param.indexOf("=")), value.includes(",") ? value.split(",") : value];
  });
  return [line.slice(0, at), intent, Object.fromEntries(entries)];
}

describe("questions that run", () => {
  it.each(linesOf(RUNS_TUNED + RUNS_HELD_OUT).map(expectationsOf))("%s", (text, intent, params) => {
    const answer = reader.interpret(text, CONTEXT);
    if (intent === "help") expect(answer).toEqual({ status: "help" });
    else expect(answer).toMatchObject({ status: "ready", intent, params });
    if (answer.status === "ready") expect(answer.params).toEqual(params);
  });
});

describe("questions that never run (faults 43, 49, 50 and 52)", () => {
  it.each(linesOf(ASKS_TUNED + ASKS_HELD_OUT))("%s", (text) => {
    const answer = reader.interpret(text, CONTEXT);
    expect(["asked", "refused"]).toContain(answer.status);
    if (answer.status !== "asked") return;
    expect(answer.candidates.length).toBeLessThanOrEqual(3);
    for (const candidate of answer.candidates) {
      expect(reader.interpret(candidate.text, CONTEXT)).toMatchObject({ status: "ready", intent: candidate.intent });
    }
  });
});

describe("examples in the intent files", () => {
  const all = createReader(intents);
  it.each(intents.flatMap(({ id, examples }) => examples.map(({ ask, params }) => [ask, id, params] as const)))(
    "%s",
    (ask, intent, params) => {
      expect(all.interpret(ask, { ...CONTEXT, accounts: {} })).toMatchObject({ status: "ready", intent, params });
    },
  );
});

describe("hostile repetition", () => {
  it.each([
    "alice ",
    "who ",
    "sg-1 ",
    "a-b",
    "'x' ",
    "changed ",
    "and alice ",
    "last 2 ",
    "role may ",
    "(",
    "<a|",
    "*_~`",
    '"',
    "chnaged ",
    ":a",
    "half an hour ",
    "1-",
    "may ",
    "user ",
    "s3 ",
    "<",
    "`a` ",
    "sg-1234567890,",
    "<@U02ABCD34>",
    "between 2 and ",
    "did x ",
    "that ",
    "(a|",
  ])("is not slowed down by %j over and over (fault 31)", async (piece) => {
    for (const length of [300, 4000]) {
      const text = piece.repeat(Math.floor(length / piece.length));
      expect(reader.interpret(text, CONTEXT).status).not.toBe("ready");
      expect(await processorTime(() => reader.interpret(text, CONTEXT))).toBeLessThan(250);
    }
  });
});
