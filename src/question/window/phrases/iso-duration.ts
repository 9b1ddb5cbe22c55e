import type { Length } from "../words/length.ts";
import type { Found, Source } from "../source.ts";

const DURATION =
  /p(?=\d|t\d)(?:(\d{1,6})y)?(?:(\d{1,6})m)?(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:t(?:(\d{1,7}(?:[.,]\d{1,6})?)h)?(?:(\d{1,8}(?:[.,]\d{1,6})?)m)?(?:(\d{1,9}(?:[.,]\d{1,6})?)s)?)?/y;

/** An ISO 8601 duration: PT12H, P7D, P1DT2H30M. */
export function readIsoDuration(source: Source, at: number): Found<Length> | null {
  if (!source.word(at).startsWith("p")) return null;
  const found = source.match(at, DURATION);
  if (found === null || found.value[0].length < 3 || found.value[0].endsWith("t")) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.value
    .slice(1)
    .map((text) => Number((text ?? "0").replace(",", ".")));
  const exact = hours * 3600 + minutes * 60 + seconds;
  const unit = years > 0 ? "year" : months > 0 ? "month" : weeks > 0 ? "week" : days > 0 ? "day" : "second";
  return { end: found.end, value: { years, months, weeks, days, seconds: exact, unit, isCompact: true } };
}
