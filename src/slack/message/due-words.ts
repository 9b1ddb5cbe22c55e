import type { Schedule } from "../../schedule/schedule.ts";

/** `Mon 23 Nov 09:00` in an IANA zone. */
export function dayAndTime(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(ms);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("hour")}:${part("minute")}`;
}

/** `next Mon 23 Nov 09:00 (Europe/Berlin)`, or that it is paused. */
export function nextInWords({ paused, next, zone }: Pick<Schedule, "paused" | "next" | "zone">): string {
  return paused === null ? `next ${dayAndTime(next, zone)} (${zone})` : `paused: ${paused}`;
}
