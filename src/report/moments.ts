import { cell } from "./visible.ts";

/** Writes instants of the log for people of one zone. A text that is no instant is shown as it stands, made visible. */
export interface Moments {
  /** `2026-11-19 14:03:27` in the zone. */
  local(instant: string): string;
  /** `2026-11-19 13:03:27` in UTC. */
  utc(instant: string): string;
  /** `on 2026-11-19 at 14:03 Europe/Berlin (13:03 UTC)`; UTC alone where both agree. For a sentence. */
  sentence(instant: string): string;
}

const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const GARBAGE_LENGTH = 40;

/** Moments in an IANA zone, which must be valid. */
export function createMoments(zone: string): Moments {
  const local = stampIn(zone);
  return { local, utc: utcStamp, sentence: (instant) => sentence(zone, local(instant), utcStamp(instant)) };
}

/** `2026-11-19 13:03:27`: an instant in UTC without its letters. */
function utcStamp(instant: string): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? cell(instant, GARBAGE_LENGTH) : new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function stampIn(zone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (instant) => {
    const ms = Date.parse(instant);
    if (Number.isNaN(ms)) return cell(instant, GARBAGE_LENGTH);
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    return `${part["year"]}-${part["month"]}-${part["day"]} ${part["hour"]}:${part["minute"]}:${part["second"]}`;
  };
}

function sentence(zone: string, local: string, utc: string): string {
  if (!STAMP.test(local)) return `at ${local || "an unknown time"}`;
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)];
  if (local === utc) return `on ${day} at ${time} UTC`;
  const utcTime = utc.slice(0, 10) === day ? utc.slice(11, 16) : utc.slice(0, 16);
  return `on ${day} at ${time} ${zone} (${utcTime} UTC)`;
}
