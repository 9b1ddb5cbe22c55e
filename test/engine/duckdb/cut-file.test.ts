import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cutFile } from "../../../src/engine/duckdb/raw/cut-file.ts";
import { answer, duckDbOver, statement } from "../../fixtures/duckdb.ts";
import { put, temporaryFolder } from "../../fixtures/logs.ts";

async function cut(text: string, name = "long.json"): Promise<{ id?: number }[][] | null> {
  const folder = temporaryFolder();
  put(folder, name, text);
  const parts = await cutFile(join(folder, name), join(folder, "parts"), new AbortController().signal);
  return (
    parts?.map(({ path, rawBytes, isOneLine }) => {
      const part = readFileSync(path, "utf8");
      expect([rawBytes, isOneLine]).toEqual([Buffer.byteLength(part), !part.includes("\n")]);
      return JSON.parse(part).Records;
    }) ?? null
  );
}

const TRICKY = [
  { text: 'a "quoted" }], \\ {[ text\\' },
  { list: [[1, [2]], {}, []], object: { Records: [1, 2], a: { b: "," } } },
  { text: "é漢\u{1F600}" },
  {},
];

it.each(["long.json", "long.json.gz"])("cuts between records, whatever they hold: %s", async (name) => {
  const all = Array.from({ length: 50_001 }, (_, id) => ({ id, ...TRICKY[id % TRICKY.length] }));
  const parts = await cut(JSON.stringify({ Records: all }), name);
  expect(parts?.map((part) => part.length)).toEqual([20_000, 20_000, 10_001]);
  expect(parts?.flat()).toEqual(all);
});

it("cuts a file of few but large records, and one of many lines", async () => {
  const all = Array.from({ length: 20 }, (_, id) => ({ id, text: "x".repeat(1_000_000) }));
  const parts = await cut(JSON.stringify({ Records: all }, null, 1));
  expect(parts?.map((part) => part.length)).toEqual([9, 9, 2]);
  expect(parts?.flat()).toEqual(all);
});

it.each([
  ["is cut short", '{"Records":[{"id":1},{"id":2}'],
  ["is cut short behind its list", '{"Records":[{"id":1}]'],
  ["goes on behind its list", '{"Records":[{"id":1}], "more": 1}'],
  ["goes on behind its end", '{"Records":[{"id":1}]}{"Records":[{"id":2}]}'],
  ["holds a record that is none", `{"Records":[{"id":"${"x".repeat(40_000_000)}"}]}`],
  ["is no log", '{"records":1}'],
])("leaves a file that %s to be salvaged", async (_, text) => {
  expect(await cut(text)).toBe(null);
});

it("leaves broken packed data to be salvaged, and stops when it is told to", async () => {
  const folder = temporaryFolder();
  put(folder, "broken.json.gz", Buffer.from("hello"));
  const [path, parts] = [join(folder, "broken.json.gz"), join(folder, "parts")];
  expect(await cutFile(path, parts, new AbortController().signal)).toBe(null);
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(cutFile(path, parts, stopped)).rejects.toThrow("stopped");
});

it.each([
  ["sound", "x", 0],
  ["not wholly sound", "\\ud800", 1],
])("a file longer than may be read at once that is %s is read to its last record", async (_, mark, repaired) => {
  const folder = temporaryFolder();
  const padding = "y".repeat(100_000);
  const record = (id: number): string =>
    `{"eventTime":"2026-11-20T10:00:00Z","eventID":"${id}","userAgent":"${id === 200 ? mark : "x"}","requestParameters":{"p":"${padding}"}}`;
  put(folder, "long.json", `{"Records":[${Array.from({ length: 350 }, (__, id) => record(id)).join()}]}`);
  const asked = statement("SELECT count(DISTINCT eventid) AS n, max(CAST(eventid AS bigint)) AS last FROM cloudtrail");
  const { rows, result } = await answer(await duckDbOver(folder, { memory: "256MB" }), asked);
  expect(rows).toEqual([{ n: 350, last: 349 }]);
  expect(result.coverage).toMatchObject({ files: 1, skippedFiles: [], repairedRecords: repaired });
});
