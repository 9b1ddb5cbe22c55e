import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { writeLogs } from "../../bench/logs/write-logs.ts";
import { temporaryFolder } from "../fixtures/logs.ts";

const NOW = Date.UTC(2026, 10, 21, 17);

/** Name of each file and what it holds. */
function contents(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".gz"));
  return new Map(names.toSorted().map((name) => [name, gunzipSync(readFileSync(join(folder, name))).toString()]));
}

it("makes the same logs again: so many events with ids of their own, in folders of eight past days", async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  await writeLogs(one, 2000, NOW);
  await writeLogs(other, 2000, NOW + 3_600_000);
  const written = contents(one);
  expect(contents(other)).toEqual(written);
  const ids = [...written.values()].flatMap((text) => [...text.matchAll(/"eventID":"([^"]+)"/g)].map(([, id]) => id));
  expect(ids).toHaveLength(2000);
  expect(new Set(ids).size).toBe(2000);
  const days = [...written.keys()].map((name) => name.split("/").slice(-4, -1).join("-"));
  const all = Array.from({ length: 8 }, (_, index) => `2026-11-${12 + index}`);
  expect([...new Set(days)].toSorted()).toEqual(all);
});
