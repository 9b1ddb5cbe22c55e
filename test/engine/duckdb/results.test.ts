import { describe, expect, it } from "vitest";
import { createResults, type Resting, type Results } from "../../../src/engine/duckdb/rows/results.ts";

/** Results with so many that nobody has read, and the names of those that were forgotten. */
async function unread(count: number): Promise<{ results: Results; resting: readonly Resting[]; forgotten: string[] }> {
  const results = createResults();
  const forgotten: string[] = [];
  const resting = Array.from({ length: count }, (_, index) => ({
    forget: async () => void forgotten.push(`r${index}`),
  }));
  for (const each of resting) await results.put(each);
  return { results, resting, forgotten };
}

describe("results that can be read", () => {
  it("are the last three that were read", async () => {
    const { results, resting, forgotten } = await unread(6);
    for (const each of resting) await results.hold(each)();
    expect(forgotten).toEqual(["r0", "r1", "r2"]);
  });

  it("stay while somebody reads them, also twice at once, and count from then", async () => {
    const { results, resting, forgotten } = await unread(6);
    const [first, ...others] = resting;
    if (first === undefined) throw new Error("There is none.");
    await results.hold(first)();
    const [one, other] = [results.hold(first), results.hold(first)];
    for (const each of others) await results.hold(each)();
    expect(forgotten).toEqual(["r1", "r2", "r3"]);
    await one();
    expect(forgotten).not.toContain("r0");
    await other();
    expect(forgotten).not.toContain("r0");
  });

  it("are a hundred that nobody has read", async () => {
    const { forgotten } = await unread(103);
    expect(forgotten).toEqual(["r0", "r1", "r2"]);
  });
});
