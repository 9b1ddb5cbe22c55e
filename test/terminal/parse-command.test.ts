import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { parseCommand } from "../../src/terminal/parse-command.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { memoryTerminal } from "../fixtures/terminal.ts";

const REFERENCE = ["--now", "2026-11-20T13:05:30Z", "--tz", "Europe/Berlin"];

async function parsed(words: readonly string[], input = ""): Promise<{ code: number; out: string }> {
  const terminal = memoryTerminal(input);
  const { reader } = await shippedIntents();
  const code = await parseCommand(
    [...words, ...REFERENCE],
    { reader, accounts: { "111122223333": "prod" }, clock: systemClock },
    terminal,
  );
  return { code, out: terminal.output() };
}

describe("one text", () => {
  it("shows intent, params and window", async () => {
    const { code, out } = await parsed(["who changed sg-5887f224 yesterday", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      status: "ready",
      intent: "who-changed",
      params: { resource: "sg-5887f224" },
      window: { start: "2026-11-18T23:00:00Z", end: "2026-11-19T23:00:00Z", zone: "Europe/Berlin", text: "yesterday" },
      message: null,
      candidates: [],
    });
  });

  it("reads a time alone", async () => {
    const { code, out } = await parsed(["last 12h", "--kind", "window", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: "ready",
      intent: null,
      params: {},
      window: { start: "2026-11-20T01:05:30Z", end: "2026-11-20T13:05:30Z" },
    });
    expect(JSON.parse((await parsed(["nothing of time", "--kind", "window", "--json"])).out)).toMatchObject({
      status: "asked",
      window: null,
    });
  });

  it("is asked back with 2, helps with 0", async () => {
    expect((await parsed(["what is love"])).code).toBe(2);
    const help = await parsed(["help", "--json"]);
    expect(help.code).toBe(0);
    expect(JSON.parse(help.out)).toMatchObject({ status: "help", intent: "help", window: null });
  });

  it("writes for people without --json", async () => {
    expect((await parsed(["who changed sg-5887f224 yesterday"])).out).toMatch(
      /intent\s+who-changed\nresource\s+sg-5887f224\n/,
    );
  });

  it("refuses a kind that is none", async () => {
    await expect(parsed(["x", "--kind", "date"])).rejects.toThrow(/--kind date is not known/);
  });
});

describe("a batch", () => {
  it("answers each line in order, also beside lines that cannot be read", async () => {
    const lines = [
      { id: "a", kind: "window", text: "last 12h", now: "2026-11-20T13:05:30Z", tz: "Europe/Berlin" },
      { id: "b", text: "who changed sg-5887f224 yesterday" },
      { id: "c", kind: "question", text: "who changed sg-5887f224 UNION SELECT * FROM secrets" },
      { id: 4, text: "help" },
      { id: "e", kind: "window", text: "in a while" },
      { id: "f", kind: "poem", text: "x" },
      { id: "g", text: "top callers", tz: "Mars/Olympus" },
    ].map((line) => JSON.stringify(line));
    const { code, out } = await parsed(
      ["--batch"],
      [...lines, "not json", "", '["x"]', '{"id":"z","text":"who signed in today"}'].join("\n"),
    );
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(answers[0]).toEqual({
      id: "a",
      intent: null,
      params: {},
      start: "2026-11-20T01:05:30Z",
      end: "2026-11-20T13:05:30Z",
      status: "ready",
      message: null,
    });
    expect(answers[1]).toEqual({
      id: "b",
      intent: "who-changed",
      params: { resource: "sg-5887f224" },
      start: "2026-11-18T23:00:00Z",
      end: "2026-11-19T23:00:00Z",
      status: "ready",
      message: null,
    });
    expect(answers[2]).toMatchObject({ id: "c", intent: "unknown", params: {}, start: null, end: null });
    expect(answers[3]).toEqual({
      id: 4,
      intent: "help",
      params: {},
      start: null,
      end: null,
      status: "help",
      message: null,
    });
    expect(answers[4]).toMatchObject({ id: "e", start: null, end: null, message: expect.stringMatching(/\w/) });
    expect(answers[5]).toEqual({ id: "f", message: expect.stringMatching(/kind/) });
    expect(answers[6]).toEqual({ id: "g", message: expect.stringMatching(/time zone/) });
    expect(answers[7]).toEqual({ id: null, message: "This line is not JSON." });
    expect(answers[8]).toMatchObject({ id: null });
    expect(answers[9]).toMatchObject({ id: "z", intent: "console-logins", status: "ready" });
  });

  it("exits with 0 where every line was read, even if one was asked back", async () => {
    expect((await parsed(["--batch"], '{"id":1,"text":"hello"}\r\n')).code).toBe(0);
    expect((await parsed(["--batch"], "")).out).toBe("");
  });
});
