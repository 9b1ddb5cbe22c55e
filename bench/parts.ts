import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vetted, type Catalog } from "../src/catalog/catalog.ts";
import { NOTHING_KNOWN } from "../src/catalog/known.ts";
import { loadCatalog } from "../src/catalog/load.ts";
import { systemClock } from "../src/clock.ts";
import { createDuckDbEngine, openDatabase, type DuckDbEngine } from "../src/engine/duckdb/duckdb-engine.ts";
import type { Engine } from "../src/engine/engine.ts";
import type { Question, Trail } from "../src/trail.ts";
import { createReader } from "../src/question/reader.ts";
import { REPORT_VOCABULARY } from "../src/report/vocabulary.ts";

/** The shipped intents, checked as the program checks them. */
export function shippedIntents(): Promise<Catalog> {
  const folder = fileURLToPath(new URL("../intents", import.meta.url));
  return loadCatalog([folder], REPORT_VOCABULARY, "without tests");
}

/** The shipped intents over an engine, nothing configured; or others in their place, for questions that are understood already. */
export async function trailOver(engine: Engine, instead?: Catalog): Promise<Trail> {
  const catalog = instead ?? (await shippedIntents());
  return {
    catalog,
    reader: createReader(instead === undefined ? vetted(catalog) : []),
    engine,
    clock: systemClock,
    accountNames: {},
    known: NOTHING_KNOWN,
    confirmAbove: 1,
    notes: [],
  };
}

/** A question that is understood already, asked now in UTC of everything. */
export function questionNow(): Question {
  const scope = { accounts: [], regions: [], include: [], limit: null, confirmed: true, fresh: false };
  return { text: "", now: systemClock.now(), zone: "UTC", ...scope };
}

/** The local engine over raw files, as the program opens it when nothing is configured. `logs` and `spool` are real paths. */
export async function openEngine(logs: string, spool: string): Promise<{ engine: DuckDbEngine; threads: number }> {
  const database = await openDatabase({
    readable: [logs, spool],
    spillFolder: join(spool, "spill"),
    memory: "1GB",
  });
  const connection = await database.connect();
  const setting = await connection.runAndReadAll("SELECT CAST(current_setting('threads') AS INTEGER)");
  connection.closeSync();
  const engine = createDuckDbEngine({
    database,
    folder: logs,
    spool,
    deadlineMs: 600_000,
    mostRows: 1_000_000,
    clock: systemClock,
  });
  return { engine, threads: Number(setting.value(0, 0)) };
}
