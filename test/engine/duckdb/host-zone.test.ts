import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../fixtures/logs.ts";

/** What a machine in another zone reads from the same moment: a process of its own, since a zone is read at its start. */
function inZone(zone: string, folder: string): unknown {
  const script = `
    import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, "../../../src/engine/duckdb/database.ts"))};
    const database = await openDatabase({ readable: [], spillFolder: ${JSON.stringify(folder)}, memory: "64MB" });
    const connection = await database.connect();
    const moment = "from_iso8601_timestamp('2026-11-20T23:30:00Z')";
    const found = await connection.runAndReadAll(
      \`SELECT CAST(date_trunc('day', \${moment}) AS varchar) AS day, hour(\${moment}) AS hour, CAST(\${moment} AS varchar) AS text\`,
    );
    console.log(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), ...found.getRowObjectsJson()[0] }));
  `;
  const out = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    env: { PATH: process.env["PATH"], TZ: zone },
    encoding: "utf8",
  });
  return JSON.parse(out);
}

it("fault 239: hours are those of UTC, wherever the machine stands", () => {
  expect(inZone("Asia/Tokyo", join(temporaryFolder(), "spill"))).toEqual({
    zone: -540,
    day: "2026-11-20 00:00:00+00",
    hour: "23",
    text: "2026-11-20 23:30:00+00",
  });
});
