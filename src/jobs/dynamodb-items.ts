import type { Key, Value } from "../dynamodb/item.ts";
import { numberIn, textIn, type Item } from "../dynamodb/item.ts";
import { readLarge } from "../dynamodb/large.ts";
import type { Table } from "../dynamodb/table.ts";
import { EXPIRES } from "../dynamodb/table-definition.ts";
import { Job } from "./job.ts";

/** Where a job lies, and where the claim to its key. */
export const jobAt = (id: string): Key => ({ pk: `job#${id}`, sk: "job" });
export const keyAt = (key: string): Key => ({ pk: `key#${key}`, sk: "key" });
export const keptAt = (id: string): Key => ({ pk: `kept#${id}`, sk: "kept" });

/** What jobs cost lies in one place, in the order of their acceptance, and is read there at once, as it stands. */
export const SPENT = "spent";
export const spentSk = (acceptedAt: number, id = ""): string => `${String(acceptedAt).padStart(16, "0")}#${id}`;

/** What stands beside the body of a job, so that indexes and conditions can look at it. */
export function columnsOf(job: Job, keptMs: number): Record<string, Value | null> {
  const { key, asker, channel, thread, acceptedAt, endedAt } = job;
  return {
    key,
    asker,
    channel,
    thread,
    acceptedAt,
    life: endedAt === null ? "open" : "ended",
    at: endedAt ?? acceptedAt,
    [EXPIRES]: endedAt === null ? null : seconds(endedAt + keptMs),
  };
}

/** The cost of a job, in attributes that no index looks at. */
export function spentItem({ id, asker, channel, acceptedAt, spent }: Job, keptMs: number): Item & Key {
  const { bytes, dollars } = spent;
  const expires = seconds(acceptedAt + keptMs);
  return { pk: SPENT, sk: spentSk(acceptedAt, id), who: asker, where: channel, bytes, dollars, [EXPIRES]: expires };
}

/** Whole seconds since 1970 of a moment in milliseconds, rounded up. */
export function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

/** The job of an item, or null where it is gone meanwhile. The body holds it as it was last changed; what others may write beside its holder stands in columns. */
export async function jobOf(table: Table, found: Item): Promise<Job | null> {
  const key = { pk: textIn(found, "pk") ?? "", sk: textIn(found, "sk") ?? "" };
  const large = await readLarge(table, found, () => table.get(key));
  if (large === null) return null;
  const { item, value } = large;
  return {
    ...Job.parse(value),
    fence: numberIn(item, "fence"),
    attempts: numberIn(item, "attempts"),
    cancelledBy: textIn(item, "cancelledBy"),
  };
}
