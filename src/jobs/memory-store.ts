import type { Holder, JobStore, SpentTogether } from "./job-store.ts";
import { LostHold } from "./job-store.ts";
import { NOTHING_SPENT, type Job } from "./job.ts";

interface Held {
  job: Job;
  owner: string | null;
  until: number;
}

/** Jobs in memory, gone with the process: for tests, and for trying things out. */
export function createMemoryStore(): JobStore {
  const jobs = new Map<string, Held>();
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>();
  const newestFirst = (wanted: (job: Job) => boolean, most: number): readonly Job[] =>
    [...jobs.values()]
      .map(({ job }) => job)
      .filter(wanted)
      .toSorted((a, b) => b.acceptedAt - a.acceptedAt)
      .slice(0, most);
  const heldBy = (owner: string): Held[] =>
    [...jobs.values()].filter((held) => held.owner === owner && held.job.ending === null);

  return {
    async accept(fresh, holder) {
      const known = [...jobs.values()].find(({ job }) => job.key === fresh.key);
      if (known !== undefined) return { job: known.job, isNew: false };
      const job = newJob(fresh);
      jobs.set(job.id, { job, owner: holder.owner, until: holder.until });
      return { job, isNew: true };
    },
    get: async (id) => jobs.get(id)?.job ?? null,
    async change(job, parts) {
      const held = jobs.get(job.id);
      if (held === undefined || held.job.fence !== job.fence) throw new LostHold(job.id);
      held.job = { ...held.job, ...parts };
      return held.job;
    },
    async cancel(id, by) {
      const held = jobs.get(id);
      if (held === undefined || held.job.ending !== null) return false;
      held.job = { ...held.job, cancelledBy: held.job.cancelledBy ?? by };
      return true;
    },
    async takeUp(holder, most) {
      const free = [...jobs.values()].filter(
        (held) =>
          held.job.ending === null && (held.owner === null || held.until <= holder.now || held.until > holder.until),
      );
      const taken = free.toSorted((a, b) => a.job.acceptedAt - b.job.acceptedAt).slice(0, most);
      return taken.map((held) => takenUp(held, holder));
    },
    async renew({ owner, until }) {
      const mine = heldBy(owner);
      for (const held of mine) held.until = until;
      return mine.map(({ job: { id, fence, cancelledBy } }) => ({ id, fence, isToStop: cancelledBy !== null }));
    },
    async letGo(owner) {
      for (const held of heldBy(owner)) held.owner = null;
    },
    ofAsker: async (asker, most) => newestFirst((job) => job.asker === asker, most),
    ofThread: async (channel, thread, most) =>
      newestFirst((job) => job.channel === channel && job.thread === thread, most),
    ofChannel: async (channel, since, most) =>
      newestFirst((job) => job.channel === channel && job.acceptedAt >= since, most),
    async spentSince(moment, { asker, channel }) {
      const since = [...jobs.values()].map(({ job }) => job).filter((job) => job.acceptedAt >= moment);
      return {
        asker: together(since.filter((job) => job.asker === asker)),
        channel: together(since.filter((job) => job.channel === channel)),
        all: together(since),
      };
    },
    endedSince: async (moment, most) =>
      [...jobs.values()]
        .flatMap(({ job }) => (job.endedAt !== null && job.endedAt >= moment ? [{ job, at: job.endedAt }] : []))
        .toSorted((a, b) => b.at - a.at)
        .slice(0, most)
        .map(({ job }) => job),
    async keep(id, value, until) {
      if (kept.has(id)) return false;
      kept.set(id, { value, until });
      return true;
    },
    async kept(id, now) {
      const found = kept.get(id);
      return found === undefined || found.until <= now ? null : found.value;
    },
    async forget(before, now) {
      for (const [id, { job }] of jobs) if (job.endedAt !== null && job.endedAt < before) jobs.delete(id);
      for (const [id, { until }] of kept) if (until <= now) kept.delete(id);
    },
    close: async () => undefined,
  };
}

function together(jobs: readonly Job[]): SpentTogether {
  return {
    jobs: jobs.length,
    bytes: jobs.reduce((sum, { spent }) => sum + spent.bytes, 0),
    dollars: jobs.reduce((sum, { spent }) => sum + spent.dollars, 0),
  };
}

function takenUp(held: Held, { owner, until }: Holder): Job {
  held.owner = owner;
  held.until = until;
  held.job = { ...held.job, attempts: held.job.attempts + 1, fence: held.job.fence + 1 };
  return held.job;
}

/** A job as it begins. */
export function newJob(fresh: Parameters<JobStore["accept"]>[0]): Job {
  return {
    ...fresh,
    meaning: null,
    lookedUp: null,
    answer: null,
    executions: [],
    spent: NOTHING_SPENT,
    deliveries: [],
    endedAt: null,
    ending: null,
    cancelledBy: null,
    attempts: 1,
    fence: 1,
  };
}
