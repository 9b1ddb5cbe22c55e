import type { Clock } from "../../clock.ts";
import { ok, wrong, type Check } from "../../engine/check.ts";
import { reasonOf } from "../../errors.ts";
import type { Ec2 } from "./ec2.ts";
import { ec2FaultInWords } from "./ec2-fault.ts";
import { withPatience } from "./patience.ts";

/** Ids that AWS gives to nothing: what is asked is whether one may ask. */
const NO_INSTANCE = "i-00000000000000000";
const NO_INTERFACE = "eni-00000000000000000";

/** Whether EC2 tells what belongs together, a line for each of the regions; none given: the environment's own. */
export async function* checkEc2(ec2: Ec2, regions: readonly string[], clock: Clock): AsyncGenerator<Check> {
  try {
    for (const region of regions.length > 0 ? regions : [await ec2.home()]) yield await checkRegion(ec2, region, clock);
  } catch (cause) {
    yield wrong("EC2", `${ec2FaultInWords(cause)} (${reasonOf(cause)})`);
  }
}

function checkRegion(ec2: Ec2, region: string, clock: Clock): Promise<Check> {
  const what = `EC2 in ${region}`;
  return withPatience(clock, new AbortController().signal, async (within) => {
    try {
      await within((signal) => ec2.instances(region, [NO_INSTANCE], signal));
      await within((signal) => ec2.interfaces(region, [NO_INTERFACE], signal));
      return ok(what, "instances and network interfaces may be looked up");
    } catch (cause) {
      return wrong(what, `${ec2FaultInWords(cause)} (${reasonOf(cause)})`);
    }
  });
}
