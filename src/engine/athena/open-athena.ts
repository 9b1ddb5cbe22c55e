import { join } from "node:path";
import type { Clock } from "../../clock.ts";
import { createAthenaEngine, type AthenaEngine } from "./athena-engine.ts";
import type { Aws } from "./aws.ts";
import type { AthenaPlace } from "./athena-place.ts";
import { createLogLister } from "./log-lister.ts";
import type { Trouble } from "./say-fault.ts";
import { openSizeLedger } from "./size-ledger.ts";
import { createSizing } from "./sizing.ts";
import { createTables } from "./tables.ts";

export interface AthenaOpening {
  readonly aws: Aws;
  readonly place: AthenaPlace;
  readonly knownAccounts: readonly string[];
  readonly knownRegions: readonly string[];
  /** Folder for the sizes of logs that were listed; null: they are forgotten with the process. */
  readonly state: string | null;
  readonly mostRows: number;
  readonly leaveRunning: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly trouble: Trouble;
}

/** The engine over an AWS account. Makes no call by itself. */
export function openAthena(opening: AthenaOpening): AthenaEngine {
  const { aws, place, clock, trouble } = opening;
  const ledger = openSizeLedger(opening.state === null ? ":memory:" : join(opening.state, "sizes.sqlite"));
  return createAthenaEngine({
    ...opening,
    ...place,
    tables: createTables(aws, place.database, place.tables, place.layout, trouble),
    sizing: createSizing({
      lister: place.logs === null ? null : createLogLister(aws, place.logs, ledger, clock),
      ledger,
      clock,
      dollarsPerTB: place.dollarsPerTB,
      trouble: (cause) => trouble("the logs cannot be listed: coverage and price are not known", "list", cause),
    }),
    known: { knownAccounts: opening.knownAccounts, knownRegions: opening.knownRegions },
  });
}
