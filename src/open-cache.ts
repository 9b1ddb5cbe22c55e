import { resolve } from "node:path";
import type { Config } from "./config.ts";
import { cacheFigures, clearCache } from "./engine/duckdb/cache/upkeep.ts";
import type { CachePlace } from "./terminal/cache-command.ts";

/** Where the day cache of a configuration lies. */
export function cacheFolder({ state }: Pick<Config, "state">): string {
  return resolve(state, "cache");
}

/** The day cache of a configuration, to be looked at and cleared. Makes nothing. */
export function openCachePlace({ duckdb, state }: Pick<Config, "duckdb" | "state">): CachePlace {
  const folder = cacheFolder({ state });
  return {
    isOn: duckdb.cache.on,
    folder,
    mostBytes: duckdb.cache.bytes,
    figures: () => cacheFigures(folder),
    clear: () => clearCache(folder),
  };
}
