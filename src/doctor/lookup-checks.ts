import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Check } from "../engine/check.ts";
import { openEc2 } from "../open-lookup.ts";

/** Whether EC2 may be asked, where the configuration wants that. */
export async function* lookupChecks({ features, regions }: Config): AsyncGenerator<Check> {
  if (!features.ec2) return;
  const { checkEc2 } = await import("../lookup/ec2/check-ec2.ts");
  const ec2 = await openEc2();
  try {
    yield* checkEc2(ec2, regions, systemClock);
  } finally {
    ec2.close();
  }
}
