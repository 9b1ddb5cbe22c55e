import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Column } from "../../src/engine/engine.ts";
import { createCsv } from "../../src/report/csv.ts";
import { cell, visible } from "../../src/report/visible.ts";
import { ALL_HOSTILE, HOSTILE_CELLS, HOSTILE_TEXTS } from "../fixtures/hostile/texts.ts";

const COLUMNS: readonly Column[] = ["first", "hostile", "last"].map((name) => ({ name, type: "varchar" }));
const VALUES = [...new Set([...HOSTILE_CELLS, ...ALL_HOSTILE])];

async function csvOf(values: readonly string[]): Promise<string> {
  const chunks: string[] = [];
  const csv = createCsv(COLUMNS, (chunk) => void chunks.push(chunk));
  await csv.rows(values.map((hostile) => ({ first: "a", hostile, last: "z" })));
  await csv.end();
  return chunks.join("");
}

/** What a spreadsheet takes for a formula, however it stands at the start of a cell. */
const FORMULA = /^(?:[\t\r]|[\s\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦−])/u;
/** What is not seen in a cell, or moves what is; line breaks and tabs are inside their quotes. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe("faults 170 and 171: any text in a CSV", () => {
  it("is one field of one row, that is no formula and hides nothing", async () => {
    const text = await csvOf(VALUES);
    const rows: string[][] = parse(text, { relax_column_count: true });
    expect(rows).toHaveLength(VALUES.length + 1);
    for (const [index, row] of rows.slice(1).entries()) {
      const said = JSON.stringify(VALUES[index]);
      expect([row.length, row[0], row[2]], said).toEqual([3, "a", "z"]);
      expect(row[1], said).not.toMatch(FORMULA);
      expect(row[1], said).not.toMatch(UNSEEN);
    }
  });

  it("is in quotes, every one, so that no delimiter of any country divides it", async () => {
    const text = await csvOf(VALUES);
    const outside = text.replaceAll(/"(?:[^"]|"")*"/g, "");
    expect(new Set(outside)).toEqual(new Set([",", "\r", "\n"]));
  });

  it("begins no formula either where semicolons or tabs divide, and our quotes mean nothing", async () => {
    const pieces = (await csvOf(VALUES)).split(/[\r\n;\t]/).map((piece) => piece.replace(/^["\s\p{C}]*/u, ""));
    expect(pieces.length).toBeGreaterThan(VALUES.length);
    for (const piece of pieces) expect(piece).not.toMatch(/^(?:[=@＝＠﹦]|[+\-＋－−]\S)/u);
  });

  it("stays as it is where it is the data of programs", async () => {
    for (const text of [
      '{"a":[1,-1],"b":"x; y"}',
      "Rules:\n  - Effect: Allow\n  - x",
      "Mozilla/5.0 (X11; Linux) a+b",
    ]) {
      expect((await csvOf([text])).replaceAll('""', '"')).toContain(text);
    }
  });
});

describe("faults 166 to 168, 183: any text in a cell that a person reads", () => {
  it.each(Object.entries(HOSTILE_TEXTS))("is one line, with nothing unseen in it: %s", (_, texts) => {
    for (const text of texts) {
      const shown = cell(text);
      expect(shown).not.toMatch(/[\n\r\t]/);
      expect(shown).not.toMatch(/(?!\u200D|\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(shown.length).toBeLessThanOrEqual(320);
      expect(shown.isWellFormed()).toBe(true);
      expect(visible(visible(text))).toBe(visible(text));
    }
  });
});
