import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "../../engine.ts";
import type { FoundList } from "./find-rows.ts";
import { parquetPart, quotedName, writeParquet, type KeptRows } from "./kept-rows.ts";
import { LIST_ORDER } from "./list-text.ts";

/** So few rows are arranged at once, whatever is in them. */
const FEW_ROWS = 2000;
/** As much text as is arranged at once, in bytes; to sort it takes several times as much memory. */
const SLICE_BYTES = 8e6;
/** A file is gone through once for each of its slices: where they are more than this, it is cut into so many files first. */
const MOST_SLICES = 8;

/** Where a list is arranged. */
export interface Arranging {
  readonly connection: DuckDBConnection;
  /** For its files. */
  readonly folder: string;
  readonly stop: AbortSignal;
  /** Most rows that are ever read: those after them are counted, and not kept. */
  readonly mostRows: number;
}

/** A piece of time, `from` included and `to` not; null: without end, and with the rows that have no time at the old end. */
interface Slice {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Makes the list of the rows found, in order, in files of the folder; the file of what was found goes. The rows are cut into
 * slices of time, newest first, which are arranged one after the other, so that memory is that of a slice, at the least of a
 * second. Throws DuckDB's error, and the signal's reason where that aborts.
 */
export async function arrangeList(list: FoundList, arranging: Arranging): Promise<KeptRows> {
  const { columns, path, count, isDistinct } = list;
  const { connection, folder, mostRows } = arranging;
  const cuts = count <= FEW_ROWS ? [] : await cutsOf(path, columns, connection);
  const paths: string[] = [];
  let rowCount = 0;
  for await (const { file, slice } of inPieces(path, slicesAt(cuts), arranging)) {
    const { condition, values } = conditionOf(slice);
    const rows = `SELECT ${isDistinct ? "DISTINCT " : ""}* FROM ${parquetPart(file)} WHERE ${condition}`;
    const isRead = rowCount < mostRows;
    const arranged = join(folder, `${paths.length}.parquet`);
    const written = isRead
      ? await writeParquet(connection, arranged, { sql: `${rows} ${LIST_ORDER}`, values, inOrder: true })
      : await countOf(rows, values, connection);
    if (isRead && written > 0) paths.push(arranged);
    rowCount += written;
  }
  return { columns, rowCount, paths };
}

/** Each slice with a file that holds its rows, not much more than them where there are many slices. Files go when they are done. */
async function* inPieces(
  file: string,
  slices: readonly Slice[],
  arranging: Pick<Arranging, "connection" | "stop">,
): AsyncGenerator<{ readonly file: string; readonly slice: Slice }> {
  const size = Math.ceil(slices.length / MOST_SLICES);
  for (let at = 0; at < slices.length; at += size) {
    arranging.stop.throwIfAborted();
    const piece = slices.slice(at, at + size);
    const slice = { from: piece.at(-1)?.from ?? null, to: piece[0]?.to ?? null };
    if (piece.length === 1) yield { file, slice };
    else {
      const { condition, values } = conditionOf(slice);
      const own = file.replace(/\.parquet$/, `-${at}.parquet`);
      const sql = `SELECT * FROM ${parquetPart(file)} WHERE ${condition}`;
      await writeParquet(arranging.connection, own, { sql, values, inOrder: false });
      yield* inPieces(own, piece, arranging);
    }
  }
  await rm(file);
}

/** The times at which a slice ends, newest first: a row of that very time still belongs to it. */
async function cutsOf(
  path: string,
  columns: readonly Column[],
  connection: DuckDBConnection,
): Promise<readonly string[]> {
  const bytes = columns.map(({ name, type }) =>
    type === "varchar" ? `coalesce(strlen(${quotedName(name)}), 0)` : "8",
  );
  const times = await connection.stream(
    `SELECT eventtime, CAST(sum(${bytes.join(" + ")}) AS DOUBLE) FROM ${parquetPart(path)}
      WHERE eventtime IS NOT NULL GROUP BY eventtime ORDER BY eventtime DESC`,
  );
  const cuts: string[] = [];
  let filled = 0;
  for (;;) {
    const chunk = await times.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return cuts;
    for (const [time, size] of chunk.getRows()) {
      filled += Number(size);
      if (filled < SLICE_BYTES) continue;
      cuts.push(String(time));
      filled = 0;
    }
  }
}

/** Newest first; together all of time. */
function slicesAt(cuts: readonly string[]): readonly Slice[] {
  return [...cuts, null].map((from, index) => ({ from, to: cuts[index - 1] ?? null }));
}

function conditionOf({ from, to }: Slice): { readonly condition: string; readonly values: readonly string[] } {
  if (from !== null && to !== null) return { condition: "eventtime >= ? AND eventtime < ?", values: [from, to] };
  if (from !== null) return { condition: "eventtime >= ?", values: [from] };
  if (to !== null) return { condition: "(eventtime < ? OR eventtime IS NULL)", values: [to] };
  return { condition: "TRUE", values: [] };
}

async function countOf(rows: string, values: readonly string[], connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM (${rows})`, [...values]);
  return Number(counted.value(0, 0));
}
