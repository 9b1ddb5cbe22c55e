import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../literal.ts";
import type { LogFile } from "../log-folder.ts";
import { openRawFiles, type RawFiles } from "../raw/raw-files.ts";
import { withRepair } from "../read-with-repair.ts";
import { conversionSql, marksOf } from "../relation.ts";
import { setSources, setTexts } from "../session.ts";
import type { CachedFolder } from "./cached.ts";
import { fingerprint, type DayFolder } from "./day-folder.ts";
import type { Draft, Shelf } from "./shelf.ts";

/** What a conversion needs from the execution for which it is done. */
export interface Conversion {
  readonly connection: DuckDBConnection;
  /** Folder for salvaged files, of this conversion alone. */
  readonly spool: string;
  readonly stop: AbortSignal;
}

/**
 * Small groups of rows: a narrow window passes over most of them, and each is in memory as a whole while it is written. To keep
 * the order of thousands of small files would take ten times the time and memory.
 */
const OPTIONS = `FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192, PRESERVE_ORDER false,
  USE_TMP_FILE false`;

/**
 * Writes the records of day folders into one pack and puts it up. A folder of which files came, went or changed meanwhile, or
 * could not be read for a reason that may pass, is not found in it. Throws DuckDB's error; nothing half-done stays then.
 */
export async function convertFolders(
  folders: readonly DayFolder[],
  shelf: Shelf,
  { connection, spool, stop }: Conversion,
): Promise<void> {
  const draft = shelf.draft();
  try {
    const files = folders.flatMap((folder) => folder.files);
    const raw = await openRawFiles(files, spool, stop);
    const marks = new Map(folders.map(({ path }, index) => [path, `${draft.id}-${index}`]));
    const repairable = { ...raw, distrust: async () => false };
    await withRepair([repairable], connection, stop, () => write(raw, marks, draft, connection));
    const days = folders.map(({ day }) => day).toSorted();
    const contents = {
      firstDay: days[0] ?? "",
      lastDay: days.at(-1) ?? "",
      folders: folders.map((folder) => remembered(folder, marks.get(folder.path) ?? "", raw)),
    };
    await shelf.keep(draft, contents, stop);
  } catch (cause) {
    await shelf.drop(draft);
    throw cause;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

async function write(
  raw: RawFiles,
  marks: ReadonlyMap<string, string>,
  draft: Draft,
  connection: DuckDBConnection,
): Promise<void> {
  const sources = raw.sources();
  const json = await setSources(connection, "converted", sources);
  for (const [index, files] of json.entries()) {
    const places = sources[index]?.files ?? [];
    await setTexts(
      connection,
      marksOf(files),
      places.map(({ name }) => marks.get(dirname(name)) ?? ""),
    );
  }
  const sql = conversionSql(json);
  await connection.run(`COPY (${sql}) TO ${literal(draft.path)} (${OPTIONS})`);
}

/** No folder has this key. */
const NEVER_FOUND = "";

function remembered(folder: DayFolder, id: string, raw: RawFiles): CachedFolder {
  const isOwn = ({ file }: { readonly file: LogFile }): boolean => dirname(file.name) === folder.path;
  const findings = raw.findings().filter(isOwn);
  const isSettled = findings.every(({ mayPass }) => !mayPass) && fingerprint(folder.files)?.key === folder.key;
  return {
    id,
    path: folder.path,
    key: isSettled ? folder.key : NEVER_FOUND,
    bytes: sum(
      raw
        .members()
        .filter(isOwn)
        .map(({ bytes }) => bytes),
    ),
    skipped: findings.flatMap(({ file, reason, takesPart }) =>
      reason === null ? [] : [{ file: file.name, reason, takesPart }],
    ),
    repaired: sum(findings.map(({ repaired }) => repaired)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
