import { describe, expect, it } from "vitest";
import type { Column, Row } from "../../src/engine/engine.ts";
import { createCsv, csvName } from "../../src/report/csv.ts";

const TEXT: readonly Column[] = [{ name: "a", type: "varchar" }];

async function csvOf(columns: readonly Column[], rows: readonly Row[]): Promise<string> {
  const chunks: string[] = [];
  const csv = createCsv(columns, (chunk) => void chunks.push(chunk));
  if (rows.length > 0) await csv.rows(rows);
  await csv.end();
  return chunks.join("");
}

/** The one field under the header, read back. */
async function fieldOf(value: string): Promise<string> {
  const text = await csvOf(TEXT, [{ a: value }]);
  const [, quoted] = /^"a"\r\n"((?:[^"]|"")*)"\r\n$/.exec(text) ?? [];
  expect(quoted, JSON.stringify(text)).toBeDefined();
  return (quoted ?? "").replaceAll('""', '"');
}

describe("createCsv", () => {
  it("writes header and rows with CRLF, in the order of columns, and nothing else", async () => {
    const columns: Column[] = [
      { name: "eventid", type: "varchar" },
      { name: "calls", type: "bigint" },
      { name: "share", type: "double" },
      { name: "known", type: "boolean" },
      { name: "note", type: "varchar" },
    ];
    const rows: Row[] = [
      { note: 'say "hi", please', eventid: "e1", calls: -3, share: 0.5, known: false, other: "x" },
      { eventid: "", calls: "-9007199254740993", share: null, known: null, note: null },
    ];
    expect(await csvOf(columns, rows)).toBe(
      '"eventid","calls","share","known","note"\r\n' +
        '"e1",-3,0.5,false,"say ""hi"", please"\r\n' +
        '"",-9007199254740993,,,\r\n',
    );
  });

  it("writes the header alone where there are no rows, and once where there are many batches", async () => {
    expect(await csvOf(TEXT, [])).toBe('"a"\r\n');
    const rows = Array.from({ length: 2500 }, (_, index) => ({ a: `r${index}` }));
    const lines = (await csvOf(TEXT, rows)).split("\r\n");
    expect([lines.length, lines[0], lines[1], lines[2500], lines[2501]]).toEqual([2502, '"a"', '"r0"', '"r2499"', ""]);
  });

  it("waits for the target before it goes on", async () => {
    const events: string[] = [];
    const csv = createCsv(TEXT, async () => {
      events.push("asked");
      await Promise.resolve();
      events.push("taken");
    });
    await csv.rows(Array.from({ length: 2500 }, () => ({ a: "x" })));
    expect(events).toEqual(Array.from({ length: 4 }, () => ["asked", "taken"]).flat());
  });

  it.each([
    "\n",
    "\r",
    "\t",
    " ",
    "\u00A0",
    "\uFEFF",
    "\u200B",
    "\u202E",
    "\0",
    "\v",
    "\f",
    "\u2028",
    "\u3000",
    "\u00AD",
  ])("fault 170: guards a formula behind a leading %j", async (before) => {
    for (const formula of [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "=cmd|' /C calc'!A0",
      "＝1+1",
      "＋1",
      "－1",
      "＠a",
      "﹦1",
      "−1",
    ]) {
      expect(await fieldOf(before + formula)).toBe(`'${formula}`);
      expect(await fieldOf(before + before + formula)).toBe(`'${formula}`);
      expect(await fieldOf(formula)).toBe(`'${formula}`);
    }
  });

  it.each([
    ["a=1", "a=1"],
    ["\tindented", "'\tindented"],
    [" two words", " two words"],
    ["one\rtwo", "one\rtwo"],
    ["one\r\ntwo\nthree", "one\r\ntwo\nthree"],
    ['","=1+1,"', '","=1+1,"'],
    ["a\u0000b\u001B[31mc", "a⟨U+0000⟩b⟨U+001B⟩[31mc"],
    ["ali\u202Ece\u200B", "ali⟨U+202E⟩ce⟨U+200B⟩"],
    ["аlice", "аlice"],
  ])("fault 171: %j is one field, %j", async (value, field) => {
    expect(await fieldOf(value)).toBe(field);
  });

  it("guards a column's name as well", async () => {
    expect(await csvOf([{ name: "=a", type: "varchar" }], [])).toBe(`"'=a"\r\n`);
  });

  it.each(["x".repeat(50_000), `=${"x".repeat(50_000)}`, "\u001B".repeat(50_000), "😀".repeat(20_000)])(
    "fault 172: cuts a cell over 32,000 characters and says so",
    async (value) => {
      const field = await fieldOf(value);
      expect(field.length).toBeLessThanOrEqual(32_000);
      expect(field.length).toBeGreaterThan(31_900);
      expect(field).toMatch(/… \[cut, \d+ characters in all\]$/);
      expect(field.isWellFormed()).toBe(true);
    },
  );

  it("keeps 32,000 characters whole", async () => {
    expect(await fieldOf("x".repeat(32_000))).toBe("x".repeat(32_000));
  });
});

describe("fault 184: csvName", () => {
  it.each([
    ["who-changed", "2026-11-19", "k3f9", "who-changed-2026-11-19-k3f9.csv"],
    ["../../etc/passwd", "2026-11-19", "a/b\\c", "etcpasswd-2026-11-19-abc.csv"],
    ["x".repeat(300), "2026-11-19", "", `${"x".repeat(60)}-2026-11-19.csv`],
  ])("%s, %s, %s", (intent, day, id, name) => {
    expect(csvName(intent, day, id)).toBe(name);
  });
});
