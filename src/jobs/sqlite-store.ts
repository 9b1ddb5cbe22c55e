import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../errors.ts";
import { openSqliteFile } from "../sqlite-file.ts";
import { LostHold, type JobStore, type SpentTogether } from "./job-store.ts";
import { Job } from "./job.ts";
import { newJob } from "./memory-store.ts";
import { JOB_TABLES } from "./sqlite-tables.ts";

type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/**
 * Jobs in a SQLite file, for one or several processes of one machine; not for a network file system, whose locks do not
 * hold. Throws TrailError("configuration") where the file cannot be opened, is broken or of a newer Trail; it is left as
 * it is then.
 */
export function openSqliteStore(path: string): JobStore {
  const database = openSqliteFile(path, JOB_TABLES);
  const run = createRunner(database);
  const find = (where: string, ...values: (string | number)[]): readonly Job[] =>
    run(() => database.prepare(`SELECT body, fence, attempts, cancelled_by FROM jobs ${where}`).all(...values)).map(
      jobOf,
    );
  const write = (job: Job): Job => {
    const { changes } = run(() =>
      database
        .prepare(
          "UPDATE jobs SET body = ?, thread = ?, ended_at = ?, bytes = ?, dollars = ? WHERE id = ? AND fence = ?",
        )
        .run(JSON.stringify(job), job.thread, job.endedAt, job.spent.bytes, job.spent.dollars, job.id, job.fence),
    );
    if (changes === 0) throw new LostHold(job.id);
    return job;
  };

  return {
    async accept(fresh, holder) {
      const job = newJob(fresh);
      const { changes } = run(() =>
        database
          .prepare(
            `INSERT INTO jobs (id, key, asker, channel, thread, accepted_at, body, owner, held_until, fence, attempts)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1) ON CONFLICT (key) DO NOTHING`,
          )
          .run(
            job.id,
            job.key,
            job.asker,
            job.channel,
            job.thread,
            job.acceptedAt,
            JSON.stringify(job),
            holder.owner,
            holder.until,
          ),
      );
      if (changes > 0) return { job, isNew: true };
      const [known] = find("WHERE key = ?", job.key);
      if (known === undefined)
        throw new TrailError("engine-internal", "The question could not be written down: ask again.");
      return { job: known, isNew: false };
    },

    get: async (id) => find("WHERE id = ?", id)[0] ?? null,
    change: async (job, parts) => write({ ...job, ...parts }),

    async cancel(id, by) {
      const cancel = "UPDATE jobs SET cancelled_by = coalesce(cancelled_by, ?) WHERE id = ? AND ended_at IS NULL";
      return run(() => database.prepare(cancel).run(by, id)).changes > 0;
    },

    async takeUp({ owner, now, until }, most) {
      const taken = run(() =>
        database
          .prepare(
            `UPDATE jobs SET owner = ?, held_until = ?, fence = fence + 1, attempts = attempts + 1
             WHERE id IN (SELECT id FROM jobs WHERE ended_at IS NULL AND (owner IS NULL OR held_until <= ?)
                          ORDER BY accepted_at, id LIMIT ?)
             RETURNING body, fence, attempts, cancelled_by`,
          )
          .all(owner, until, now, most),
      );
      return taken.map(jobOf).toSorted((a, b) => a.acceptedAt - b.acceptedAt);
    },

    async renew({ owner, until }) {
      const mine = "WHERE owner = ? AND ended_at IS NULL";
      run(() => database.prepare(`UPDATE jobs SET held_until = ? ${mine}`).run(until, owner));
      return find(`${mine} AND cancelled_by IS NOT NULL`, owner).map(({ id }) => id);
    },

    async letGo(owner) {
      run(() => database.prepare("UPDATE jobs SET owner = NULL WHERE owner = ? AND ended_at IS NULL").run(owner));
    },

    ofAsker: async (asker, most) => find("WHERE asker = ? ORDER BY accepted_at DESC LIMIT ?", asker, most),
    ofThread: async (channel, thread, most) =>
      find("WHERE channel = ? AND thread = ? ORDER BY accepted_at DESC LIMIT ?", channel, thread, most),

    ofChannel: async (channel, since, most) =>
      find("WHERE channel = ? AND accepted_at >= ? ORDER BY accepted_at DESC LIMIT ?", channel, since, most),
    async spentSince(moment, { asker, channel }) {
      const sums = (where: string, ...values: string[]): SpentTogether => {
        const sum = `SELECT count(*) AS jobs, total(bytes) AS bytes, total(dollars) AS dollars FROM jobs WHERE accepted_at >= ? ${where}`;
        const row = run(() => database.prepare(sum).get(moment, ...values)) ?? {};
        return { jobs: numberIn(row, "jobs"), bytes: numberIn(row, "bytes"), dollars: numberIn(row, "dollars") };
      };
      return { asker: sums("AND asker = ?", asker), channel: sums("AND channel = ?", channel), all: sums("") };
    },
    endedSince: async (moment, most) => find("WHERE ended_at >= ? ORDER BY ended_at DESC LIMIT ?", moment, most),

    async keep(id, value, until) {
      const keep = "INSERT INTO kept (id, value, until) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING";
      return run(() => database.prepare(keep).run(id, JSON.stringify(value), until)).changes > 0;
    },
    async kept(id, now) {
      const row = run(() => database.prepare("SELECT value FROM kept WHERE id = ? AND until > ?").get(id, now));
      const value: unknown = row === undefined ? null : JSON.parse(textIn(row, "value"));
      return value;
    },

    async forget(before, now) {
      run(() => database.prepare("DELETE FROM jobs WHERE ended_at < ?").run(before));
      run(() => database.prepare("DELETE FROM kept WHERE until <= ?").run(now));
    },
    close: async () => database.close(),
  };
}

/** What SQLite throws becomes what the asker reads. */
function createRunner(database: DatabaseSync): <T>(work: () => T) => T {
  return (work) => {
    try {
      return work();
    } catch (cause) {
      const closed = database.isOpen ? "" : "The store is closed. ";
      throw new TrailError(
        "engine-internal",
        `${closed}Trail's store cannot be used (${reasonOf(cause)}): nothing was lost, ask again in a minute.`,
        { cause },
      );
    }
  };
}

/** The body holds the job as it was last changed; what others may write beside its holder stands in columns. */
function jobOf(row: SqlRow): Job {
  const body: unknown = JSON.parse(textIn(row, "body"));
  return {
    ...Job.parse(body),
    fence: numberIn(row, "fence"),
    attempts: numberIn(row, "attempts"),
    cancelledBy: nullable(row, "cancelled_by"),
  };
}

function textIn(row: SqlRow, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}

function numberIn(row: SqlRow, column: string): number {
  return Number(row[column]);
}

function nullable(row: SqlRow, column: string): string | null {
  const value = row[column];
  return typeof value === "string" ? value : null;
}
