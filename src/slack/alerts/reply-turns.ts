import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { amend, type Register } from "../../register/register.ts";

const SHELF = "alert-replies";
/** Replies to one alert key, and within how many milliseconds. */
const MOST = 3;
const WITHIN_MS = 10 * 60_000;
const Times = z.array(z.number()).catch([]);

/** Takes one of the three replies that an alert has in any ten minutes; false where they are taken. */
export async function takeReplyTurn(register: Register, clock: Pick<Clock, "now">, key: string): Promise<boolean> {
  const now = clock.now();
  const recent = (value: unknown): readonly number[] => Times.parse(value).filter((time) => time > now - WITHIN_MS);
  for (const { id, value } of await register.list(SHELF)) {
    if (recent(value).length === 0) await register.remove(SHELF, id);
  }
  let isTaken = false;
  await amend(register, SHELF, key, (value) => {
    const times = recent(value);
    isTaken = times.length < MOST;
    return isTaken ? [...times, now] : null;
  });
  return isTaken;
}
