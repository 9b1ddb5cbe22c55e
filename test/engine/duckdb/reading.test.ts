import { expect, it } from "vitest";
import { createReading } from "../../../src/engine/duckdb/reading.ts";
import { steppedClock } from "../../fixtures/clock.ts";

it("counts what is done, the part of what runs, and foretells the rest by the time so far", async () => {
  const clock = steppedClock(5000);
  let percent = -1;
  const reading = createReading(clock, () => percent);
  expect(reading.progress()).toBe(null);
  reading.expect(100, 1000);
  await clock.advance(60_000);
  expect(reading.progress()).toBe(null);
  reading.begin(50, 400);
  expect(reading.progress()).toEqual({ files: 0, allFiles: 100, bytes: 0, allBytes: 1000, leftMs: null });
  percent = 50;
  expect(reading.progress()).toEqual({ files: 25, allFiles: 100, bytes: 200, allBytes: 1000, leftMs: null });
  await clock.advance(2000);
  expect(reading.progress()).toMatchObject({ bytes: 200, leftMs: 8000 });
  percent = -1;
  expect(reading.progress()).toMatchObject({ bytes: 200 });
  percent = 100;
  reading.begin(50, 600);
  percent = 0;
  await clock.advance(2000);
  expect(reading.progress()).toMatchObject({ files: 50, bytes: 400, leftMs: 6000 });
  reading.begin(5, 100);
  expect(reading.progress()).toMatchObject({ files: 100, allFiles: 105, bytes: 1000, allBytes: 1100 });
});

it("knows nothing where nothing is read", () => {
  const reading = createReading(steppedClock(), () => 50);
  reading.begin(0, 0);
  expect(reading.progress()).toBe(null);
});
