import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts } from "../../src/question/entities/grammar.ts";
import type { Interpretation, Ready } from "../../src/question/interpretation.ts";
import { createReader } from "../../src/question/reader.ts";
import { hostileText } from "../fixtures/hostile-text.ts";
import { holds } from "../fixtures/properties.ts";
import { CONTEXT, shippedIntents } from "../question/intent-files.ts";
import { RUNS_HELD_OUT } from "../question/tables/runs-held-out.ts";
import { RUNS_TUNED } from "../question/tables/runs-tuned.ts";

const intents = shippedIntents();
const reader = createReader(intents);
const read = (text: string): Interpretation => reader.interpret(text, CONTEXT);

/** Questions that run, as people put them. */
const QUESTIONS = (RUNS_TUNED + RUNS_HELD_OUT)
  .split("\n")
  .filter((line) => line.includes(" => ") && !line.endsWith("=> help"))
  .map((line) => line.slice(0, line.lastIndexOf(" => ")));
const WORDS = [...new Set(QUESTIONS.flatMap((question) => question.split(" ")))];

const question = fc.constantFrom(...QUESTIONS);
const word = fc.constantFrom(...WORDS);

/** Texts near to questions: words of questions in any order, questions with something put in or left out. */
const nearQuestion = fc.oneof(
  fc.array(word, { maxLength: 14 }).map((words) => words.join(" ")),
  fc
    .tuple(question, fc.nat(), fc.oneof(word, hostileText(2)), fc.nat(2))
    .map(([text, place, more, left]) => withWords(text, place, [more], left)),
  fc.tuple(question, question).map((two) => two.join(" ")),
  fc.tuple(question, hostileText(3)).map(([text, end]) => text + end),
);

function withWords(text: string, place: number, more: readonly string[], left: number): string {
  const words = text.split(" ");
  return words.toSpliced(place % (words.length + 1), left, ...more).join(" ");
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function isSound(answer: Ready): void {
  const shape = intents.find(({ id }) => id === answer.intent);
  for (const [name, given] of Object.entries(answer.params)) {
    const param = shape?.params[name];
    const type = param?.type ?? (name === "account" || name === "region" ? name : null);
    if (type === null) throw new Error(`${answer.intent} has no param ${name}.`);
    const values = [given].flat();
    expect(values.length).toBeGreaterThan(0);
    if (param?.many !== true && param !== undefined) expect(values).toHaveLength(1);
    for (const value of values) expect(accepts(type, value)).toEqual({ ok: true, value });
  }
  for (const [name, param] of Object.entries(shape?.params ?? {})) {
    if (param.optional !== true) expect(answer.params).toHaveProperty([name]);
  }
  const { start, end } = answer.window;
  expect(start).toMatch(INSTANT);
  expect(end).toMatch(INSTANT);
  expect(String(start) < end).toBe(true);
  expect(end <= CONTEXT.now).toBe(true);
}

describe("whatever is typed", () => {
  it("nothing throws, and what runs has params of their grammar and a window in the past", () => {
    const text = fc.oneof(nearQuestion, hostileText(12));
    holds(
      fc.property(text, (typed) => {
        const answer = read(typed);
        if (answer.status === "ready") isSound(answer);
        else if (answer.status !== "help") expect(answer.message).not.toBe("");
      }),
      250,
    );
  });
});

describe("a word that nothing explains", () => {
  /** Words that look like names, places, numbers or times, and are none that anything knows. */
  const unknown = fc.oneof(
    fc.stringMatching(/^[bcdfghjklmnpqrtvwxz]{5,9}$/),
    fc.stringMatching(/^[a-z]{2}[0-9]{1,3}$/),
    fc.stringMatching(/^[0-9]{1,4}[bcfgjklnpqrtvxz]{2}$/),
    fc.stringMatching(/^[a-z]{3,6}-[0-9]{1,2}$/),
    fc.stringMatching(/^[0-9]{5,9}$/),
    fc.stringMatching(/^(?:sg|i|vol|subnet)-[0-9a-f]{8}$/),
    fc.stringMatching(/^[1-9][0-9]{11}$/),
    fc.ipV4(),
    fc.stringMatching(/^[a-z]{3,8}@example\.com$/),
    fc.stringMatching(/^arn:aws:s3:::[a-z]{3,9}$/),
    fc.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    fc.constantFrom("us-east-1", "eu-central-1", "ap-southeast-2"),
    fc.stringMatching(/^[a-z]{4,8}\.(?:json|txt|exe)$/),
  );

  /** Whatever the answer keeps of the words. */
  function isKept(asked: string, more: string): void {
    const answer = read(asked);
    if (answer.status !== "ready") return;
    const kept = JSON.stringify([answer.params, answer.window.text, answer.limit, answer.notes]).toLowerCase();
    if (!kept.includes(more.toLowerCase())) throw new Error(`${asked}: ${JSON.stringify(answer)}`);
  }

  it("never vanishes from a question", () => {
    holds(
      fc.property(question, fc.nat(), unknown, (text, place, more) => isKept(withWords(text, place, [more], 0), more)),
      250,
    );
  });

  it("never vanishes from a command, however harmless it looks (fault 49)", () => {
    const command = fc.constantFrom(
      "who-changed sg-5887f224 last 2h",
      "user-activity alice yesterday",
      "console-logins last 3d",
      "top-callers",
      "ip-activity 198.51.100.7 from 10:00 to 11:00 today",
    );
    const known = new Set(WORDS.map((one) => one.toLowerCase()));
    const letters = fc.stringMatching(/^[a-z]{6,8}$/).filter((one) => !known.has(one));
    const anyWord = fc.oneof(unknown, letters);
    holds(
      fc.property(command, fc.nat(), anyWord, (text, place, more) => {
        const words = text.split(" ");
        isKept(words.toSpliced(1 + (place % words.length), 0, more).join(" "), more);
      }),
      250,
    );
  });
});
