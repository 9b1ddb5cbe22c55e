import { expect, it } from "vitest";
import type { Engine, Estimate } from "../../src/engine/engine.ts";
import { estimateScans } from "../../src/jobs/estimate-scans.ts";
import { statement } from "../fixtures/duckdb.ts";

async function estimated(estimates: readonly Estimate[]): Promise<Estimate> {
  const left = [...estimates];
  const engine: Pick<Engine, "estimate"> = {
    estimate: async () => left.shift() ?? { bytes: null, files: null, price: null, exact: false, atLeast: false },
  };
  return estimateScans(
    { ...NO_ENGINE, ...engine },
    estimates.map(() => statement("SELECT 1")),
  );
}

const refuse = (): never => {
  throw new Error("An estimate starts nothing.");
};
const NO_ENGINE: Engine = {
  name: "duckdb",
  estimate: refuse,
  start: refuse,
  status: refuse,
  rows: refuse,
  cancel: refuse,
};

it("adds up what each scan reads and costs", async () => {
  const one = { bytes: 10, files: 1, price: 0.25, exact: true, atLeast: false };
  expect(await estimated([one, { bytes: 5, files: 2, price: 0.5, exact: false, atLeast: false }])).toEqual({
    bytes: 15,
    files: 3,
    price: 0.75,
    exact: false,
    atLeast: false,
  });
  expect(await estimated([one])).toEqual(one);
});

it("knows nothing where one of them is unknown", async () => {
  const unknown = { bytes: null, files: null, price: null, exact: false, atLeast: false };
  expect(await estimated([{ bytes: 10, files: 1, price: 0.25, exact: true, atLeast: false }, unknown])).toEqual(
    unknown,
  );
});
