import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { openSqliteRegister } from "../../src/register/sqlite-register.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { registerContract } from "./register.ts";

describe("a register in memory", () => {
  registerContract(async () => createMemoryRegister());
});

describe("a register in SQLite", () => {
  registerContract(async () => {
    const register = openSqliteRegister(join(temporaryFolder(), "register.sqlite"));
    onTestFinished(() => register.close());
    return register;
  });

  it("outlives its process, is shared between two, and says when it cannot be used", async () => {
    const path = join(temporaryFolder(), "register.sqlite");
    const one = openSqliteRegister(path);
    const two = openSqliteRegister(path);
    onTestFinished(() => two.close());
    await one.put("s", "a", 1, null);
    expect(await two.put("s", "a", 2, 1)).toBe(true);
    expect(await one.put("s", "a", 3, 1)).toBe(false);
    await one.close();
    expect(await two.get("s", "a")).toEqual({ id: "a", value: 2, version: 2 });
    await expect(one.list("s")).rejects.toMatchObject({ code: "engine-internal" });
  });
});
