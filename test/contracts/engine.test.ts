import type { Engine } from "../../src/engine/engine.ts";
import { TrailError } from "../../src/errors.ts";
import { athenaOver } from "../fixtures/athena/athena-over.ts";
import { duckDbOver, statement } from "../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { createMemoryEngine, type Script } from "../fixtures/memory-engine.ts";
import { engineContract } from "./engine.ts";

const SQL = {
  two: "SELECT n FROM UNNEST([1, 2]) AS t(n) CROSS JOIN cloudtrail ORDER BY n",
  seven: "SELECT 7 AS n FROM cloudtrail",
  failing: "SELECT CAST(eventname AS bigint) AS n FROM cloudtrail",
  endless: "SELECT count(*) AS n FROM cloudtrail CROSS JOIN range(100000000000) AS many(x) WHERE x % 7 = 3",
};
/** Accounts and regions of the table's projection. */
const EVERYWHERE = { accounts: ["111122223333"], regions: ["us-east-1"] };
const STATEMENTS = {
  two: statement(SQL.two),
  seven: statement(SQL.seven),
  failing: statement(SQL.failing),
  endless: statement(SQL.endless),
};

engineContract("DuckDB", async () => {
  const folder = temporaryFolder();
  put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({})));
  return { engine: await duckDbOver(folder), ...STATEMENTS };
});

engineContract("Athena", async () => {
  const folder = temporaryFolder();
  put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({})));
  const { engine, local } = await athenaOver({ folder, tables: [{ layout: "account-region-day", ...EVERYWHERE }] });
  local.always(SQL.endless, { endless: true });
  const start: Engine["start"] = (asked, token) => {
    // Athena takes no token shorter than 32 characters.
    return engine.start(asked, token.padEnd(36, "-"));
  };
  return { engine: { ...engine, start }, ...STATEMENTS };
});

const COLUMNS: Script["columns"] = [{ name: "n", type: "bigint" }];
const SCRIPTS: Readonly<Record<string, Script>> = {
  [SQL.two]: { columns: COLUMNS, rows: [{ n: 1 }, { n: 2 }] },
  [SQL.seven]: { states: ["queued", "running", "succeeded"], columns: COLUMNS, rows: [{ n: 7 }] },
  [SQL.failing]: { states: ["running", "failed"], failure: new TrailError("engine-user", "It failed.") },
  [SQL.endless]: { states: ["running"] },
};

engineContract("the engine in memory", async () => ({
  engine: createMemoryEngine(({ sql }) => SCRIPTS[sql] ?? {}),
  ...STATEMENTS,
}));
