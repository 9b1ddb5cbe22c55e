import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { vetted, type Catalog } from "./catalog/catalog.ts";
import { loadCatalog } from "./catalog/load.ts";
import { systemClock } from "./clock.ts";
import { readConfig, type Config } from "./config.ts";
import { TrailError } from "./errors.ts";
import type { Log } from "./log.ts";
import { openAthenaEngine, openDuckDb, type AthenaUse, type OpenEngine } from "./open-engine.ts";
import { openLookup, type OpenLookup } from "./open-lookup.ts";
import { createReader } from "./question/reader.ts";
import { REPORT_VOCABULARY } from "./report/vocabulary.ts";
import { SILENT_LOG } from "./silent-log.ts";
import { openStateFolder } from "./state-folder.ts";
import type { OpenTrail, TrailOpener } from "./terminal/ask-command.ts";

/** What the composition root opens: configuration, intents, logs and the engine over them. */

const SHIPPED_INTENTS = fileURLToPath(new URL("../intents", import.meta.url));

/** The configuration that the environment names. */
export const config = (): Promise<Config> => readConfig(process.env);

/** Folders of intents, shipped ones first. */
export function intentFolders({ intents }: Pick<Config, "intents">): [string, ...string[]] {
  return [SHIPPED_INTENTS, ...intents.map((folder) => resolve(folder))];
}

/** The intents of a configuration, or one error that names all their faults. */
export function loadIntents(settings: Config): Promise<Catalog> {
  return loadCatalog(intentFolders(settings), REPORT_VOCABULARY, "without tests");
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

/** How logs on this machine are used: the day and zone for which sample logs are made, and where what happens is written. */
interface LocalUse {
  readonly now: number;
  readonly zone: string;
  readonly log: Log;
}

/** The trail of a configuration over a folder of logs; null: sample logs of the day and zone, of which AWS knows nothing. */
export async function openTrailOver(
  data: string | null,
  settings: Config,
  { now, zone, log }: LocalUse,
): Promise<OpenTrail> {
  const { folder, accounts } = data === null ? await sampleFolder(now, zone, settings) : { folder: data, accounts: {} };
  const notes =
    data === null
      ? ["These are sample logs that Trail made, not yours: name a folder of logs with --data or TRAIL_DATA."]
      : [];
  const lookup = data === null ? null : openLookup(settings, log);
  // Sample logs are few, and others tomorrow.
  const opening = openDuckDb(folder, settings, { mayCache: data !== null });
  return trailOn(opening, settings, accounts, notes, lookup);
}

/** The trail of a configuration over Athena. */
export async function openTrailOnAthena(settings: Config, use: AthenaUse): Promise<OpenTrail> {
  return trailOn(openAthenaEngine(settings, use), settings, {}, [], openLookup(settings, use.log));
}

/** The intents are read while the engine is opened. */
async function trailOn(
  opening: Promise<OpenEngine>,
  settings: Config,
  accounts: Readonly<Record<string, string>>,
  notes: readonly string[],
  lookup: OpenLookup | null,
): Promise<OpenTrail> {
  const loading = loadIntents(settings);
  // Waited for below, where the engine's own fault comes first.
  loading.catch(() => undefined);
  const opened = await opening;
  const catalog = await loading.catch(async (cause: unknown) => {
    await opened.close();
    throw cause;
  });
  return {
    trail: {
      catalog,
      reader: createReader(vetted(catalog)),
      engine: opened.engine,
      clock: systemClock,
      accountNames: { ...accounts, ...settings.accounts },
      known: { ...settings.known, accounts: Object.keys({ ...accounts, ...settings.accounts }) },
      confirmAbove: settings.limits.confirm,
      ...(lookup === null ? {} : { lookup: lookup.lookup }),
      notes,
    },
    deadlineMs: settings.limits.deadlineMs,
    async close() {
      await lookup?.close();
      await opened.close();
    },
  };
}

/** The configuration, with its state folder made. */
export async function configWithState(): Promise<Config> {
  const read = await config();
  return { ...read, state: await openStateFolder(read.state) };
}

/** For `ask`: what the flags say, else the environment, else the configuration, else sample logs. */
export const openTrail: TrailOpener = async ({ data, engine, now, zone }) => {
  if (engine !== null && engine !== "duckdb" && engine !== "athena") {
    throw new TrailError("configuration", `--engine ${engine} is not known: the engines are duckdb and athena.`);
  }
  if (engine === "athena" && data !== null) {
    throw new TrailError(
      "configuration",
      "--data names logs on this machine, which Athena does not read: leave it out.",
    );
  }
  const settings = await configWithState();
  const chosen = engine ?? (data === null ? engineOf(settings) : "duckdb");
  const log = await terminalLog(process.env);
  if (chosen === "athena") return openTrailOnAthena(settings, { leaveRunning: false, log });
  return openTrailOver(data ?? settings.data, settings, { now, zone, log });
};

/** A folder of logs that is named means DuckDB, whatever engine is configured. */
export function engineOf({ data, engine }: Pick<Config, "data" | "engine">): "duckdb" | "athena" {
  return data === null ? engine : "duckdb";
}

/** A terminal shows no log unless it is asked to. */
async function terminalLog({ LOG_LEVEL: wanted = "" }: Readonly<Record<string, string | undefined>>): Promise<Log> {
  if (wanted === "") return SILENT_LOG;
  const { createLog, LOG_LEVELS } = await import("./log.ts");
  return createLog(LOG_LEVELS.find((name) => name === wanted) ?? "silent", process.stderr);
}
