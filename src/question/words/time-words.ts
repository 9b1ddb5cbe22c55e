import { spelledRight } from "../window/words/spelling.ts";

const MONTHS =
  "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct november nov december dec";
const WEEKDAYS =
  "monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun";
const UNITS =
  "s sec secs second seconds m min mins minute minutes h hr hrs hour hours d day days w wk wks week weeks month months mo mon " +
  "quarter quarters qtr q y yr yrs year years weekend weekends weekday weekdays";
const OTHERS =
  "today yesterday yday tomorrow tonight now noon midday midnight morning mornings afternoon evening night overnight nights " +
  "am pm a p o'clock oclock utc gmt z t pt cet cest est edt pst pdt cst mst ist bst jst st nd rd th ago last past previous prior since until till before after " +
  "between from to this current half quarter couple few earliest latest week's ytd mtd wtd " +
  "date first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth " +
  "seventeenth eighteenth nineteenth twentieth thirtieth twenty thirty forty fifty sixty one two three four five six seven eight " +
  "nine ten eleven twelve fifteen the of in on at and or a an so far start end beginning eod bod hourly daily";

const ALL: ReadonlySet<string> = new Set(`${MONTHS} ${WEEKDAYS} ${UNITS} ${OTHERS}`.split(" "));
const NAMES: ReadonlySet<string> = new Set(`${MONTHS} ${WEEKDAYS} summer winter autumn spring dawn noon`.split(" "));
const LENGTHS: ReadonlySet<string> = new Set(UNITS.split(" "));
const CERTAIN: ReadonlySet<string> = new Set(
  `${MONTHS} ${WEEKDAYS} ${UNITS} today yesterday yday tomorrow tonight noon midday midnight morning mornings afternoon evening night overnight ago`.split(
    " ",
  ),
);

/** Whether a word in lower case may belong to a time: digits, signs and words of time only. */
export function looksLikeTime(word: string): boolean {
  if (CERTAIN.has(word) || CERTAIN.has(spelledRight(word)) || ALL.has(word)) return true;
  if (!/\d/.test(word) && !/[-/]/.test(word)) return false;
  const letters = word.match(/[\p{L}']+/gu) ?? [];
  return letters.every((run) => ALL.has(run)) && (letters.length > 0 || /\d/.test(word));
}

/** Whether a word is certainly about time: "monday" and "12h" are, "last" and "from" alone are not. */
export function isSurelyTime(word: string): boolean {
  return looksLikeTime(word) && (!ALL.has(word) || CERTAIN.has(word));
}

/** Whether a word of time is also a name that somebody may have: months, weekdays, seasons. */
export function isAlsoName(word: string): boolean {
  return NAMES.has(word);
}

/** Whether a word, even misspelled, is a unit of time. */
export function isUnit(word: string): boolean {
  return LENGTHS.has(word) || LENGTHS.has(spelledRight(word));
}
