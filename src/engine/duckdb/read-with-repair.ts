import type { DuckDBConnection } from "@duckdb/node-api";
import { TrailError, reasonOf } from "../../errors.ts";
import type { Span } from "../engine.ts";
import type { Cached } from "./cache/cached.ts";
import { fileInError, isCacheFault, isFileFault, isMemoryFault } from "./duckdb-faults.ts";
import type { LogSet } from "./log-set.ts";
import type { Source } from "./raw/raw-files.ts";
import { crowdedSql, probeSql, type RelationFiles } from "./relation.ts";
import { PART_RECORDS } from "./record-shape.ts";
import { setSources, setTexts } from "./session.ts";

/** One relation of a statement and the files it reads. */
export interface Part {
  readonly relation: RelationFiles["relation"];
  readonly span: Span;
  readonly set: LogSet;
}

/** Files that can be read with care where DuckDB stumbles over one of them. */
export type Repairable = Pick<LogSet, "sources" | "repair" | "distrust">;

/** After so many faults in single files each remaining file is tried by itself: every retry scans anew. */
const RETRIES = 3;

/** Runs what reads the relations of a statement; otherwise as {@link withRepair}. */
export function readWithRepair<T>(
  parts: readonly Part[],
  connection: DuckDBConnection,
  stop: AbortSignal,
  run: (relations: readonly RelationFiles[]) => Promise<T>,
): Promise<T> {
  const sets = parts.map(({ set }) => set);
  return withRepair(sets, connection, stop, async () => {
    const relations = await setFiles(parts, connection);
    stop.throwIfAborted();
    return run(relations);
  });
}

/**
 * Runs what reads the files. Reads optimistically: where DuckDB stumbles over a file, that one is read with care from then on
 * and `run` is called again, so that one bad record hides neither its file nor the others. Throws DuckDB's error where no
 * file is at fault.
 */
export async function withRepair<T>(
  sets: readonly Repairable[],
  connection: DuckDBConnection,
  stop: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    stop.throwIfAborted();
    try {
      return await run();
    } catch (cause) {
      stop.throwIfAborted();
      if (cause instanceof TrailError) throw cause;
      if (attempt > RETRIES + 1 || !(await mend(cause, attempt, sets, connection, stop))) throw cause;
    }
  }
}

/** Resolves to whether anything was found to read with care, so that another attempt may go better. */
async function mend(
  cause: unknown,
  attempt: number,
  sets: readonly Repairable[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  const message = reasonOf(cause);
  if (isMemoryFault(message)) {
    return repairCrowded(sets, connection, stop).catch((fault: unknown) =>
      isMemoryFault(reasonOf(fault)) ? false : mend(fault, attempt, sets, connection, stop),
    );
  }
  if (await distrust(sets, (path) => message.includes(path), stop)) return true;
  if (isFileFault(message)) {
    const named = attempt < RETRIES ? fileInError(message) : null;
    if (named !== null && (await repairOne(sets, named, connection, stop))) return true;
    if (await repairUnreadable(sets, connection, stop)) return true;
  }
  return isCacheFault(message) && distrust(sets, () => true, stop);
}

function distrust(sets: readonly Repairable[], isBad: (path: string) => boolean, stop: AbortSignal): Promise<boolean> {
  return anyOf(sets, (set) => set.distrust(isBad, stop));
}

/** Says in variables of the session which files the relations are to read now. */
async function setFiles(parts: readonly Part[], connection: DuckDBConnection): Promise<readonly RelationFiles[]> {
  const relations: RelationFiles[] = [];
  for (const { relation, span, set } of parts) {
    const json = await setSources(connection, `${relation}_files`, set.sources());
    const cached = await setCached(connection, relation, set.cached());
    relations.push({ relation, span, json, cached });
  }
  return relations;
}

async function setCached(
  connection: DuckDBConnection,
  relation: RelationFiles["relation"],
  { folders, holdsOthers }: Cached,
): Promise<RelationFiles["cached"]> {
  if (folders.length === 0) return null;
  const variable = `${relation}_cached`;
  await setTexts(connection, variable, [...new Set(folders.map(({ path }) => path))]);
  if (!holdsOthers) return { variable, folders: null };
  const marks = `${relation}_folders`;
  await setTexts(
    connection,
    marks,
    folders.map(({ folder }) => folder.id),
  );
  return { variable, folders: marks };
}

async function anyOf(sets: readonly Repairable[], act: (set: Repairable) => Promise<boolean>): Promise<boolean> {
  const done = await Promise.all(sets.map(act));
  return done.includes(true);
}

/**
 * Takes apart files of so many records that one alone could fill the memory, empty ones for instance: DuckDB reads each
 * file as one row. Resolves to false where there is none; throws DuckDB's error where a file cannot be looked at.
 */
async function repairCrowded(
  sets: readonly Repairable[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  let any = false;
  for (const set of sets) {
    for (const source of set.sources()) {
      const [files] = await setSources(connection, "probed", [source]);
      if (files === undefined) continue;
      const found = await connection.runAndReadAll(crowdedSql(files, PART_RECORDS));
      for (const [path] of found.getRows()) if (await set.repair(String(path), "with care", stop)) any = true;
    }
  }
  return any;
}

/** Tries every file by itself and repairs those that cannot be read. Resolves to false where all could be. */
async function repairUnreadable(
  sets: readonly Repairable[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  let any = false;
  for (const set of sets) {
    for (const source of set.sources()) {
      for (const path of source.paths) {
        const readable = await isReadable(connection, path, source);
        stop.throwIfAborted();
        if (!readable && (await repairOne([set], path, connection, stop))) any = true;
      }
    }
  }
  return any;
}

/** A file of more than one line needs its end to be looked for; any other is read with care. */
async function repairOne(
  sets: readonly Repairable[],
  path: string,
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  const source = sets.flatMap((set) => set.sources()).find(({ paths }) => paths.includes(path));
  if (source === undefined) return false;
  const isSound = source.isOneLine && (await isReadable(connection, path, { ...source, isOneLine: false }));
  stop.throwIfAborted();
  return anyOf(sets, (set) => set.repair(path, isSound ? "look for its end" : "with care", stop));
}

async function isReadable(connection: DuckDBConnection, path: string, like: Source): Promise<boolean> {
  const [files] = await setSources(connection, "probed", [{ ...like, paths: [path] }]);
  if (files === undefined) return true;
  return connection.run(probeSql(files)).then(
    () => true,
    (cause: unknown) => {
      if (isMemoryFault(reasonOf(cause))) throw cause;
      return false;
    },
  );
}
