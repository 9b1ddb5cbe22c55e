import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";
import type { Ec2 } from "./lookup/ec2/ec2.ts";
import type { Lookup } from "./lookup/lookup.ts";

/** A look-up, to be closed by whoever opened it. */
export interface OpenLookup {
  readonly lookup: Lookup;
  close(): Promise<void>;
}

/** Calls to EC2 at once, and how often one is made: it is waited for five seconds in all. */
const CONNECTIONS = 10;
const ATTEMPTS = 2;

/** The calls to EC2, with the credentials that the SDK finds. */
export async function openEc2(): Promise<Ec2> {
  const { connectEc2 } = await import("./lookup/ec2/ec2.ts");
  return connectEc2({ environment: process.env, connections: CONNECTIONS, attempts: ATTEMPTS });
}

/** Who is asked what belongs together; null unless the configuration says so. EC2's library is loaded with the first question. */
export function openLookup({ features, regions }: Pick<Config, "features" | "regions">, log: Log): OpenLookup | null {
  if (!features.ec2) return null;
  let opened: Promise<{ readonly ec2: Ec2; readonly lookup: Lookup }> | null = null;
  const open = async (): Promise<{ ec2: Ec2; lookup: Lookup }> => {
    const { createEc2Lookup } = await import("./lookup/ec2/ec2-lookup.ts");
    const ec2 = await openEc2();
    const trouble = (what: string, cause: unknown): void => log.warn(what, { cause });
    return { ec2, lookup: createEc2Lookup({ ec2, regions, clock: systemClock, trouble }) };
  };
  return {
    lookup: {
      async ask(question) {
        opened ??= open();
        return (await opened).lookup.ask(question);
      },
    },
    close: async () => (await opened)?.ec2.close(),
  };
}
