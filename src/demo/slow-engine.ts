import type { Clock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";

/** A switch that makes an engine slow and dear, to be seen at work. */
export interface SlowSwitch {
  get(): boolean;
  set(on: boolean): void;
}

/** How long a slow query takes at least, in milliseconds, and what it pretends to read. */
const SLOW_MS = 25_000;
const PRETENDED = { bytes: 55e9, price: 0.27, exact: false } as const;

/**
 * The engine as it is; while the switch is on, questions have the price of a large scan and queries go on running for
 * 25 s, so that status, Cancel and the agreement to a price can be tried.
 */
export function createSlowEngine(engine: Engine, clock: Clock): { readonly engine: Engine; readonly slow: SlowSwitch } {
  let isSlow = false;
  const until = new Map<string, number>();
  return {
    slow: { get: () => isSlow, set: (on) => void (isSlow = on) },
    engine: {
      name: engine.name,
      async estimate(statement) {
        const estimate = await engine.estimate(statement);
        return isSlow ? { ...estimate, ...PRETENDED } : estimate;
      },
      async start(statement, token) {
        const id = await engine.start(statement, token);
        if (isSlow) until.set(id, clock.now() + SLOW_MS);
        return id;
      },
      async status(ids) {
        const states = new Map(await engine.status(ids));
        for (const id of ids) {
          const isHeld = (until.get(id) ?? 0) > clock.now();
          if (isHeld && states.get(id) === "succeeded") states.set(id, "running");
        }
        return states;
      },
      progress: (id) => engine.progress?.(id) ?? null,
      spent: (ids) => engine.spent(ids),
      rows: (id, statement) => engine.rows(id, statement),
      async cancel(id) {
        const ended = (await engine.status([id])).get(id) === "succeeded";
        if (!ended) await engine.cancel(id);
        until.delete(id);
      },
    },
  };
}
