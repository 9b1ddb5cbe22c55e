import { dayStart, leftOf, overBudget, overPrice, type DayLimits } from "../access/budget.ts";
import type { Clock } from "../clock.ts";
import type { Engine, Estimate } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import { NOTHING_SPENT } from "../jobs/job.ts";
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

export function createSpending({ store, engine, clock, question, day }: SpendingParts): Spending {
  const spentToday = async ({ job }: HeldJob): Promise<DayLimits> => {
    const { asker, channel, all } = await store.spentSince(dayStart(clock.now()), job);
    const own = job.spent.dollars;
    return { person: asker.dollars - own, channel: channel.dollars - own, all: all.dollars - own };
  };

  /** A question of unknown price may cost as much as the engine lets it, and takes what is left. */
  const toReserve = async (held: HeldJob, { price, priceLimit }: Estimate): Promise<number> => {
    if (price !== null) return price;
    const left = leftOf(await spentToday(held), day);
    return left === 0 ? LEAST : Math.min(priceLimit ?? question, question, left);
  };

  return {
    async reserve(held, estimate) {
      const tooDear = overPrice(estimate.price ?? 0, question);
      if (tooDear !== null) throw new TrailError("refused", tooDear);
      const reserved = await toReserve(held, estimate);
      // Written first and looked at then: of two at once, none finds room that the other takes.
      await held.change({ spent: { bytes: estimate.bytes ?? 0, dollars: reserved } });
      const over = overBudget(await spentToday(held), reserved, day);
      if (over === null) return;
      await held.change({ spent: NOTHING_SPENT });
      throw new TrailError("refused", over);
    },

    async settle(held) {
      if (held.signal.reason instanceof LetGo) return;
      const ids = held.job.executions.flatMap(({ id }) => (id === null ? [] : [id]));
      await held.change({ spent: await engine.spent(ids) });
    },
  };
}
