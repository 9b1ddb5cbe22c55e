import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { openSpoolFolder } from "../../../src/engine/duckdb/spool-folder.ts";
import { temporaryFolder } from "../../fixtures/logs.ts";

const HOUR = 3_600_000;

/** A clock that moves when it is told to. */
function handClock(): Clock & { pass(ms: number): void } {
  let now = Date.now();
  let waiting: (() => void)[] = [];
  return {
    now: () => now,
    after: (_, signal) =>
      new Promise((done) => {
        waiting.push(done);
        signal?.addEventListener("abort", () => done(), { once: true });
      }),
    pass(ms) {
      now += ms;
      const due = waiting;
      waiting = [];
      for (const done of due) done();
    },
  };
}

it("gives each process a folder of its own, and removes it with what is in it", async () => {
  const parent = join(temporaryFolder(), "state/spool");
  const [one, other] = await Promise.all([openSpoolFolder(parent, handClock()), openSpoolFolder(parent, handClock())]);
  expect(statSync(one.path).mode & 0o777).toBe(0o700);
  writeFileSync(join(one.path, "part"), "secret of the logs");
  await one.close();
  expect(readdirSync(parent)).toEqual([other.path.slice(parent.length + 1)]);
  await other.close();
  expect(readdirSync(parent)).toEqual([]);
});

it("removes what a killed process left a day ago, and nothing newer", async () => {
  const parent = temporaryFolder();
  const clock = handClock();
  for (const [name, hours] of Object.entries({ "4711": 25, fresh: 23 })) {
    mkdirSync(join(parent, name, "spill"), { recursive: true });
    writeFileSync(join(parent, name, "spill/part"), "rows");
    const then = (clock.now() - hours * HOUR) / 1000;
    utimesSync(join(parent, name), then, then);
  }
  const spool = await openSpoolFolder(parent, clock);
  expect([existsSync(join(parent, "4711")), existsSync(join(parent, "fresh")), existsSync(spool.path)]).toEqual([
    false,
    true,
    true,
  ]);
  await spool.close();
});

it("leaves the folder of a process that has had nothing to do for days", async () => {
  const parent = temporaryFolder();
  const clock = handClock();
  const idle = await openSpoolFolder(parent, clock);
  clock.pass(50 * HOUR);
  await expect.poll(() => statSync(idle.path).mtimeMs).toBeGreaterThan(Date.now() + 49 * HOUR);
  const other = await openSpoolFolder(parent, clock);
  expect(existsSync(idle.path)).toBe(true);
  await idle.close();
  await other.close();
});

it("says what to do where it cannot be made", async () => {
  await expect(openSpoolFolder("/dev/null/spool", handClock())).rejects.toThrow(/set TRAIL_STATE to a folder/);
});
