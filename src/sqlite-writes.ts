import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";

/** Changes of a database that wait for the disk together. */
export interface Writes {
  /**
   * Makes a change, of one statement, and resolves once it is on disk. What is asked for in one turn of the process is one
   * transaction: the disk is waited for once, and nothing else goes on while it is. A change that fails fails alone. While
   * another process holds the database locked it is tried again, for up to `patience` milliseconds.
   */
  write<T>(work: (database: DatabaseSync) => T, patience: number): Promise<T>;
  /** Makes at once what waits. */
  flush(): void;
}

/** First and longest pause between two attempts at a locked database, in milliseconds. */
export const SOONEST = 2;
export const LATEST = 15;

interface Waiting {
  /** When it is given up. */
  readonly until: number;
  readonly run: (database: DatabaseSync) => Outcome;
  readonly fail: (cause: unknown) => void;
}

interface Outcome {
  /** Null where the change was made. */
  readonly fault: { readonly cause: unknown } | null;
  /** Tells whoever waits. */
  readonly tell: () => void;
}

export function createWrites(database: DatabaseSync, clock: Pick<Clock, "now" | "after">): Writes {
  let waiting: Waiting[] = [];
  let isAtWork = false;

  /** Whether the database was locked: then the changes wait whose patience lasts for that pause. */
  const attempt = (pause: number): boolean => {
    const batch = waiting;
    waiting = [];
    try {
      for (const { tell } of together(database, batch)) tell();
      return false;
    } catch (cause) {
      const isWaitedFor = (one: Waiting): boolean => isLocked(cause) && clock.now() + pause <= one.until;
      waiting = [...batch.filter(isWaitedFor), ...waiting];
      for (const one of batch) if (!isWaitedFor(one)) one.fail(cause);
      return waiting.length > 0;
    }
  };

  const work = async (): Promise<void> => {
    if (isAtWork) return;
    isAtWork = true;
    for (let pause = SOONEST; waiting.length > 0;) {
      await setImmediate();
      if (!attempt(pause)) continue;
      await clock.after(pause);
      pause = Math.min(pause * 2, LATEST);
    }
    isAtWork = false;
  };

  return {
    write: (change, patience) =>
      new Promise((resolve, reject) => {
        const run = (on: DatabaseSync): Outcome => {
          try {
            const made = change(on);
            return { fault: null, tell: () => resolve(made) };
          } catch (cause) {
            return { fault: { cause }, tell: () => reject(cause) };
          }
        };
        waiting.push({ until: clock.now() + patience, run, fail: reject });
        void work();
      }),
    flush: () => void (waiting.length > 0 && attempt(SOONEST)),
  };
}

/** Throws where none of the changes is made. */
function together(database: DatabaseSync, batch: readonly Waiting[]): readonly Outcome[] {
  return inTransaction(database, () => {
    const outcomes = batch.map(({ run }) => run(database));
    // Some faults, a full disk for instance, end the transaction and take back what was made before.
    const fault = outcomes.find((outcome) => outcome.fault !== null)?.fault ?? null;
    if (fault !== null && !database.isTransaction) throw fault.cause;
    return outcomes;
  });
}

/** Does several statements as one; nobody else may write between them. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const done = work();
    database.exec("COMMIT");
    return done;
  } catch (cause) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw cause;
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, whatever else the code tells. https://sqlite.org/rescode.html */
export function isLocked(cause: unknown): boolean {
  const code = cause instanceof Error && "errcode" in cause ? Number(cause.errcode) & 0xff : 0;
  return code === 5 || code === 6;
}
