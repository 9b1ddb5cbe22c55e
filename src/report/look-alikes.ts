/** Scripts whose letters include some that are drawn like Latin ones. */
const OTHER =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;
const LATIN = /\p{Script=Latin}/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Latin letters that no alphabet of names needs but that are drawn like plain ones: phonetic and small capitals. */
const PHONETIC = /[\u0250-\u02AF\u1D00-\u1D7F\u0131\u017F]/u;
/** Styled forms of plain letters and digits (full-width, mathematical, circled), which fold to ASCII. */
const STYLED = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u2460-\u24FF\u{1D400}-\u{1D7FF}\u{1F130}-\u{1F189}]/u;
/** Letters of other scripts that pass for Latin ones at a glance. */
const TWINS = new Set(
  "аеорсухіјѕһԁԛԝӏґвкмнтзьАВЕКМНОРСТУХІЈЅԌԚԜӀЗЬ" + "οιυνρκαχτωςγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "օսոհցԼՏՍՕ" + "ᎪᎫᎬᎻᏀᏃᏚᏞᏢᏔᏦᎠᎡᎢᎥ",
);

/**
 * Whether a text holds letters that imitate plain ones: a word that mixes Latin with another script, a word wholly of
 * another script's look-alikes, or styled and phonetic forms. Accents and honest words of other scripts are plain.
 */
export function looksPlainButIsNot(text: string): boolean {
  if (PHONETIC.test(text) || STYLED.test(text)) return true;
  if (!OTHER.test(text)) return false;
  const words = text.match(WORD) ?? [];
  if (words.some((word) => LATIN.test(word) && OTHER.test(word))) return true;
  const foreign = Array.from(text).filter((letter) => OTHER.test(letter));
  return foreign.every((letter) => TWINS.has(letter));
}
