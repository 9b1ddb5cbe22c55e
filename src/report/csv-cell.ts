import type { Column, Value } from "../engine/engine.ts";
import { spelledOut, wholeCharacters } from "./visible.ts";

/** The most characters of a cell: spreadsheets hold 32,767. */
const MOST = 32_000;

/** Quoting keeps these inside their cell. */
const KEPT = "\t\n\r";

/** What a spreadsheet or a reader may pass over before it sees the first character. */
const PASSED_OVER = /^[\s\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;

/**
 * A value as csv-stringify writes it safely: text that no spreadsheet runs, numbers and booleans as they are, a whole
 * number of any size unquoted. Hidden characters are spelled out; line breaks and tabs inside a text stay.
 */
export function csvCell(value: Value | undefined, type: Column["type"]): string | number | bigint | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return value;
  if (type === "bigint" && /^-?\d+$/.test(value)) return BigInt(value);
  return atStart(withinLines(value));
}

/** What ends a cell for a spreadsheet that takes another character than the comma for its delimiter, with what follows. */
const BREAKS = /[\n\r\t;][\s;"]*/g;
const BEGINS_FORMULA = /^(?:[=@\uFF1D\uFF20\uFE66]|[+\-\uFF0B\uFF0D\u2212]\S)/;

/** Where semicolons or tabs divide, our quotes are no quotes: nothing behind a break may begin a formula either. */
function withinLines(text: string): string {
  return text.replace(BREAKS, (run, offset: number) => {
    const after = text.slice(offset + run.length, offset + run.length + 2);
    return BEGINS_FORMULA.test(after) && (offset > 0 || run.includes(";")) ? `${run}'` : run;
  });
}

/**
 * A text that starts, or seems to start, with what begins a formula gets an apostrophe in front, and loses what stood
 * before it and hid it. Styled forms (full-width and the like) begin a formula as well.
 */
function atStart(text: string): string {
  if (/^[A-Za-z0-9{[]/.test(text)) return shortened(spelledOut(text, KEPT));
  const shown = text.replace(PASSED_OVER, "");
  const start = String.fromCodePoint(shown.codePointAt(0) ?? 0x20).normalize("NFKC");
  if (/^[=+\-@\u2212]/.test(start)) return `'${shortened(spelledOut(shown, KEPT))}`;
  return (/^[\t\r\n]/.test(text) ? "'" : "") + shortened(spelledOut(text, KEPT));
}

function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const mark = `… [cut, ${text.length} characters in all]`;
  return wholeCharacters(text, MOST - mark.length - 1) + mark;
}
