import { stringify, type Options } from "csv-stringify/sync";
import type { Column, Row } from "../engine/engine.ts";
import { csvCell } from "./csv-cell.ts";

/** A CSV being written. */
export interface CsvWriter {
  /** Writes a batch of rows; waits until the target has taken them, so no more than one batch is held. */
  rows(batch: readonly Row[]): Promise<void>;
  /** Writes the header where no row came. */
  end(): Promise<void>;
}

/** Every text is quoted, an empty one too; NULL is an empty field without quotes. */
const FORMAT: Options = {
  record_delimiter: "windows",
  quoted_string: true,
  cast: { boolean: (value) => String(value) },
};

/** Rows turned to text at a time: enough for speed, little enough for memory. */
const SLICE = 1000;

/**
 * Writes rows as CSV: UTF-8 without a mark, CRLF, a header, one field for each column in order. `write` gets pieces of
 * text one after the other and may return a promise to be waited for.
 */
export function createCsv(columns: readonly Column[], write: (chunk: string) => Promise<void> | void): CsvWriter {
  let headed = false;
  async function header(): Promise<void> {
    if (headed) return;
    headed = true;
    await write(stringify([columns.map(({ name }) => csvCell(name, "varchar"))], FORMAT));
  }
  return {
    async rows(batch) {
      await header();
      for (let start = 0; start < batch.length; start += SLICE) {
        const records = batch.slice(start, start + SLICE);
        await write(
          stringify(
            records.map((row) => columns.map(({ name, type }) => csvCell(row[name], type))),
            FORMAT,
          ),
        );
      }
    },
    end: header,
  };
}

/**
 * The name of a CSV file: the intent, the day asked about and an id of ours. Nothing that a person typed gets in:
 * whatever is no plain letter, digit or hyphen is left out.
 */
export function csvName(intent: string, day: string, id: string): string {
  const parts = [intent, day, id].map((part) => part.replace(/[^A-Za-z0-9-]/g, "").slice(0, 60));
  return `${parts.filter((part) => part !== "").join("-")}.csv`;
}
