import { createHmac } from "node:crypto";
import { systemClock } from "../../src/clock.ts";
import { Random } from "../../src/sample/random.ts";
import { IDS } from "../../src/playground/workspace.ts";

/** Of ten deliveries three repeat one that was made before. */
const REPEATS = 0.3;
const AT_ONCE = 20;
/** Slack tries again three times, after longer pauses than these, in milliseconds; each time its stamp is a new one. */
const PAUSES = [0, 1100, 2000, 3000];

/** A delivery of the event with this number, to one of the bots. */
export interface Delivery {
  readonly event: number;
  readonly to: number;
}

/** So many deliveries to so many bots, in an order by chance: seven of ten are of new events, three of earlier ones. */
export function planned(count: number, bots: number, seed: string): readonly Delivery[] {
  const random = new Random(seed);
  let events = 0;
  return Array.from({ length: count }, () => {
    const isRepeat = events > 0 && random.chance(REPEATS);
    return { event: isRepeat ? random.int(0, events - 1) : events++, to: random.int(0, bots - 1) };
  });
}

/** Makes the deliveries, many at once; what is not acknowledged is tried again as Slack does. Resolves to how many never were. */
export async function deliverAll(
  deliveries: readonly Delivery[],
  urlOf: (bot: number) => string,
  secret: string,
  made: (count: number) => void = () => undefined,
): Promise<number> {
  let next = 0;
  let lost = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < deliveries.length; at = next++) {
      const delivery = deliveries[at];
      if (delivery !== undefined && !(await deliver(delivery, urlOf, secret))) lost += 1;
      made(at + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return lost;
}

async function deliver(delivery: Delivery, urlOf: (bot: number) => string, secret: string): Promise<boolean> {
  for (const [attempt, pause] of PAUSES.entries()) {
    await systemClock.after(pause);
    // Another one may be asked the next time.
    if (await isAcknowledged(delivery.event, urlOf(delivery.to + attempt), secret)) return true;
  }
  return false;
}

/** A signed command that the bot asks back about, so that it costs no more than it must. */
async function isAcknowledged(event: number, url: string, secret: string): Promise<boolean> {
  const body = new URLSearchParams({
    command: "/trail",
    text: `what is this ${event}`,
    team_id: IDS.team,
    api_app_id: IDS.app,
    user_id: "U0ALICE",
    channel_id: "C0INC",
    trigger_id: `t-${event}`,
    response_url: "",
  }).toString();
  const stamp = String(Math.floor(systemClock.now() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex")}`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": signature,
  };
  try {
    const response = await fetch(`${url}/slack/events`, { method: "POST", headers, body });
    return response.ok && (await response.text()) === "";
  } catch {
    return false;
  }
}
