import { linkSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { createListings } from "../../src/engine/duckdb/listings.ts";
import { openLogSet } from "../../src/engine/duckdb/log-set.ts";
import type { Engine, Row } from "../../src/engine/engine.ts";
import { scene } from "../fixtures/bot.ts";
import { askByCommand, lastThread } from "../fixtures/conversation.ts";
import { statement } from "../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";

/** The longest time in milliseconds for which this thread computed and let nothing else in, such as a command, while work went on. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const done = work().finally(() => (isOver = true));
  while (!isOver) {
    // Of the thread's own time: on a busy machine every clock is late.
    const before = process.threadCpuUsage();
    await setImmediate();
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
  }
  await done;
  return longest;
}

const COLUMNS = ["eventtime", "eventid", "actor", "eventname", "detail", "hidden"].map((name) => ({
  name,
  type: "varchar" as const,
}));
const BATCH = 2000;

/** An engine whose rows come in from outside, a batch at a time. */
function engineWith(count: number): Engine {
  const memory = createMemoryEngine(() => ({ columns: COLUMNS }));
  async function* batches(): AsyncGenerator<readonly Row[]> {
    for (let from = 0; from < count; from += BATCH) {
      await setImmediate();
      yield Array.from({ length: BATCH }, (_, index) => ({
        eventtime: "2026-11-20T10:00:00Z",
        eventid: `e${from + index}`,
        actor: `user-${index % 100}`,
        eventname: "RunInstances",
        detail: "something",
        hidden: null,
      }));
    }
  }
  return { ...memory, rows: async (id, asked) => ({ ...(await memory.rows(id, asked)), batches: batches() }) };
}

describe("the loop, on which commands are acknowledged, is not held up for a tenth of a second (fault 20)", () => {
  it("by 100,000 rows", async () => {
    const at = await scene({ engine: engineWith(100_000) });
    expect(await longestTurn(() => askByCommand(at))).toBeLessThan(100);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("100,000 changes");
  });

  it("by looking at 10,000 files of logs", async () => {
    const folder = temporaryFolder();
    const spool = temporaryFolder();
    put(folder, "a.json.gz", records(event({})));
    for (let index = 0; index < 10_000; index++) linkSync(join(folder, "a.json.gz"), join(folder, `${index}.json.gz`));
    const { signal } = new AbortController();
    const asked = statement("SELECT 1");
    expect(
      await longestTurn(() => openLogSet(createListings(folder, systemClock), spool, asked, asked.window, signal)),
    ).toBeLessThan(100);
  });
});
