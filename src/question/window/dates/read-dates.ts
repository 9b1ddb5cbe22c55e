import type { Found, Reader, Source } from "../source.ts";
import { readCalendarPeriod } from "./calendar-period.ts";
import type { Dates } from "./dates.ts";
import { readHoliday } from "./holiday.ts";
import { readMonth } from "./month.ts";
import { readMonthDate } from "./month-date.ts";
import { readDayOfMonth, readNth } from "./nth.ts";
import { readNumericDate } from "./numeric-date.ts";
import { readPartOfPeriod } from "./part-of-period.ts";
import { readQuarter, readYearAlone } from "./quarter-year.ts";
import { readDaysAgo, readRelativeDay } from "./relative-day.ts";
import { readWeekday, withWeekday, withWeekdayBehind } from "./weekday.ts";
import { readWeekend } from "./weekend.ts";

/** In this order; the longest reading wins, of two alike the first. */
const READERS: readonly Reader<Dates>[] = [
  readRelativeDay,
  readDaysAgo,
  readNumericDate,
  readMonthDate,
  readWeekday,
  readNth,
  readDayOfMonth,
  readCalendarPeriod,
  readWeekend,
  readPartOfPeriod,
  readMonth,
  readQuarter,
  readYearAlone,
  readHoliday,
];

/** Reads days named at a place: a day, a week, a month, a quarter, a year or a part of them. */
export function readDates(source: Source, at: number): Found<Dates> | null {
  let best: Found<Dates> | null = null;
  for (const reader of READERS) {
    const found = reader(source, at);
    if (found !== null && (best === null || found.end > best.end)) best = found;
  }
  return best === null ? null : withWeekdayBehind(source, withWeekday(source, best));
}
