import { systemClock } from "../../src/clock.ts";
import type { AthenaEngine } from "../../src/engine/athena/athena-engine.ts";
import { connectAws } from "../../src/engine/athena/aws.ts";
import { openAthena } from "../../src/engine/athena/open-athena.ts";
import type { Trouble } from "../../src/engine/athena/say-fault.ts";

const say: Trouble = (what, _, cause) => process.stderr.write(`${what}: ${String(cause)}\n`);

/** The Athena engine over a stand-in at an address, which may be away: then `trouble` is expected. */
export function athenaAt(url: string, trouble: Trouble = say): AthenaEngine {
  const credentials = { accessKeyId: "AKIAEXAMPLEEXAMPLE12", secretAccessKey: "example" };
  const client = { region: "us-east-1", endpoint: url, credentials };
  return openAthena({
    aws: connectAws({ environment: {}, connections: 50, attempts: 3, client }, systemClock),
    place: {
      database: "default",
      tables: [{ account: null, table: "cloudtrail_logs" }],
      layout: "account-region-day",
      workgroup: "trail",
      output: null,
      logs: null,
      reuseMs: 0,
      dollarsPerTB: 5,
    },
    knownAccounts: [],
    knownRegions: [],
    state: null,
    mostRows: 1_000_000,
    leaveRunning: false,
    clock: systemClock,
    random: Math.random,
    trouble,
  });
}
