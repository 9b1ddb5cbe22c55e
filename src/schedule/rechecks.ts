import { z } from "zod";
import type { Register } from "../register/register.ts";

const SHELF = "rechecks";

/** Something that is asked once more at a moment. */
const Recheck = z.object({
  /** What it is known by: one at a time. */
  id: z.string(),
  /** Names this one look, so that it is asked once. */
  turn: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** JSON that belongs to whoever asks. */
  question: z.unknown(),
});
export type Recheck = z.infer<typeof Recheck>;

/** Questions that wait for their moment. Throws what the register throws. */
export interface Rechecks {
  /** The one that is kept then: this, or the one that waits already. */
  set(recheck: Recheck): Promise<Recheck>;
  due(now: number): Promise<readonly Recheck[]>;
  /** It was asked. */
  done(recheck: Recheck): Promise<void>;
}

export function createRechecks(register: Register): Rechecks {
  return {
    async set(recheck) {
      for (;;) {
        if (await register.put(SHELF, recheck.id, recheck, null)) return recheck;
        const entry = await register.get(SHELF, recheck.id);
        if (entry !== null) return Recheck.parse(entry.value);
      }
    },
    async due(now) {
      const entries = await register.list(SHELF);
      return entries.flatMap(({ value }) => Recheck.safeParse(value).data ?? []).filter(({ at }) => at <= now);
    },
    done: ({ id }) => register.remove(SHELF, id),
  };
}
