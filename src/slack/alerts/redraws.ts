import type { Clock } from "../../clock.ts";

/** Draws what changes often again now and then: in the end each shows its last state. */
export interface Redraws {
  /** Has something drawn again: at once where it was not for a while, else when that while is over, once for all wishes. */
  wish(key: string, draw: () => Promise<void>): void;
  /** How many are waiting or being drawn. */
  count(): number;
  /** Draws what waits at once, and waits for nothing any more. */
  end(): void;
}

/** How far apart the drawings of one thing are at least, in milliseconds. */
const APART_MS = 10_000;

export function createRedraws(clock: Clock, trouble: (what: string, cause: unknown) => void): Redraws {
  const over = new AbortController();
  const drawn = new Map<string, number>();
  const waiting = new Map<string, () => Promise<void>>();
  let busy = 0;

  const drawWhenDue = async (key: string): Promise<void> => {
    const due = (drawn.get(key) ?? -Infinity) + APART_MS;
    await clock.after(Math.max(0, due - clock.now()), over.signal);
    const draw = waiting.get(key);
    waiting.delete(key);
    drawn.set(key, clock.now());
    forget();
    await draw?.().catch((cause: unknown) => trouble("a card could not be drawn again", cause));
  };

  /** What was drawn long ago may be drawn at once. */
  const forget = (): void => {
    for (const [key, moment] of drawn) if (clock.now() - moment > APART_MS) drawn.delete(key);
  };

  return {
    wish(key, draw) {
      const isWaiting = waiting.has(key);
      waiting.set(key, draw);
      if (isWaiting) return;
      busy += 1;
      void drawWhenDue(key).finally(() => (busy -= 1));
    },
    count: () => busy,
    end: () => over.abort(),
  };
}
