import { Cron } from "croner";
import { z } from "zod";

/** How often something is asked, as it is stored. */
export const Cadence = z.object({
  /** Five fields of cron: minute, hour, day of the month, month, day of the week. */
  cron: z.string(),
  /** UTC where it was said, or where only real time counts; null: the zone of whoever made the schedule. */
  zone: z.literal("UTC").nullable(),
  /** As people read it: `daily at 09:00`. */
  words: z.string(),
});
export type Cadence = z.infer<typeof Cadence>;

/**
 * The next due time after a moment, both in milliseconds since 1970. `zone` is the IANA zone of the owner. A wall time that
 * the clock skips is due as much later as the clock skips; one that occurs twice is due the first time alone.
 */
export function nextAfter({ cron, zone: fixed }: Cadence, zone: string, after: number): number {
  const next = new Cron(cron, { timezone: fixed ?? zone, paused: true }).nextRun(new Date(after));
  if (next === null) throw new Error(`the cadence ${cron} is never due`);
  return next.getTime();
}
