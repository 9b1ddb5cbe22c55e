import type { Engine, Estimate, Statement } from "../engine/engine.ts";

/** What several scans would read in all; a figure that is unknown for one of them is unknown for all. */
export async function estimateScans(engine: Engine, scans: readonly Statement[]): Promise<Estimate> {
  const estimates = await Promise.all(scans.map((scan) => engine.estimate(scan)));
  const sum = (of: (estimate: Estimate) => number | null): number | null =>
    estimates.reduce<number | null>((all, estimate) => {
      const one = of(estimate);
      return all === null || one === null ? null : all + one;
    }, 0);
  return {
    bytes: sum((estimate) => estimate.bytes),
    files: sum((estimate) => estimate.files),
    price: sum((estimate) => estimate.price),
    exact: estimates.every((estimate) => estimate.exact),
    atLeast: estimates.some((estimate) => estimate.atLeast),
  };
}
