import { expect, it } from "vitest";
import { amend, type Register } from "../../src/register/register.ts";

/** What every register holds to. `open` gives a new, empty one. */
export function registerContract(open: () => Promise<Register>): void {
  it("keeps what is put, shelf by shelf, in the order of ids", async () => {
    const register = await open();
    expect(await register.put("schedules", "b", { at: "09:00" }, null)).toBe(true);
    expect(await register.put("schedules", "a", [1, "x", null], null)).toBe(true);
    expect(await register.put("pins", "a", "other", null)).toBe(true);
    expect(await register.list("schedules")).toEqual([
      { id: "a", value: [1, "x", null], version: 1 },
      { id: "b", value: { at: "09:00" }, version: 1 },
    ]);
    expect(await register.get("pins", "a")).toEqual({ id: "a", value: "other", version: 1 });
    expect(await register.get("pins", "b")).toBeNull();
    expect(await register.list("nothing")).toEqual([]);
  });

  it("takes a change only behind the version that it follows", async () => {
    const register = await open();
    await register.put("s", "a", 1, null);
    expect(await register.put("s", "a", 2, null)).toBe(false);
    expect(await register.put("s", "a", 2, 1)).toBe(true);
    expect(await register.put("s", "a", 3, 1)).toBe(false);
    expect(await register.put("s", "b", 3, 1)).toBe(false);
    expect(await register.list("s")).toEqual([{ id: "a", value: 2, version: 2 }]);
  });

  it("takes things away, once", async () => {
    const register = await open();
    await register.put("s", "a", 1, null);
    await register.remove("s", "a");
    await register.remove("s", "a");
    expect(await register.list("s")).toEqual([]);
    expect(await register.put("s", "a", 2, null)).toBe(true);
  });

  it("loses no change of many at once", async () => {
    const register = await open();
    const add = (value: unknown): unknown => (typeof value === "number" ? value : 0) + 1;
    await Promise.all(Array.from({ length: 20 }, () => amend(register, "s", "count", add)));
    expect(await register.get("s", "count")).toMatchObject({ value: 20, version: 20 });
    expect(await amend(register, "s", "count", () => null)).toBe(20);
    expect(await register.get("s", "count")).toMatchObject({ version: 20 });
  });

  it("keeps values and ids of any length and letters, and gives all of a long shelf", async () => {
    const register = await open();
    const large = Array.from({ length: 20_000 }, (_, index) => `${index} é😀 \u2028 ${"x".repeat(40)}`);
    const id = `${"é".repeat(2000)}1`;
    expect(await register.put("s", id, large, null)).toBe(true);
    expect(await register.put("s", `${"é".repeat(2000)}2`, "other", null)).toBe(true);
    expect(await register.get("s", id)).toEqual({ id, value: large, version: 1 });
    expect(await register.put("s", id, [...large, "more"], 1)).toBe(true);
    expect(await register.put("s", id, large, 1)).toBe(false);
    expect((await register.list("s"))[0]).toEqual({ id, value: [...large, "more"], version: 2 });
    expect(await register.put("s", id, "small", 2)).toBe(true);
    expect(await register.get("s", id)).toEqual({ id, value: "small", version: 3 });
    const ids = Array.from({ length: 40 }, (_, index) => String(index).padStart(3, "0"));
    await Promise.all(ids.toReversed().map((one) => register.put("long", one, "y".repeat(40_000), null)));
    expect((await register.list("long")).map((entry) => entry.id)).toEqual(ids);
  });

  it("keeps what it was given, and not what becomes of it", async () => {
    const register = await open();
    const value = { list: ["a"] };
    await register.put("s", "a", value, null);
    value.list.push("b");
    expect(await register.get("s", "a")).toMatchObject({ value: { list: ["a"] } });
  });
}
