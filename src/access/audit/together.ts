/** Somebody who waits for something to be added. */
interface Waiter<Value, Added> {
  readonly key: string;
  readonly value: Value;
  readonly done: (added: Added) => void;
  readonly failed: (cause: unknown) => void;
}

/**
 * Adds things under keys, by one call of `addAll` after the other: each takes what has come meanwhile, `most` at most, and
 * of several under one key the first. What it throws is thrown to all that wait: none waits for the next call in vain.
 * Where more has come meanwhile, `between` is waited for before the next call; it never rejects.
 */
export function createTogether<Value, Added>(
  most: number,
  addAll: (values: ReadonlyMap<string, Value>) => Promise<ReadonlyMap<string, Added>>,
  between: () => Promise<void>,
): (key: string, value: Value) => Promise<Added> {
  let waiters: readonly Waiter<Value, Added>[] = [];
  let isAdding = false;

  const takeTurn = (): ReadonlyMap<string, Waiter<Value, Added>> => {
    const taken = new Map<string, Waiter<Value, Added>>();
    for (const waiter of waiters) {
      if (taken.size < most && !taken.has(waiter.key)) taken.set(waiter.key, waiter);
    }
    waiters = waiters.filter((waiter) => taken.get(waiter.key) !== waiter);
    return taken;
  };

  const addTurn = async (turn: ReadonlyMap<string, Waiter<Value, Added>>): Promise<void> => {
    try {
      const added = await addAll(new Map([...turn].map(([key, { value }]) => [key, value])));
      for (const [key, { done, failed }] of turn) {
        const mine = added.get(key);
        if (mine === undefined) failed(new Error(`Nothing became of ${key}.`));
        else done(mine);
      }
    } catch (cause) {
      for (const { failed } of [...turn.values(), ...waiters]) failed(cause);
      waiters = [];
    }
  };

  const addWaiting = async (): Promise<void> => {
    if (isAdding) return;
    isAdding = true;
    while (waiters.length > 0) {
      await addTurn(takeTurn());
      if (waiters.length > 0) await between();
    }
    isAdding = false;
  };

  return (key, value) =>
    new Promise((done, failed) => {
      waiters = [...waiters, { key, value, done, failed }];
      void addWaiting();
    });
}
