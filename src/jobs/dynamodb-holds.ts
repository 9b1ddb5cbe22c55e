import { numberIn, textIn, type Item } from "../dynamodb/item.ts";
import type { Table } from "../dynamodb/table.ts";
import { jobAt, jobOf } from "./dynamodb-items.ts";
import type { Holder, Renewed } from "./job-store.ts";
import type { Job } from "./job.ts";

/** A hold as it was seen last: by its beat others know that its holder lives. */
interface Seen {
  readonly owner: string | null;
  readonly fence: number;
  readonly beat: number;
  readonly holdMs: number;
  /** When it was seen first with this beat, by the steady clock of whoever looks. */
  readonly since: number;
  /**
   * Whether it was taken here. One that bears the name of this process and was not, since its acceptance seemed to fail, is
   * nobody's to renew.
   */
  readonly isOwn: boolean;
}

/**
 * Who holds which job. Machines share no clock: a hold is over for whoever has seen it without a new beat for as long as it
 * lasts, by the own steady clock. Whoever takes a job up raises its fence, and only one of two can.
 */
export interface Holds {
  /** A job was written down, held by `holder`. */
  began(id: string, holder: Holder): void;
  /** A job has ended. */
  ended(id: string): void;
  takeUp(holder: Holder, most: number): Promise<readonly Job[]>;
  renew(holder: Holder): Promise<readonly Renewed[]>;
  letGo(owner: string): Promise<void>;
}

/** How long a beat stands before the next one, in milliseconds: a third of a hold. */
const BEAT_MS = 10_000;
/** A hold that is in no list any more is forgotten after so many of its own lengths. */
const LONG_GONE = 4;
const HOLD_COLUMNS = ["pk", "sk", "owner", "fence", "beat", "holdMs", "life", "cancelledBy"];

export const holdColumns = ({ owner, now, until }: Holder): { owner: string; beat: number; holdMs: number } => ({
  owner,
  beat: 1,
  holdMs: until - now,
});

export function createHolds(table: Table): Holds {
  const seen = new Map<string, Seen>();

  const isFree = (id: string, item: Item, now: number): boolean => {
    const found = seenIn(item, now);
    const before = seen.get(id);
    if (found.owner === null) return true;
    if (before === undefined || isLater(found, before)) {
      seen.set(id, found);
      return false;
    }
    // Seen later than now: the clock that it was seen by is no longer the one that goes.
    return now - before.since >= before.holdMs || before.since > now;
  };

  const take = async (id: string, holder: Holder): Promise<Job | null> => {
    const item = await table.get(jobAt(id));
    if (item === null || textIn(item, "life") !== "open" || !isFree(id, item, holder.now)) return null;
    const [fence, beat] = [numberIn(item, "fence"), numberIn(item, "beat")];
    const hold = { ...holdColumns(holder), fence: fence + 1, attempts: numberIn(item, "attempts") + 1 };
    const written = await table.change(jobAt(id), hold, { is: { fence, beat, life: "open" } });
    if (!written.isWritten) return null;
    seen.set(id, { ...hold, since: holder.now, isOwn: true });
    return jobOf(table, written.item);
  };

  const forgetGone = (listed: ReadonlySet<string>, now: number): void => {
    for (const [id, { since, holdMs }] of seen)
      if (!listed.has(id) && now - since > LONG_GONE * holdMs) seen.delete(id);
  };

  const renewOne = async (id: string, item: Item, holder: Holder): Promise<Renewed | null> => {
    const mine = seen.get(id);
    const now = seenIn(item, holder.now);
    if (mine === undefined || textIn(item, "life") !== "open") return null;
    if (now.owner !== holder.owner || now.fence !== mine.fence) return null;
    const renewed = { id, fence: mine.fence, isToStop: textIn(item, "cancelledBy") !== null };
    const holdMs = holder.until - holder.now;
    if (holder.now - mine.since < BEAT_MS && holdMs === mine.holdMs) return renewed;
    const hold = { beat: now.beat + 1, holdMs };
    const is = { fence: mine.fence, owner: holder.owner, life: "open" };
    if (!(await table.change(jobAt(id), hold, { is })).isWritten) return null;
    seen.set(id, { ...mine, ...hold, since: holder.now });
    return renewed;
  };

  const heldBy = (owner: string): string[] =>
    [...seen].flatMap(([id, one]) => (one.isOwn && one.owner === owner ? [id] : []));

  return {
    began: (id, holder) => void seen.set(id, { ...holdColumns(holder), fence: 1, since: holder.now, isOwn: true }),
    ended: (id) => void seen.delete(id),

    async takeUp(holder, most) {
      const open: Item[] = [];
      for await (const item of table.read({ index: "life", of: ["life", "open"] })) open.push(item);
      const taken: Job[] = [];
      for (const item of open.toSorted(
        (a, b) => numberIn(a, "at") - numberIn(b, "at") || (idOf(a) < idOf(b) ? -1 : 1),
      )) {
        // The list may be a moment old: what looks free there is looked at itself.
        const isWorthALook = isFree(idOf(item), item, holder.now) && taken.length < most;
        const job = isWorthALook ? await take(idOf(item), holder) : null;
        if (job !== null) taken.push(job);
      }
      forgetGone(new Set(open.map(idOf)), holder.now);
      return taken;
    },

    async renew(holder) {
      const items = await table.getAll(heldBy(holder.owner).map(jobAt), HOLD_COLUMNS);
      const found = new Map(items.map((item) => [idOf(item), item]));
      const renewed = await Promise.all(
        heldBy(holder.owner).map(async (id) => {
          const item = found.get(id);
          const one = item === undefined ? null : await renewOne(id, item, holder);
          if (one === null && seen.get(id)?.owner === holder.owner) seen.delete(id);
          return one;
        }),
      );
      return renewed.filter((one) => one !== null);
    },

    async letGo(owner) {
      await Promise.all(
        heldBy(owner).map(async (id) => {
          const fence = seen.get(id)?.fence ?? 0;
          await table.change(jobAt(id), { owner: null }, { is: { fence, owner, life: "open" } });
          seen.delete(id);
        }),
      );
    },
  };
}

/** A list may be a moment old, and tell what was overtaken. */
function isLater(one: Seen, other: Seen): boolean {
  return one.fence === other.fence ? one.beat > other.beat : one.fence > other.fence;
}

function seenIn(item: Item, since: number): Seen {
  return {
    owner: textIn(item, "owner"),
    fence: numberIn(item, "fence"),
    beat: numberIn(item, "beat"),
    holdMs: numberIn(item, "holdMs"),
    since,
    isOwn: false,
  };
}

function idOf(item: Item): string {
  return (textIn(item, "pk") ?? "").slice("job#".length);
}
