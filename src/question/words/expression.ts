/** How a word stands in the grammar, as far as the reader cares. */
export type Form = "base" | "singular" | "plural" | "other";

/** One way of writing an expression, in lower case; `form` is that of its inflected word. */
export interface Spelling {
  readonly words: readonly string[];
  readonly form: Form;
}

/**
 * All spellings of a list of expressions separated by commas: `verb+` (regular forms), `verb++` (the last letter doubled),
 * `noun#` (and its plural), `(a|b|)` either. For a verb `base` is the form of a command, for a noun `singular`.
 */
export function spellings(list: string): readonly Spelling[] {
  return list.split(",").flatMap((expression) => alternatives(expression.trim()).flatMap(inflected));
}

/** Every text that a pattern with `(a|b)` groups stands for; groups do not nest. */
export function alternatives(pattern: string): readonly string[] {
  const open = pattern.indexOf("(");
  if (open < 0) return [pattern.trim().replaceAll(/\s+/g, " ")];
  const close = pattern.indexOf(")", open);
  const choices = pattern.slice(open + 1, close).split("|");
  const rests = alternatives(pattern.slice(close + 1));
  return choices.flatMap((choice) =>
    rests.map((rest) => `${pattern.slice(0, open)} ${choice} ${rest}`.trim().replaceAll(/\s+/g, " ")),
  );
}

function inflected(expression: string): readonly Spelling[] {
  const words = expression.split(" ");
  const at = words.findIndex((word) => /[a-z0-9](?:\+{1,2}|#)$/.test(word));
  if (at < 0) return [{ words, form: "other" }];
  const word = words[at] ?? "";
  const forms = word.endsWith("#") ? nounForms(word.slice(0, -1)) : verbForms(word);
  return forms.map(([text, form]) => ({ words: words.toSpliced(at, 1, text), form }));
}

function nounForms(noun: string): readonly (readonly [string, Form])[] {
  return [
    [noun, "singular"],
    [withS(noun), "plural"],
  ];
}

function verbForms(marked: string): readonly (readonly [string, Form])[] {
  const base = marked.replace(/\++$/, "");
  const stem = marked.endsWith("++") ? base + base.slice(-1) : base.replace(/e$/, "");
  const past = /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${stem}ed`;
  const ongoing = /(?:ee|oe|ye)$/.test(base) ? `${base}ing` : `${stem}ing`;
  return [
    [base, "base"],
    [withS(base), "other"],
    [past, "other"],
    [ongoing, "other"],
  ];
}

function withS(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
