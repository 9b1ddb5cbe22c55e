import type { Engine, Estimate, Statement } from "../engine/engine.ts";
import { whenNotAway, type Hold } from "./hold.ts";

/**
 * What several scans would read in all; a figure that is unknown for one of them is unknown for all. An engine that is away
 * is waited for, as {@link whenNotAway} does.
 */
export async function estimateScans(engine: Engine, scans: readonly Statement[], hold: Hold): Promise<Estimate> {
  const estimates = await Promise.all(scans.map((scan) => whenNotAway(hold, () => engine.estimate(scan))));
  const sum = (of: (estimate: Estimate) => number | null): number | null =>
    estimates.reduce<number | null>((all, estimate) => {
      const one = of(estimate);
      return all === null || one === null ? null : all + one;
    }, 0);
  return {
    bytes: sum((estimate) => estimate.bytes),
    files: sum((estimate) => estimate.files),
    price: sum((estimate) => estimate.price),
    priceLimit: sum((estimate) => estimate.priceLimit),
    exact: estimates.every((estimate) => estimate.exact),
    atLeast: estimates.some((estimate) => estimate.atLeast),
  };
}
