import { numberIn, present, textIn, type Item } from "../dynamodb/item.ts";
import { dropLarge, mayHavePieces, readLarge, writeLarge } from "../dynamodb/large.ts";
import type { Reading, Table } from "../dynamodb/table.ts";
import { EXPIRES } from "../dynamodb/table-definition.ts";
import { createHolds, holdColumns } from "./dynamodb-holds.ts";
import { columnsOf, jobAt, jobOf, keptAt, keyAt, seconds, SPENT, spentItem, spentSk } from "./dynamodb-items.ts";
import { LostHold, type Holder, type JobStore, type SpentTogether } from "./job-store.ts";
import type { Job, NewJob } from "./job.ts";
import { newJob } from "./memory-store.ts";

/** How long the store is waited for, in milliseconds: while a person waits to be told that the words were taken. */
const ASKERS_PATIENCE = 800;
/** By what is done again every other second. */
const TURNS_PATIENCE = 5_000;
/** By what is in hand: its result is worth keeping until the store is back. */
const HELD_PATIENCE = 5 * 60_000;
/** A thread begins with its first question, or a little after it, in milliseconds. */
const THREAD_SLACK = 86_400_000;
const NEW = { lacks: ["pk"] };

/** What a DynamoDB store needs besides its table. */
export interface DynamoDbStoreSettings {
  /** How long jobs are kept after their end, in milliseconds; the table drops them by itself then. */
  readonly keptMs: number;
}

/**
 * Jobs in the table of a shared store, for any number of processes on any number of machines. A job and its key are two
 * items: the key is claimed first, and a claim whose job was never written is filled by the next delivery.
 */
