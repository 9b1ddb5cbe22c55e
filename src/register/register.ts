/** Something that is kept: `version` rises by one with each change of it, from 1. */
export interface Entry {
  readonly id: string;
  readonly value: unknown;
  readonly version: number;
}

/**
 * Small things that outlive a process and change: schedules, the pins of a timeline, alerts that were posted. They are JSON,
 * and belong to whoever keeps them. What a method has resolved to is on disk, or where it would survive this process. Throws
 * TrailError("engine-internal") where it cannot be written or read.
 */
export interface Register {
  /**
   * Writes a value on a shelf. `expected` is the version that it follows; null: there must be none yet. False, and nothing
   * written, where another version is there: somebody else was faster.
   */
  put(shelf: string, id: string, value: unknown, expected: number | null): Promise<boolean>;
  get(shelf: string, id: string): Promise<Entry | null>;
  /** All of a shelf, in the order of their ids. */
  list(shelf: string): Promise<readonly Entry[]>;
  /** Takes something away; nothing where it is not there. */
  remove(shelf: string, id: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Changes what is kept, however many change it at once: `change` gets the value as it stands (null: none) and gives the new
 * one, or null to leave it as it is; it may be called again. Resolves to what is kept then.
 */
export async function amend(
  register: Register,
  shelf: string,
  id: string,
  change: (value: unknown) => unknown,
): Promise<unknown> {
  for (;;) {
    const entry = await register.get(shelf, id);
    const next = change(entry?.value ?? null);
    if (next === null) return entry?.value ?? null;
    if (await register.put(shelf, id, next, entry?.version ?? null)) return next;
  }
}
