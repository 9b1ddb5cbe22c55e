import { describe, expect, it } from "vitest";
import { createDistinct } from "../../src/report/distinct.ts";
import { createTally } from "../../src/report/tally.ts";

describe("createTally", () => {
  it("is exact for few names, ties by name", () => {
    const tally = createTally();
    for (const name of ["b", "a", "a", "b", "c"]) tally.add(name);
    expect(tally.end()).toEqual({
      top: [
        { name: "a", count: 2 },
        { name: "b", count: 2 },
        { name: "c", count: 1 },
      ],
      others: { values: 0, count: 0, more: false },
    });
  });

  it("finds the largest among a hundred thousand names, even one that comes late", () => {
    const tally = createTally();
    for (let index = 0; index < 100_000; index += 1) tally.add(index % 2 === 0 ? "early" : `n${index}`);
    for (let index = 0; index < 50_001; index += 1) tally.add("late");
    const { top, others } = tally.end();
    expect(top.slice(0, 2)).toEqual([
      { name: "late", count: 50_001 },
      { name: "early", count: 50_000 },
    ]);
    expect(others.more).toBe(true);
    expect(others.values).toBeLessThanOrEqual(20_000);
    expect(top.reduce((sum, { count }) => sum + count, others.count)).toBe(150_001);
  });

  it("tells long names apart and shows them short and safe", () => {
    const tally = createTally();
    for (const end of ["a", "b", "b"]) tally.add(`\u202E${"x".repeat(50_000)}${end}`);
    const { top } = tally.end();
    expect(top.map(({ count }) => count)).toEqual([2, 1]);
    expect(top[0]?.name).toMatch(/^⟨U\+202E⟩x+…$/);
    expect(top[0]?.name.length).toBe(80);
  });
});

describe("createDistinct", () => {
  it("counts each text once and keeps the first three", () => {
    const distinct = createDistinct();
    for (const text of ["b", "", "a", "b", "c", "d"]) distinct.add(text);
    expect([distinct.names, distinct.count, distinct.more]).toEqual([["b", "a", "c"], 4, false]);
  });

  it("is exact up to 10,000, then says more", () => {
    const distinct = createDistinct();
    for (let index = 0; index < 10_000; index += 1) distinct.add(`n${index}-${"x".repeat(100)}`);
    expect([distinct.count, distinct.more]).toEqual([10_000, false]);
    distinct.add("n0-known"); // one more than can be told apart
    expect([distinct.count, distinct.more]).toEqual([10_000, true]);
  });
});
