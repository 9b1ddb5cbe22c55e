/** Words that end a noun phrase. */
const STOPS = new Set(
  (
    "to by of in on at from for with without and or that which who where when was were is are has have had over under " +
    "across against between after before since until through via than as into onto made named using the a an this"
  ).split(" "),
);

const IRREGULAR: Readonly<Record<string, string>> = {
  people: "person",
  statuses: "status",
  addresses: "address",
  accesses: "access",
  aliases: "alias",
  indices: "index",
  policies: "policy",
  were: "was",
  are: "is",
  have: "has",
};

/**
 * The words that follow a count, fitted to a count of one: ` changes to` becomes ` change to`, ` sign-ins were denied`
 * becomes ` sign-in was denied`. Only the nearest noun and its verb are touched.
 */
export function singular(text: string): string {
  const words = text.split(/(\s+)/);
  const stop = words.findIndex((word) => STOPS.has(word.toLowerCase()) || /[.,:;()]/.test(word));
  const phrase = stop === -1 ? words.length : stop + (/[.,:;]$/.test(words[stop] ?? "") ? 1 : 0);
  const noun = words.slice(0, phrase).findLastIndex((word) => singularWord(word) !== word);
  return words
    .map((word, index) => (index === noun || (index === stop && isVerb(word)) ? singularWord(word) : word))
    .join("");
}

function isVerb(word: string): boolean {
  return ["were", "are", "have"].includes(word);
}

function singularWord(word: string): string {
  const [, stem = "", rest = ""] = /^(.*?)([.,:;]*)$/.exec(word) ?? [];
  return (IRREGULAR[stem] ?? withoutPlural(stem)) + rest;
}

function withoutPlural(word: string): string {
  if (!/[a-z]s$/.test(word) || /(?:ss|us|is|'s)$/.test(word) || word.length < 3) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
