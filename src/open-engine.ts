import { join, resolve } from "node:path";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { cacheFolder } from "./open-cache.ts";
import { openSpoolFolder } from "./engine/duckdb/spool-folder.ts";
import type { Engine } from "./engine/engine.ts";
import { TrailError } from "./errors.ts";
import type { Log } from "./log.ts";
import type { TestEngines } from "./terminal/check-catalog.ts";

/** The engines of a configuration, each loaded only when it is used: a library takes a tenth of a second. */

/** An engine, to be closed by whoever opened it. */
export interface OpenEngine {
  readonly engine: Engine;
  close(): Promise<void>;
}

/** Rows that an engine hands out unless the configuration says otherwise. */
const MOST_ROWS = 1_000_000;
/** Calls to AWS at once: listings, results of several questions. */
const CONNECTIONS = 50;
const ATTEMPTS = 3;

async function loadDuckDb(): Promise<typeof import("./engine/duckdb/duckdb-engine.ts")> {
  return import("./engine/duckdb/duckdb-engine.ts").catch((cause: unknown) => {
    const message =
      "The local engine (DuckDB) cannot be loaded on this machine: run `npm ci` again; it needs a 64-bit processor and a usual C library. `engine: athena` does without it.";
    throw new TrailError("configuration", message, { cause });
  });
}

/** The engine over a folder of logs, with a spool of its own; `mayCache`: and with the day cache where that is on. */
export async function openDuckDb(
  folder: string,
  { duckdb, limits, state }: Config,
  { mayCache }: { readonly mayCache: boolean },
): Promise<OpenEngine> {
  const { openDatabase, openDayCache, openLogFolder, createDuckDbEngine } = await loadDuckDb();
  const root = await openLogFolder(folder);
  const spool = await openSpoolFolder(resolve(state, "spool"), systemClock);
  const abandon = async (cause: unknown): Promise<never> => {
    await spool.close();
    throw cause;
  };
  const place = { folder: cacheFolder({ state }), logs: root, mostBytes: duckdb.cache.bytes, clock: systemClock };
  const cache = duckdb.cache.on && mayCache ? await openDayCache(place).catch(abandon) : null;
  const database = await openDatabase({
    readable: [root, spool.path, ...(cache === null ? [] : [place.folder])],
    spillFolder: join(spool.path, "spill"),
    memory: duckdb.memory,
  }).catch(abandon);
  const engine = createDuckDbEngine({
    database,
    folder: root,
    spool: spool.path,
    cache,
    deadlineMs: duckdb.deadlineMs,
    mostRows: limits.csvRows ?? MOST_ROWS,
    clock: systemClock,
  });
  const close = async (): Promise<void> => {
    await engine.close();
    database.closeSync();
    await spool.close();
  };
  return { engine, close };
}

/** How Athena is used. */
export interface AthenaUse {
  /** Queries outlive this process, since another one takes their jobs up. */
  readonly leaveRunning: boolean;
  readonly log: Log;
  /** Told of each call, and then of the Date of its answer. */
  readonly dated?: () => (date: string | null) => void;
}

/** The calls to AWS, with the credentials that the SDK finds. */
export async function openAws(dated?: AthenaUse["dated"]): Promise<import("./engine/athena/aws.ts").Aws> {
  const { connectAws } = await import("./engine/athena/aws.ts");
  return connectAws({ environment: process.env, connections: CONNECTIONS, attempts: ATTEMPTS, dated }, systemClock);
}

/** The engine over the configured table in Athena. Makes no call by itself. */
export async function openAthenaEngine(config: Config, { leaveRunning, log, dated }: AthenaUse): Promise<OpenEngine> {
  const { openAthena } = await import("./engine/athena/open-athena.ts");
  const engine = openAthena({
    aws: await openAws(dated),
    place: config.athena,
    knownAccounts: Object.keys(config.accounts),
    knownRegions: config.regions,
    state: config.state,
    mostRows: config.limits.csvRows ?? MOST_ROWS,
    leaveRunning,
    clock: systemClock,
    random: Math.random,
    trouble: (what, reference, cause) => log.warn(what, { reference, cause }),
  });
  return { engine, close: () => engine.close() };
}

/**
 * Refuses to start where one query may read without limit: throws TrailError("configuration") unless the workgroup has an
 * enforced limit of bytes, or the configuration says that none is wanted.
 */
export async function refuseWithoutCutoff({ athena }: Config): Promise<void> {
  if (athena.cutoff === "none") return;
  const { checkCutoff } = await import("./engine/athena/cutoff.ts");
  const aws = await openAws();
  try {
    await checkCutoff(aws, athena.workgroup);
  } finally {
    aws.close();
  }
}

/** Many engines over one database: one for each folder of test logs. */
export async function testEngines(folder: string, { duckdb, limits }: Config): Promise<TestEngines> {
  const { openDatabase, createDuckDbEngine } = await loadDuckDb();
  const database = await openDatabase({
    readable: [folder],
    spillFolder: join(folder, "spill"),
    memory: duckdb.memory,
  });
  const settings = {
    database,
    spool: join(folder, "spool"),
    deadlineMs: duckdb.deadlineMs,
    mostRows: limits.csvRows ?? MOST_ROWS,
    clock: systemClock,
  };
  const opened: ReturnType<typeof createDuckDbEngine>[] = [];
  return {
    on(logs) {
      const engine = createDuckDbEngine({ ...settings, folder: logs });
      opened.push(engine);
      return engine;
    },
    async close() {
      for (const engine of opened) await engine.close();
      database.closeSync();
    },
  };
}
