import type { Calendar, LocalDay } from "./calendar.ts";
import { instances, monitoring, releases, terraformRuns } from "./cast/machines.ts";
import { mistypedSignIns, nightlyAudit, peopleAtWork } from "./cast/people.ts";
import { servicesAtWork } from "./cast/services.ts";
import { Random } from "./random.ts";
import type { SampleEvent } from "./record.ts";
import { slotsOf, type Shift } from "./slots.ts";
import { guessedPasswordEvents } from "./stories/guessed-password.ts";
import { openPortEvents } from "./stories/open-port.ts";
import { openedAndClosedEvents } from "./stories/opened-and-closed.ts";
import { rootAtNightEvents, silenceOf, type Silence } from "./stories/root-at-night.ts";

/**
 * All that happened on the days of a calendar, and the stories; each event once, in no order. A day's events are made
 * when they are asked for.
 */
export function* eventsOf(calendar: Calendar): Generator<SampleEvent, void, undefined> {
  const silence = silenceOf(calendar);
  for (const day of calendar.days) {
    // A place that moved across the date line skipped a whole day.
    if (day.start === day.end) continue;
    for (const event of dayOf(day)) {
      if (!isLost(event, silence)) yield event;
    }
  }
  yield* openPortEvents(calendar);
  yield* guessedPasswordEvents(calendar);
  yield* rootAtNightEvents(calendar);
  yield* openedAndClosedEvents(calendar);
}

function dayOf(day: LocalDay): SampleEvent[] {
  const random = new Random(`day ${day.start}`);
  const shift: Shift = { random, day, slots: slotsOf(random, day) };
  const allDay = [servicesAtWork, instances, monitoring];
  const inItsCourse = [terraformRuns, releases, peopleAtWork, mistypedSignIns, nightlyAudit];
  const working = day.ago === 0 ? allDay : [...allDay, ...inItsCourse];
  return working.flatMap((work) => work(shift));
}

function isLost({ at, record }: SampleEvent, { account, after, before }: Silence): boolean {
  return at > after && at < before && record.recipientAccountId === account;
}
