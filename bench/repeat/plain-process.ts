import { DuckDBInstance } from "@duckdb/node-api";
import { inspectFile } from "../../src/engine/duckdb/raw/inspect-file.ts";
import { peakMemory, serve, timed, type Figures } from "../process/serve.ts";
import { scanPlace } from "../scan/place.ts";
import { plainSql } from "./question.ts";

/** Asks the question of the raw logs in argv[2] with DuckDB alone. */

const [, , folder = ""] = process.argv;
const { files } = await scanPlace(folder);
const whole = files.flatMap(({ path }) => {
  const seen = inspectFile(path);
  return seen.kind === "plain" ? [{ path, rawBytes: seen.rawBytes }] : [];
});
const longest = whole.reduce((most, { rawBytes }) => Math.max(most, rawBytes), 0) + 1024;
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const idle = process.memoryUsage.rss();

async function ask(): Promise<Figures> {
  let rows = 0;
  const ms = await timed(async () => {
    const sql = plainSql(
      whole.map(({ path }) => path),
      longest,
    );
    rows = (await connection.runAndReadAll(sql)).currentRowCount;
  });
  return { ms, rows, idle, peak: peakMemory() };
}

serve({ ask });
