import { setImmediate } from "node:timers/promises";
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../errors.ts";
import { ASKERS_PATIENCE, openSqliteFile, type SqliteSurroundings } from "../sqlite-file.ts";
import { LostHold, type JobStore, type SpentTogether } from "./job-store.ts";
import { Job } from "./job.ts";
import { newJob } from "./memory-store.ts";
import { STATEMENTS } from "./sqlite-statements.ts";
import { JOB_TABLES } from "./sqlite-tables.ts";

type SqlRow = Readonly<Record<string, SQLOutputValue>>;

/** How long what is in hand waits for a locked file, in milliseconds. */
const PATIENCE = 20_000;
/** Rows that are forgotten in one go, so that other work has its turn between. */
const PIECE = 500;

/**
 * Jobs in a SQLite file, for one or several processes of one machine. Throws TrailError("configuration") where the file
 * cannot be opened, is broken, on a network file system or of a newer Trail; it is left as it is then.
 */
export function openSqliteStore(path: string, surroundings: SqliteSurroundings = {}): JobStore {
  const file = openSqliteFile(path, JOB_TABLES, surroundings);
  /** What SQLite throws becomes what the asker reads. */
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      const closed = file.isOpen() ? "" : "The store is closed. ";
      throw new TrailError(
        "engine-internal",
        `${closed}Trail's store cannot be used (${reasonOf(cause)}): nothing was lost, ask again in a minute.`,
        { cause },
      );
    }
  };
  const use = <T>(work: (database: DatabaseSync) => T): Promise<T> => told(file.use(work, PATIENCE));
  /** Changes of many jobs at once wait for the disk together. */
  const write = <T>(work: (database: DatabaseSync) => T, patience = PATIENCE): Promise<T> =>
    told(file.write(work, patience));
  const run = (sql: string, ...values: SQLInputValue[]): Promise<number> =>
    write((database) => Number(database.prepare(sql).run(...values).changes));
  const find = async (sql: string, ...values: SQLInputValue[]): Promise<readonly Job[]> =>
    (await use((database) => database.prepare(sql).all(...values))).map(jobOf);

  return {
    async accept(fresh, { owner, until }) {
      const job = newJob(fresh);
      const { id, key, asker, channel, thread, acceptedAt } = job;
      const values = [id, key, asker, channel, thread, acceptedAt, JSON.stringify(job), owner, until];
      const { changes } = await write(
        (database) => database.prepare(STATEMENTS.accept).run(...values),
        ASKERS_PATIENCE,
      );
      if (changes > 0) return { job, isNew: true };
      const [known] = await find(STATEMENTS.byKey, job.key);
      if (known === undefined)
        throw new TrailError("engine-internal", "The question could not be written down: ask again.");
      return { job: known, isNew: false };
    },

    get: async (id) => (await find(STATEMENTS.byId, id))[0] ?? null,

    async change(job, parts) {
      const changed = { ...job, ...parts };
      const { id, fence, thread, endedAt, spent } = changed;
      const body = JSON.stringify(changed);
      const [row] = await write((database) =>
        database.prepare(STATEMENTS.change).all(body, thread, endedAt, spent.bytes, spent.dollars, id, fence),
      );
      if (row === undefined) throw new LostHold(job.id);
      return { ...changed, cancelledBy: nullable(row, "cancelled_by") };
    },

    cancel: async (id, by) => (await run(STATEMENTS.cancel, by, id)) > 0,

    async takeUp({ owner, now, until }, most) {
      const taken = await find(STATEMENTS.takeUp, owner, until, now, until, most);
      return taken.toSorted((a, b) => a.acceptedAt - b.acceptedAt);
    },

    async renew({ owner, until }) {
      const rows = await use((database) => database.prepare(STATEMENTS.renew).all(until, owner));
      return rows.map((row) => ({
        id: textIn(row, "id"),
        fence: numberIn(row, "fence"),
        isToStop: nullable(row, "cancelled_by") !== null,
      }));
    },

    letGo: async (owner) => void (await run(STATEMENTS.letGo, owner)),

    ofAsker: (asker, most) => find(STATEMENTS.ofAsker, asker, most),
    ofThread: (channel, thread, most) => find(STATEMENTS.ofThread, channel, thread, most),
    ofChannel: (channel, since, most) => find(STATEMENTS.ofChannel, channel, since, most),

    async spentSince(moment, { asker, channel }) {
      const sum = async (sql: string, ...values: string[]): Promise<SpentTogether> => {
        const row = (await use((database) => database.prepare(sql).get(moment, ...values))) ?? {};
        return { jobs: numberIn(row, "jobs"), bytes: numberIn(row, "bytes"), dollars: numberIn(row, "dollars") };
      };
      return {
        asker: await sum(STATEMENTS.spentByAsker, asker),
        channel: await sum(STATEMENTS.spentInChannel, channel),
        all: await sum(STATEMENTS.spentByAll),
      };
    },
    endedSince: (moment, most) => find(STATEMENTS.endedSince, moment, most),

    keep: async (id, value, until) => (await run(STATEMENTS.keep, id, JSON.stringify(value), until)) > 0,
    async kept(id, now) {
      const row = await use((database) => database.prepare(STATEMENTS.kept).get(id, now));
      const value: unknown = row === undefined ? null : JSON.parse(textIn(row, "value"));
      return value;
    },

    async forget(before, now) {
      while ((await run(STATEMENTS.forgetJobs, before, PIECE)) === PIECE) await setImmediate();
      while ((await run(STATEMENTS.forgetKept, now, PIECE)) === PIECE) await setImmediate();
    },
    close: async () => file.close(),
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
