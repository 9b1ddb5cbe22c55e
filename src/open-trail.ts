import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { vetted, type Catalog } from "./catalog/catalog.ts";
import { loadCatalog } from "./catalog/load.ts";
import { systemClock } from "./clock.ts";
import { readConfig, type Config } from "./config.ts";
import type { Engine } from "./engine/engine.ts";
import { TrailError } from "./errors.ts";
import { createReader } from "./question/reader.ts";
import { FINDINGS } from "./report/findings/registry.ts";
import { summaryFields } from "./report/template.ts";
import { openStateFolder } from "./state-folder.ts";
import type { TrailOpener } from "./terminal/ask-command.ts";
import type { TestEngines } from "./terminal/check-catalog.ts";
import type { Trail } from "./trail.ts";

/** What the composition root opens: configuration, intents, logs and the engine over them. */

const SHIPPED_INTENTS = fileURLToPath(new URL("../intents", import.meta.url));
/** Rows that an engine hands out unless the configuration says otherwise. */
const MOST_ROWS = 1_000_000;
export const VOCABULARY = { findings: Object.keys(FINDINGS), summaryFields };

/** The configuration that the environment names. */
export const config = (): Promise<Config> => readConfig(process.env);

/** Folders of intents, shipped ones first. */
export function intentFolders({ intents }: Config): [string, ...string[]] {
  return [SHIPPED_INTENTS, ...intents.map((folder) => resolve(folder))];
}

/** The intents of a configuration, or one error that names all their faults. */
export function loadIntents(settings: Config): Promise<Catalog> {
  return loadCatalog(intentFolders(settings), VOCABULARY);
}

/** Loaded only when a question needs it: it takes a tenth of a second, and a machine without a fitting binary still starts. */
async function loadDuckDb(): Promise<typeof import("./engine/duckdb/duckdb-engine.ts")> {
  return import("./engine/duckdb/duckdb-engine.ts").catch((cause: unknown) => {
    const message =
      "The local engine (DuckDB) cannot be loaded on this machine: run `npm ci` again; it needs a 64-bit processor and a usual C library.";
    throw new TrailError("configuration", message, { cause });
  });
}

/** The engine over a folder of logs, with a spool of its own. */
async function openEngine(
  folder: string,
  { duckdb, limits, state }: Config,
): Promise<{ engine: Engine; close(): Promise<void> }> {
  const { openDatabase, openLogFolder, createDuckDbEngine } = await loadDuckDb();
  const root = await openLogFolder(folder);
  const spool = resolve(state, "spool", String(process.pid));
  const database = await openDatabase({
    readable: [root, spool],
    spillFolder: join(spool, "spill"),
    memory: duckdb.memory,
  });
  const engine = createDuckDbEngine({
    database,
    folder: root,
    spool,
    deadlineMs: duckdb.deadlineMs,
    mostRows: limits.csvRows ?? MOST_ROWS,
    clock: systemClock,
  });
  const close = async (): Promise<void> => {
    await engine.close();
    database.closeSync();
  };
  return { engine, close };
}

/** Sample logs for the asker's own day, made on first use. */
async function sampleFolder(
  now: number,
  zone: string,
  { state }: Config,
): Promise<{ folder: string; accounts: Readonly<Record<string, string>> }> {
  const { SAMPLE_ACCOUNTS, writeSample } = await import("./sample/sample.ts");
  const today = localDay(now, zone);
  const folder = resolve(state, "sample", `${today}-${zone.replaceAll(/[^A-Za-z0-9]+/g, "-")}`);
  try {
    await writeSample(folder, { today, zone });
  } catch (cause) {
    throw new TrailError(
      "configuration",
      `The sample logs cannot be written to ${relative("", folder)}: set TRAIL_STATE to a folder that may be written, or name your own logs with --data.`,
      { cause },
    );
  }
  return { folder, accounts: SAMPLE_ACCOUNTS };
}

function localDay(now: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(now);
}

/** The trail of a configuration over a folder of logs; null: sample logs of the day and zone. */
export async function openTrailOver(
  data: string | null,
  settings: Config,
  { now, zone }: { readonly now: number; readonly zone: string },
): Promise<{ trail: Trail; close(): Promise<void> }> {
  const catalog = await loadIntents(settings);
  const { folder, accounts } = data === null ? await sampleFolder(now, zone, settings) : { folder: data, accounts: {} };
  const opened = await openEngine(folder, settings);
  return {
    trail: {
      catalog,
      reader: createReader(vetted(catalog)),
      engine: opened.engine,
      clock: systemClock,
      accountNames: { ...accounts, ...settings.accounts },
      confirmAbove: settings.limits.confirm,
      notes:
        data === null
          ? ["These are sample logs that Trail made, not yours: name a folder of logs with --data or TRAIL_DATA."]
          : [],
    },
    close: () => opened.close(),
  };
}

/** The configuration, with its state folder made. */
export async function configWithState(): Promise<Config> {
  const read = await config();
  return { ...read, state: await openStateFolder(read.state) };
}

/** For `ask`: what the flags say, else the environment, else sample logs. */
export const openTrail: TrailOpener = async ({ data, engine, now, zone }) => {
  if (engine !== null && engine !== "duckdb") {
    throw new TrailError("configuration", `--engine ${engine} is not known: the engine is duckdb.`);
  }
  const settings = await configWithState();
  return openTrailOver(data ?? settings.data, settings, { now, zone });
};

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
