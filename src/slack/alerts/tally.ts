/** Counts what is being done, so that whoever ends the process can wait for it. */
export interface Tally {
  /** Does the work; it counts until it has ended. */
  run<T>(work: () => Promise<T>): Promise<T>;
  count(): number;
}

export function createTally(): Tally {
  let count = 0;
  return {
    async run(work) {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
      }
    },
    count: () => count,
  };
}
