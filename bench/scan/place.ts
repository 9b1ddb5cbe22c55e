import { listLogs, openLogFolder, type LogFile } from "../../src/engine/duckdb/log-folder.ts";
import type { Span } from "../../src/engine/engine.ts";

/** The logs that a scan reads: a real path, its files, and spans that cover them. */
export interface ScanPlace {
  readonly root: string;
  readonly files: readonly LogFile[];
  readonly whole: Span;
  /** The day with the most files, cut so that no neighbour's folder is needed; null where files lie outside day folders. */
  readonly oneDay: Span | null;
}

/** Loose files carry no day: this is wide enough for any log. */
const ANY_TIME: Span = { start: "2013-01-01T00:00:00Z", end: "2040-01-01T00:00:00Z" };

/** Looks at a folder of logs. Throws TrailError where it holds none. */
export async function scanPlace(folder: string): Promise<ScanPlace> {
  const root = await openLogFolder(folder);
  const { files } = await listLogs(root, { firstDay: "0000", lastDay: "9999", accounts: [], regions: [] });
  const days = [...new Set(files.map(({ place }) => place.date ?? ""))].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || days.some((day) => day.length !== 10)) {
    return { root, files, whole: ANY_TIME, oneDay: null };
  }
  const busiest = days.toSorted((a, b) => filesOn(files, b) - filesOn(files, a))[0] ?? last;
  return {
    root,
    files,
    whole: { start: `${first}T00:00:00Z`, end: `${last}T23:00:00Z` },
    oneDay: { start: `${busiest}T00:00:00Z`, end: `${busiest}T22:00:00Z` },
  };
}

function filesOn(files: readonly LogFile[], day: string): number {
  return files.filter(({ place }) => place.date === day).length;
}
