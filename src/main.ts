import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { vetted, type Catalog } from "./catalog/catalog.ts";
import { loadCatalog } from "./catalog/load.ts";
import { systemClock } from "./clock.ts";
import { readConfig, type Config } from "./config.ts";
import type { Engine } from "./engine/engine.ts";
import { TrailError } from "./errors.ts";
import { openStateFolder } from "./state-folder.ts";
import { createReader } from "./question/reader.ts";
import { summaryFields } from "./report/template.ts";
import { FINDINGS } from "./report/findings/registry.ts";
import { askCommand, type TrailOpener } from "./terminal/ask-command.ts";
import { createIntentsParts, type TestEngines } from "./terminal/check-catalog.ts";
import { intentsCommand } from "./terminal/intents-command.ts";
import { configCommand } from "./terminal/config-command.ts";
import { parseCommand } from "./terminal/parse-command.ts";
import { runCommand } from "./terminal/run-command.ts";
import { processTerminal } from "./terminal/terminal.ts";

/** The composition root: reads the configuration, makes the parts that a command needs, and hands them to a surface. */

const SHIPPED_INTENTS = fileURLToPath(new URL("../intents", import.meta.url));
/** Rows that an engine hands out unless the configuration says otherwise. */
const MOST_ROWS = 1_000_000;
const VOCABULARY = { findings: Object.keys(FINDINGS), summaryFields };

const config = (): Promise<Config> => readConfig(process.env);

function intentFolders({ intents }: Config): [string, ...string[]] {
  return [SHIPPED_INTENTS, ...intents.map((folder) => resolve(folder))];
}

function loadIntents(settings: Config): Promise<Catalog> {
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

const openTrail: TrailOpener = async ({ data, engine, now, zone }) => {
  if (engine !== null && engine !== "duckdb") {
    throw new TrailError("configuration", `--engine ${engine} is not known: the engine is duckdb.`);
  }
  const read = await config();
  const settings = { ...read, state: await openStateFolder(read.state) };
  const catalog = await loadIntents(settings);
  const own = data ?? settings.data;
  const { folder, accounts } = own === null ? await sampleFolder(now, zone, settings) : { folder: own, accounts: {} };
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
        own === null
          ? ["These are sample logs that Trail made, not yours: name a folder of logs with --data or TRAIL_DATA."]
          : [],
    },
    close: () => opened.close(),
  };
};

/** Many engines over one database: one for each folder of test logs. */
async function testEngines(folder: string, { duckdb, limits }: Config): Promise<TestEngines> {
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

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());

const terminal = processTerminal(process.env);

process.exitCode = await runCommand(
  process.argv.slice(2),
  {
    ask: (words) => askCommand(words, openTrail, terminal, systemClock, stop.signal),

    async parse(words) {
      const settings = await config();
      const reader = createReader(vetted(await loadIntents(settings)));
      return parseCommand(words, { reader, accounts: settings.accounts, clock: systemClock }, terminal);
    },

    async intents(words) {
      const settings = await config();
      const parts = createIntentsParts({
        folders: intentFolders(settings),
        vocabulary: VOCABULARY,
        engines: (folder) => testEngines(folder, settings),
        load: () => loadIntents(settings),
        clock: systemClock,
      });
      return intentsCommand(words, parts, terminal);
    },

    config: async (words) => configCommand(words, async () => void (await loadIntents(await config())), terminal),
  },
  terminal,
);
