const monthNames: readonly (readonly string[])[] = [
  ["january", "jan"],
  ["february", "feb"],
  ["march", "mar"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
];

const weekdayNames: readonly (readonly string[])[] = [
  ["monday", "mon"],
  ["tuesday", "tues", "tue"],
  ["wednesday", "weds", "wedn", "wed"],
  ["thursday", "thurs", "thur", "thu"],
  ["friday", "fri"],
  ["saturday", "sat"],
  ["sunday", "sun"],
];

const MONTHS = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const WEEKDAYS = new Map(weekdayNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

/** The month's number (1-12) of its name or abbreviation in lower case, else null. */
export function monthNamed(word: string): number | null {
  return MONTHS.get(word) ?? null;
}

/** The ISO number (Monday 1 to Sunday 7) of a weekday's name or abbreviation in lower case, else null. */
export function weekdayNamed(word: string): number | null {
  return WEEKDAYS.get(word) ?? null;
}
