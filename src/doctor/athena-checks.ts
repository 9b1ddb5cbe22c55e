import { randomUUID } from "node:crypto";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { CheckupParts } from "../engine/athena/checkup/checkup-parts.ts";
import { wrong, type Check } from "../engine/check.ts";
import { openAws } from "../open-engine.ts";
import type { AskedIntent } from "./asked-intents.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** All that a question needs in AWS. */
export async function* athenaChecks(config: Config, environment: Environment): AsyncGenerator<Check> {
  const { checkAthena } = await import("../engine/athena/checkup/checkup.ts");
  if (region(environment) === null) {
    yield wrong("region", "is not set: set AWS_REGION to the region of the workgroup");
    return;
  }
  const opened = await checkupParts(config);
  try {
    yield* checkAthena(opened.parts);
  } finally {
    opened.close();
  }
}

/** Has Athena read and plan each intent's SQL. */
export async function* explained(
  asked: readonly AskedIntent[],
  config: Config,
  environment: Environment,
): AsyncGenerator<Check> {
  const { explainIntents } = await import("../engine/athena/checkup/explain.ts");
  if (region(environment) === null) {
    yield wrong("region", "is not set: set AWS_REGION to the region of the workgroup");
    return;
  }
  const opened = await checkupParts(config);
  try {
    yield* explainIntents(opened.parts, asked);
  } finally {
    opened.close();
  }
}

function region(environment: Environment): string | null {
  return environment["AWS_REGION"] || environment["AWS_DEFAULT_REGION"] || environment["AWS_PROFILE"] || null;
}

async function checkupParts(config: Config): Promise<{ parts: CheckupParts; close(): void }> {
  const { createLogLister } = await import("../engine/athena/log-lister.ts");
  const { openSizeLedger } = await import("../engine/athena/size-ledger.ts");
  const { athena, accounts, regions } = config;
  const aws = await openAws();
  const ledger = openSizeLedger(":memory:");
  return {
    parts: {
      aws,
      place: athena,
      known: { knownAccounts: Object.keys(accounts), knownRegions: regions },
      lister: athena.logs === null ? null : createLogLister(aws, athena.logs, ledger, systemClock),
      clock: systemClock,
      newToken: () => randomUUID(),
      cutoff: athena.cutoff,
    },
    close() {
      ledger.close();
      aws.close();
    },
  };
}
