/** A result that takes room on the disk. */
export interface Resting {
  /** Puts it away: nobody reads it any more. */
  readonly forget: () => Promise<void>;
}

/** The results of an engine that can be read. */
export interface Results {
  /** Takes in one that nobody has read. */
  put(result: Resting): Promise<void>;
  /** Whoever reads one holds it until the function that comes back is called. */
  hold(result: Resting): () => Promise<void>;
}

/** Results that stay after they were read, for whoever reads them again; and those that nobody has read. */
const READ_KEPT = 3;
const UNREAD_KEPT = 100;

/** Forgets the oldest where there are more than are kept, and none that is being read. */
export function createResults(): Results {
  const unread = new Set<Resting>();
  const read = new Set<Resting>();
  const readers = new Map<Resting, number>();
  const forgetOldest = async (results: Set<Resting>, most: number): Promise<void> => {
    const idle = [...results].filter((result) => !readers.has(result));
    for (const result of idle.slice(0, Math.max(0, results.size - most))) {
      results.delete(result);
      await result.forget();
    }
  };
  return {
    async put(result) {
      unread.add(result);
      await forgetOldest(unread, UNREAD_KEPT);
    },
    hold(result) {
      readers.set(result, (readers.get(result) ?? 0) + 1);
      return async () => {
        const left = (readers.get(result) ?? 1) - 1;
        if (left > 0) readers.set(result, left);
        else readers.delete(result);
        unread.delete(result);
        read.delete(result);
        read.add(result);
        await forgetOldest(read, READ_KEPT);
      };
    },
  };
}
