import { dayStart, leftOf, overAlertBudget, overBudget, overPrice, type DayLimits } from "../access/budget.ts";
import type { Clock } from "../clock.ts";
import type { Engine, Estimate } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import { NOTHING_SPENT } from "../jobs/job.ts";
import { ALERT_ASKERS, kindOfAsker } from "./alerts/alert-asker.ts";
import { LetGo } from "../jobs/hold.ts";
import type { JobStore } from "../jobs/job-store.ts";

/** What may be spent, in dollars. */
export interface Budget {
  /** By one question. */
  readonly question: number;
  readonly day: DayLimits;
}

export interface SpendingParts extends Budget {
  readonly store: JobStore;
  readonly engine: Engine;
  readonly clock: Clock;
  /** Where alerts ask, and dollars that their questions may cost on a day; null: none asks. */
  readonly alerts: { readonly channel: string; readonly day: number } | null;
}

/** Keeps what questions cost within what may be spent. */
export interface Spending {
  /**
   * Reserves the price of a question before it runs. Throws TrailError("refused") where it is dearer than one question may
   * be, or does not fit into what is left of the day; nothing is reserved then.
   */
  reserve(held: HeldJob, estimate: Estimate): Promise<void>;
  /** Replaces the reservation by what the engine says that it cost, however the question ended. */
  settle(held: HeldJob): Promise<void>;
}

/** Dollars that any question needs to be let in when its price is not known. */
const LEAST = 0.01;

export function createSpending({ store, engine, clock, question, day, alerts }: SpendingParts): Spending {
  /** What questions of alerts have cost today, and reserved. */
  const spentByAlerts = async ({ channel }: HeldJob["job"]): Promise<number> => {
    if (alerts === null) return 0;
    const since = dayStart(clock.now());
    const each = await Promise.all(ALERT_ASKERS.map((asker) => store.spentSince(since, { asker, channel })));
    return each.reduce((sum, { asker }) => sum + asker.dollars, 0);
  };

  const spentToday = async ({ job }: HeldJob): Promise<DayLimits> => {
    const { asker, channel, all } = await store.spentSince(dayStart(clock.now()), job);
    const own = job.spent.dollars;
    const byAlerts = await spentByAlerts(job);
    // Alerts have a budget in place of a person's and a channel's; what they cost belongs to all.
    if (kindOfAsker(job.asker) !== null) return { person: byAlerts - own, channel: 0, all: all.dollars - own };
    const here = job.channel === alerts?.channel ? byAlerts : 0;
    return { person: asker.dollars - own, channel: channel.dollars - own - here, all: all.dollars - own };
  };

  const limitsOf = ({ job }: HeldJob): DayLimits =>
    kindOfAsker(job.asker) === null ? day : { person: alerts?.day ?? 0, channel: Infinity, all: day.all };

  /** A question of unknown price may cost as much as the engine lets it, and takes what is left. */
  const toReserve = async (held: HeldJob, { price, priceLimit }: Estimate): Promise<number> => {
    if (price !== null) return price;
    const left = leftOf(await spentToday(held), limitsOf(held));
    return left === 0 ? LEAST : Math.min(priceLimit ?? question, question, left);
  };

  return {
    async reserve(held, estimate) {
      const tooDear = overPrice(estimate.price ?? 0, question);
      if (tooDear !== null) throw new TrailError("refused", tooDear);
      const reserved = await toReserve(held, estimate);
      // Written first and looked at then: of two at once, none finds room that the other takes.
      await held.change({ spent: { bytes: estimate.bytes ?? 0, dollars: reserved } });
      const spent = await spentToday(held);
      const over = overBudget(spent, reserved, limitsOf(held));
      if (over === null) return;
      await held.change({ spent: NOTHING_SPENT });
      const isOwn = kindOfAsker(held.job.asker) !== null && spent.person + reserved > (alerts?.day ?? 0);
      throw new TrailError("refused", isOwn ? overAlertBudget(spent.person, reserved, alerts?.day ?? 0) : over);
    },

    async settle(held) {
      if (held.signal.reason instanceof LetGo) return;
      const ids = held.job.executions.flatMap(({ id }) => (id === null ? [] : [id]));
      await held.change({ spent: await engine.spent(ids) });
    },
  };
}
