import { instantOf, type Clock } from "../../clock.ts";
import type { Engine } from "../../engine/engine.ts";
import { TrailError } from "../../errors.ts";

/** An engine, and how it has been lately. */
export interface WatchedEngine {
  readonly engine: Engine;
  /** One sentence. */
  health(): string;
}

const NAMES: Readonly<Record<Engine["name"], string>> = {
  duckdb: "DuckDB over files of logs",
  athena: "Amazon Athena",
};

/** Watches the calls of an engine for whether it can be reached. */
export function watchEngine(engine: Engine, clock: Pick<Clock, "now">): WatchedEngine {
  let answeredAt: number | null = null;
  let awaySince: number | null = null;
  const watched = async <T>(call: Promise<T>): Promise<T> => {
    try {
      const answer = await call;
      answeredAt = clock.now();
      awaySince = null;
      return answer;
    } catch (cause) {
      const isAway = cause instanceof TrailError && (cause.code === "engine-away" || cause.code === "engine-throttled");
      if (isAway) awaySince ??= clock.now();
      throw cause;
    }
  };
  const at = (ms: number): string => `${instantOf(ms).slice(11, 16)} UTC`;

  return {
    engine: {
      ...engine,
      estimate: (statement) => watched(engine.estimate(statement)),
      start: (statement, token) => watched(engine.start(statement, token)),
      status: (ids) => watched(engine.status(ids)),
    },
    health() {
      const name = NAMES[engine.name];
      if (awaySince !== null) return `${name} takes no questions since ${at(awaySince)}: they are held until it does.`;
      return answeredAt === null ? `${name}: not asked yet.` : `${name}: well, last asked at ${at(answeredAt)}.`;
    },
  };
}
