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

/** What a slice takes of the rows: a condition on `eventtime`, and the values of its `?`. */
interface Slice {
  readonly condition: string;
  readonly values: readonly string[];
}

/**
 * Makes the list of the rows found, in order, in files of the folder; the file of what was found goes. The rows
 * are cut into slices of time, newest first, which are arranged one after the other, so that memory is that of a slice, at
 * the least of a second. Throws DuckDB's error, and the signal's reason where that aborts.
 */
export async function arrangeList(
  { path: found, columns, count, isDistinct }: FoundList,
  connection: DuckDBConnection,
  folder: string,
  stop: AbortSignal,
): Promise<KeptRows> {
  const rows = parquetPart(found);
  const cuts = count <= FEW_ROWS ? [] : await cutsOf(rows, columns, connection);
  const parts: string[] = [];
  let rowCount = 0;
  for (const [index, { condition, values }] of slicesAt(cuts).entries()) {
    stop.throwIfAborted();
    const path = join(folder, `${index}.parquet`);
    const sql = `SELECT ${isDistinct ? "DISTINCT " : ""}* FROM ${rows} WHERE ${condition} ${LIST_ORDER}`;
    rowCount += await writeParquet(connection, path, { sql, values, inOrder: true });
    parts.push(parquetPart(path));
  }
  await rm(found);
  return { columns, rowCount, parts };
}

/** The times at which a slice ends, newest first: a row of that very time still belongs to it. */
async function cutsOf(
  rows: string,
  columns: readonly Column[],
  connection: DuckDBConnection,
): Promise<readonly string[]> {
  const bytes = columns.map(({ name, type }) =>
    type === "varchar" ? `coalesce(strlen(${quotedName(name)}), 0)` : "8",
  );
  const times = await connection.stream(
    `SELECT eventtime, CAST(sum(${bytes.join(" + ")}) AS DOUBLE) FROM ${rows}
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

function slicesAt(cuts: readonly string[]): readonly Slice[] {
  const [newest] = cuts;
  const oldest = cuts.at(-1);
  if (newest === undefined || oldest === undefined) return [{ condition: "TRUE", values: [] }];
  const between = cuts.slice(1).map((cut, index) => ({
    condition: "eventtime >= ? AND eventtime < ?",
    values: [cut, cuts[index] ?? ""],
  }));
  return [
    { condition: "eventtime >= ?", values: [newest] },
    ...between,
    { condition: "eventtime < ? OR eventtime IS NULL", values: [oldest] },
  ];
}
