import type { Execution } from "./job.ts";

/** The executions of one job, each written down before it is started. */
export interface Ledger {
  /** The execution that stands for a step: the one begun before, or a new one whose token is stored when this resolves. */
  open(step: number): Promise<{ readonly execution: Execution; readonly isNew: boolean }>;
  /** Stores the id that the engine gave. */
  started(execution: Execution, id: string): Promise<void>;
  /** Stores that an execution died with its process: {@link open} makes another one for its step. */
  lost(execution: Execution): Promise<void>;
}

/** How the list of executions is kept. */
export interface ExecutionList {
  read(): readonly Execution[];
  write(executions: Execution[]): Promise<void>;
}

/** A ledger over a list of executions. `token` makes a name that no other execution has. */
export function createLedger(list: ExecutionList, token: () => string): Ledger {
  const replace = (old: Execution, fresh: Execution): Promise<void> =>
    list.write(list.read().map((one) => (one.token === old.token ? fresh : one)));
  return {
    async open(step) {
      const begun = list.read().find((one) => one.step === step && !one.isLost);
      if (begun !== undefined) return { execution: begun, isNew: false };
      const execution = { step, token: token(), id: null, isLost: false };
      await list.write([...list.read(), execution]);
      return { execution, isNew: true };
    },
    started: (execution, id) => replace(execution, { ...execution, id }),
    lost: (execution) => replace(execution, { ...execution, isLost: true }),
  };
}

/** A ledger that ends with its process, for a question without a job. */
export function createMemoryLedger(token: () => string): Ledger {
  let executions: Execution[] = [];
  return createLedger(
    {
      read: () => executions,
      write: async (next) => void (executions = next),
    },
    token,
  );
}
