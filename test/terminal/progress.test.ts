import { expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { createProgress } from "../../src/terminal/progress.ts";
import { memoryTerminal } from "../fixtures/terminal.ts";

const ESTIMATE = { bytes: 812_345, files: 96, price: 0, priceLimit: null, exact: true, atLeast: false };

function clockAt(times: readonly number[]): Clock {
  const left = [...times];
  return { now: () => left.shift() ?? times.at(-1) ?? 0, after: () => Promise.resolve() };
}

it("shows one line that says what is read and for how long, and takes it away", () => {
  const terminal = memoryTerminal("", { live: true });
  const progress = createProgress(terminal, clockAt([0, 100, 2400, 3100]));
  progress.estimated(ESTIMATE);
  progress.state("running");
  expect(terminal.errors()).toBe("");
  progress.state("running");
  progress.state("queued");
  progress.clear();
  expect(terminal.errors().split("\r\u001B[2K")).toEqual([
    "",
    "Reading 96 files, 812 kB … 2 s",
    "Waiting to read 96 files, 812 kB … 3 s",
    "",
  ]);
});

it("writes nothing where standard error is no terminal, or the answer came at once", () => {
  const quiet = memoryTerminal();
  const progress = createProgress(quiet, clockAt([0, 5000]));
  progress.state("running");
  progress.clear();
  expect(quiet.errors()).toBe("");
});
