import { expect, it } from "vitest";
import { openCachePlace } from "../../src/open-cache.ts";
import { cacheCommand, type CachePlace } from "../../src/terminal/cache-command.ts";
import { answer, duckDbOver, statement } from "../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { memoryTerminal } from "../fixtures/terminal.ts";

async function run(words: readonly string[], place: CachePlace): Promise<string> {
  const terminal = memoryTerminal();
  expect(await cacheCommand(words, async () => place, terminal)).toBe(0);
  return terminal.output();
}

function placeIn(state: string, on = true): CachePlace {
  return openCachePlace({
    duckdb: { memory: "1GB", deadlineMs: 1, cache: { on, bytes: 5_000_000_000 } },
    state,
  });
}

it("says what lies there, and removes it", async () => {
  const [state, logs] = [temporaryFolder(), temporaryFolder()];
  for (const day of ["2026-11-19", "2026-11-20"])
    put(logs, logPath("111122223333", "us-east-1", day), records(event({})));
  const place = placeIn(state);
  expect(await run([], place)).toBe(`The day cache is on. 0 B of at most 5.0 GB in ${state}/cache\n`);
  const clock = { now: () => Date.parse("2026-12-01T10:00:00Z"), after: () => new Promise<void>(() => undefined) };
  const engine = await duckDbOver(logs, { cache: { folder: place.folder, clock } });
  await answer(
    engine,
    statement("SELECT 1 AS n", { window: { start: "2026-11-19T00:00:00Z", end: "2026-11-21T00:00:00Z" } }),
  );
  const [first = "", line = ""] = (await run(["status"], place)).split("\n");
  expect(first).toMatch(/^The day cache is on\. \d+\.\d kB of at most 5\.0 GB in /);
  expect(line.replace(/\d+\.\d kB/, "9 kB")).toBe(
    `  ${logs}: 2026-11-19 to 2026-11-20, 9 kB in 1 file, last used 2026-12-01T10:00:00Z`,
  );
  expect(await run(["clear"], place)).toMatch(/^\d+\.\d kB removed\.\n$/);
  expect(await run(["status"], placeIn(state, false))).toBe(
    `The day cache is off (duckdb.cache.on). 0 B of at most 5.0 GB in ${state}/cache\n`,
  );
});

it("refuses other words", async () => {
  const place = placeIn(temporaryFolder());
  await expect(cacheCommand(["empty"], async () => place, memoryTerminal())).rejects.toMatchObject({
    code: "configuration",
    message: "cache empty is not known: write cache status or cache clear.",
  });
  await expect(cacheCommand(["clear", "all"], async () => place, memoryTerminal())).rejects.toThrow("cache clear all");
});
