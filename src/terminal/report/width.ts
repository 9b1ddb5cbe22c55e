/** Takes no cell of its own: marks over the letter before, joiners, variation selectors. */
const NONE = /^[\p{M}\p{Default_Ignorable_Code_Point}]/u;
/** Takes two cells: emoji, and the scripts and full-width forms of East Asia. */
const DOUBLE =
  /^(?:\p{Emoji_Presentation}|.\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}])/u;
/** Texts whose every character stands alone in one cell: Latin letters, dashes and quotes, arrows, lines of tables. */
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2027\u2190-\u21ff\u2500-\u257f]*$/;

/** How many cells of a terminal a text without escape sequences takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemes(text).reduce((sum, character) => sum + cellsOf(character), 0);
}

/** A text cut to `width` cells, an ellipsis last where something was cut. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return "";
  let kept = "";
  let used = 0;
  for (const character of graphemes(text)) {
    used += cellsOf(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** A text filled with spaces to `width` cells, or cut to it. */
export function padded(text: string, width: number, side: "left" | "right"): string {
  const shown = fitted(text, width);
  const space = " ".repeat(Math.max(0, width - widthOf(shown)));
  return side === "left" ? shown + space : space + shown;
}

/** Lines of at most `width` cells, broken between words; a longer word is broken where the line ends. */
export function wrapped(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((part) => pieces(part, width - indent.length))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width - (lines.length === 0 ? 0 : indent.length)) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map((each, index) => (index === 0 ? each : indent + each));
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts = [""];
  for (const character of graphemes(word)) {
    if (widthOf((parts.at(-1) ?? "") + character) > width) parts.push("");
    parts[parts.length - 1] += character;
  }
  return parts;
}

/** The first segmenter of a process takes a twentieth of a second: most answers need none. */
function graphemes(text: string): string[] {
  if (PLAIN.test(text)) return text.split("");
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function cellsOf(grapheme: string): number {
  if (NONE.test(grapheme)) return 0;
  return DOUBLE.test(grapheme) ? 2 : 1;
}
