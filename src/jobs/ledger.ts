import type { Execution, Job } from "./job.ts";

/** What one job binds and the executions it starts, each written down before anything is made of it. */
export interface Ledger {
  /**
   * What was looked up for the job: as it was written down at first, else what `look` tells now, which is stored when this
   * resolves. Null where nothing is told, and where an execution was begun without: what follows must go with that.
   */
  lookedUp(look: () => Promise<unknown>): Promise<unknown>;
  /** The execution that stands for a step: the one begun before, or a new one whose token is stored when this resolves. */
  open(step: number): Promise<{ readonly execution: Execution; readonly isNew: boolean }>;
  /** Stores the id that the engine gave. */
  started(execution: Execution, id: string): Promise<void>;
  /** Stores that an execution died with its process: {@link open} makes another one for its step. */
  lost(execution: Execution): Promise<void>;
}

/** The parts of a job that a ledger keeps. */
type Pages = Pick<Job, "executions" | "lookedUp">;

/** How they are kept. */
export interface Book {
  read(): Pages;
  write(pages: Partial<Pages>): Promise<void>;
}

/** A ledger over the parts of a job. `token` makes a name that no other execution has. */
export function createLedger(book: Book, token: () => string): Ledger {
  const replace = (old: Execution, fresh: Execution): Promise<void> =>
    book.write({ executions: book.read().executions.map((one) => (one.token === old.token ? fresh : one)) });
  return {
    async lookedUp(look) {
      const { executions, lookedUp } = book.read();
      if (lookedUp !== null || executions.length > 0) return lookedUp;
      const told = await look();
      if (told !== null) await book.write({ lookedUp: told });
      return told;
    },
    async open(step) {
      const { executions } = book.read();
      const begun = executions.find((one) => one.step === step && !one.isLost);
      if (begun !== undefined) return { execution: begun, isNew: false };
      const execution = { step, token: token(), id: null, isLost: false };
      await book.write({ executions: [...executions, execution] });
      return { execution, isNew: true };
    },
    started: (execution, id) => replace(execution, { ...execution, id }),
    lost: (execution) => replace(execution, { ...execution, isLost: true }),
  };
}

/** A ledger that ends with its process, for a question without a job. */
export function createMemoryLedger(token: () => string): Ledger {
  let pages: Pages = { executions: [], lookedUp: null };
  return createLedger(
    {
      read: () => pages,
      write: async (next) => void (pages = { ...pages, ...next }),
    },
    token,
  );
}
