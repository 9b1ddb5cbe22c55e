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
  progress.state("running", null);
  expect(terminal.errors()).toBe("");
  progress.state("running", null);
  progress.state("queued", null);
  progress.clear();
  expect(terminal.errors().split("\r\u001B[2K")).toEqual([
    "",
    "Reading 96 files, 812 kB … 2 s",
    "Waiting to read 96 files, 812 kB … 3 s",
    "",
  ]);
});

it("says how far the engine has come, and how long the rest will take", () => {
  const terminal = memoryTerminal("", { live: true });
  const progress = createProgress(terminal, clockAt([0, 12_000, 13_000]));
  progress.estimated(ESTIMATE);
  const reached = { files: 3400, allFiles: 12_000, bytes: 1.2e9, allBytes: 4.5e9, leftMs: null };
  progress.state("running", reached);
  progress.state("running", { ...reached, leftMs: 95_000 });
  expect(terminal.errors().split("\r\u001B[2K")).toEqual([
    "",
    "Reading 3,400 of 12,000 files, 1.2 GB of 4.5 GB … 12 s",
    "Reading 3,400 of 12,000 files, 1.2 GB of 4.5 GB, about 1 min left … 13 s",
  ]);
});

it("writes nothing where standard error is no terminal, or the answer came at once", () => {
  const quiet = memoryTerminal();
  const progress = createProgress(quiet, clockAt([0, 5000]));
  progress.state("running", null);
  progress.clear();
  expect(quiet.errors()).toBe("");
});
