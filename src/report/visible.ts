import type { Value } from "../engine/engine.ts";
import { looksPlainButIsNot } from "./look-alikes.ts";

/** The most characters of a log value that a person is shown in one place. */
const CELL_LENGTH = 300;
const MARK = "(not plain ASCII)";

/**
 * What the eye can't see or a screen acts upon: controls, direction marks, zero-width and other ignorable characters,
 * odd spaces, private use, lone surrogates. Left alone: the plain and the ideographic space.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]|(?![ \u3000])\p{Zs}/gu;
/** What joins or colours an emoji is plain behind a pictograph, and only there. */
const EMOJI_JOINT = /^(?:\u200D|\uFE0F)$/;
const PICTOGRAPH_BEFORE = /\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?$/u;
const NEWLINE = /\r\n|\r|\n/g;
/** More marks on one letter than any language writes: they would be drawn over the lines around it. */
const PILED_MARKS = /(?<=\p{M}{4})\p{M}+/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Log text as a person may safely read it: on one line (a newline becomes ⏎), with every hidden character spelled out
 * as ⟨U+202E⟩, and marked where letters imitate plain ones. Plain text comes back unchanged; so does a text that went
 * through here before.
 */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return marked(spelledOut(text.replace(NEWLINE, "⏎")));
}

/** Spells out hidden characters, but for those in `keep`. Changes no line, marks nothing. */
export function spelledOut(text: string, keep = ""): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(HIDDEN, (character, offset: number) => {
      const isPlain = keep.includes(character) || (EMOJI_JOINT.test(character) && followsPictograph(text, offset));
      return isPlain ? character : codePoints(character);
    })
    .replace(PILED_MARKS, codePoints);
}

/** A cell as a person is shown it: visible, cut to 300 characters with an ellipsis; NULL is the empty text. */
export function cell(value: Value | undefined, most = CELL_LENGTH): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  // A newline of two characters becomes one, so twice the length is always enough to fill the cell.
  const long = value.length > 2 * most + 2;
  const text = visible(long ? wholeCharacters(value, 2 * most + 1) : value);
  return text.length > most || long ? marked(`${wholeCharacters(withoutMark(text), most - 1)}…`) : text;
}

/** The first `length` UTF-16 units of a text, one fewer where that would split a character. */
export function wholeCharacters(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function followsPictograph(text: string, offset: number): boolean {
  return PICTOGRAPH_BEFORE.test(text.slice(Math.max(0, offset - 8), offset));
}

function marked(text: string): string {
  return !text.endsWith(MARK) && looksPlainButIsNot(text) ? `${text} ${MARK}` : text;
}

function withoutMark(text: string): string {
  return text.endsWith(` ${MARK}`) ? text.slice(0, -MARK.length - 1) : text;
}

function codePoints(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  }).join("");
}