export function createDynamoDbStore(shared: Table, { keptMs }: DynamoDbStoreSettings): JobStore {
  const table = shared.within(HELD_PATIENCE);
  const asked = shared.within(ASKERS_PATIENCE);
  const holds = createHolds(shared.within(TURNS_PATIENCE));

  const get = async (id: string, from = table): Promise<Job | null> => {
    const item = await from.get(jobAt(id));
    return item === null ? null : jobOf(from, item);
  };

  /** The id under which a key is claimed: this one, or an earlier one. */
  const claim = async ({ key, id, acceptedAt }: NewJob): Promise<string> => {
    const written = await asked.put({ ...keyAt(key), id, [EXPIRES]: seconds(acceptedAt + keptMs) }, NEW);
    return written.isWritten ? id : (textIn(written.found ?? {}, "id") ?? id);
  };

  const begin = async (fresh: NewJob, holder: Holder): Promise<{ readonly job: Job; readonly isNew: boolean }> => {
    const job = newJob(fresh);
    const { attributes } = await writeLarge(asked, jobAt(job.id).pk, job, seconds(job.acceptedAt + keptMs));
    const columns = { ...columnsOf(job, keptMs), ...attributes, fence: 1, attempts: 1, ...holdColumns(holder) };
    const written = await asked.put({ ...jobAt(job.id), ...present(columns) }, NEW);
    if (!written.isWritten) return { job: (await get(job.id, asked)) ?? job, isNew: false };
    holds.began(job.id, holder);
    // The first change of what it costs writes it again.
    await asked.put(spentItem(job, keptMs)).catch(() => undefined);
    return { job, isNew: true };
  };

  /** The jobs of a list, as they stand now. */
  const jobsIn = async (reading: Reading, most: number, isWanted: (item: Item) => boolean = () => true) => {
    const keys: { pk: string; sk: string }[] = [];
    for await (const item of table.read({ ...reading, isBackwards: true })) {
      if (isWanted(item)) keys.push({ pk: textIn(item, "pk") ?? "", sk: "job" });
      if (keys.length >= most) break;
    }
    const jobs = await Promise.all((await table.getAll(keys)).map((item) => jobOf(table, item)));
    return jobs.filter((job) => job !== null);
  };
  const acceptedFrom = (from: number): NonNullable<Reading["by"]> => ({ name: "acceptedAt", from });

  return {
    async accept(fresh, holder) {
      const id = await claim(fresh);
      const known = id === fresh.id ? null : await get(id, asked);
      return known === null ? begin({ ...fresh, id }, holder) : { job: known, isNew: false };
    },

    get: (id) => get(id),

    async change(job, parts) {
      const changed = { ...job, ...parts };
      const { pk } = jobAt(job.id);
      const expires = seconds((changed.endedAt ?? changed.acceptedAt) + 2 * keptMs);
      const large = await writeLarge(table, pk, changed, expires);
      const before = mayHavePieces(job) ? await table.get(jobAt(job.id)) : null;
      const columns = { ...columnsOf(changed, keptMs), ...large.attributes };
      const written = await table.change(jobAt(job.id), columns, { is: { fence: job.fence } });
      if (!written.isWritten) {
        await large.undo();
        throw new LostHold(job.id);
      }
      if (before !== null) await dropLarge(table, before);
      if (changed.endedAt !== null) holds.ended(job.id);
      if (parts.spent !== undefined || parts.endedAt !== undefined) await table.put(spentItem(changed, keptMs));
      return { ...changed, cancelledBy: textIn(written.item, "cancelledBy") };
    },

    async cancel(id, by) {
      const when = { is: { life: "open" }, lacks: ["cancelledBy"] };
      const written = await table.change(jobAt(id), { cancelledBy: by }, when);
      return written.isWritten || textIn(written.found ?? {}, "life") === "open";
    },

    takeUp: (holder, most) => holds.takeUp(holder, most),
    renew: (holder) => holds.renew(holder),
    letGo: (owner) => holds.letGo(owner),

    ofAsker: (asker, most) => jobsIn({ index: "asker", of: ["asker", asker] }, most),
    ofThread: (channel, thread, most) => {
      const from = Math.max(0, (Number.parseFloat(thread) || 0) * 1000 - THREAD_SLACK);
      const isOfThread = (item: Item): boolean => textIn(item, "thread") === thread;
      return jobsIn({ index: "channel", of: ["channel", channel], by: acceptedFrom(from) }, most, isOfThread);
    },
    ofChannel: (channel, since, most) =>
      jobsIn({ index: "channel", of: ["channel", channel], by: acceptedFrom(since) }, most),
    endedSince: (moment, most) =>
      jobsIn({ index: "life", of: ["life", "ended"], by: { name: "at", from: moment } }, most),

    async spentSince(moment, { asker, channel }) {
      const all: Item[] = [];
      for await (const item of table.read({ of: ["pk", SPENT], by: { name: "sk", from: spentSk(moment) } }))
        all.push(item);
      return {
        asker: together(all.filter((item) => textIn(item, "who") === asker)),
        channel: together(all.filter((item) => textIn(item, "where") === channel)),
        all: together(all),
      };
    },

    async keep(id, value, until) {
      const key = keptAt(id);
      const expires = seconds(until);
      const large = await writeLarge(table, key.pk, value, expires);
      const item = { ...key, ...present(large.attributes), until, life: "kept", at: until, [EXPIRES]: expires };
      const { isWritten } = await table.put(item, NEW);
      if (!isWritten) await large.undo();
      return isWritten;
    },
    async kept(id, now) {
      const item = await table.get(keptAt(id));
      if (item === null || numberIn(item, "until") <= now) return null;
      return (await readLarge(table, item, () => table.get(keptAt(id))))?.value ?? null;
    },

    async forget(before, now) {
      const over = (life: string, to: number): Reading => ({
        index: "life",
        of: ["life", life],
        by: { name: "at", to },
      });
      const remove = async ({ pk, sk }: { pk: string; sk: string }): Promise<void> => {
        const item = await table.get({ pk, sk });
        if (item === null) return;
        const key = textIn(item, "key");
        if (key !== null) await table.remove(keyAt(key));
        await dropLarge(table, item);
        await table.remove({ pk, sk });
      };
      for await (const item of table.read(over("ended", before)))
        if (numberIn(item, "at") < before) await remove({ pk: textIn(item, "pk") ?? "", sk: "job" });
      for await (const item of table.read(over("kept", now)))
        await remove({ pk: textIn(item, "pk") ?? "", sk: "kept" });
    },
    close: async () => shared.close(),
  };
}

function together(items: readonly Item[]): SpentTogether {
  const sum = (name: string): number => items.reduce((all, item) => all + numberIn(item, name), 0);
  return { jobs: items.length, bytes: sum("bytes"), dollars: sum("dollars") };
}
