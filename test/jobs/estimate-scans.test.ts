import { expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import type { Engine, Estimate } from "../../src/engine/engine.ts";
import { estimateScans } from "../../src/jobs/estimate-scans.ts";
import { movingClock } from "../fixtures/clock.ts";
import { statement } from "../fixtures/duckdb.ts";

async function estimated(estimates: readonly Estimate[]): Promise<Estimate> {
  const left = [...estimates];
  const engine: Pick<Engine, "estimate"> = {
    estimate: async () =>
      left.shift() ?? { bytes: null, files: null, price: null, priceLimit: null, exact: false, atLeast: false },
  };
  return estimateScans(
    { ...NO_ENGINE, ...engine },
    estimates.map(() => statement("SELECT 1")),
    HOLD,
  );
}

const HOLD = { clock: movingClock(), random: () => 0.5, signal: new AbortController().signal };
const refuse = (): never => {
  throw new Error("An estimate starts nothing.");
};
const NO_ENGINE: Engine = {
  name: "duckdb",
  estimate: refuse,
  start: refuse,
  status: refuse,
  rows: refuse,
  spent: refuse,
  cancel: refuse,
};

it("adds up what each scan reads and costs", async () => {
  const one = { bytes: 10, files: 1, price: 0.25, priceLimit: null, exact: true, atLeast: false };
  expect(
    await estimated([one, { bytes: 5, files: 2, price: 0.5, priceLimit: null, exact: false, atLeast: false }]),
  ).toEqual({
    bytes: 15,
    files: 3,
    price: 0.75,
    priceLimit: null,
    exact: false,
    atLeast: false,
  });
  expect(await estimated([one])).toEqual(one);
});

it("knows nothing where one of them is unknown", async () => {
  const unknown = { bytes: null, files: null, price: null, priceLimit: null, exact: false, atLeast: false };
  expect(
    await estimated([{ bytes: 10, files: 1, price: 0.25, priceLimit: null, exact: true, atLeast: false }, unknown]),
  ).toEqual(unknown);
});

it("waits for an engine that is away", async () => {
  const answer = { bytes: 1, files: 1, price: 0, priceLimit: null, exact: true, atLeast: false };
  let looks = 0;
  const held: string[] = [];
  const away = async (): Promise<Estimate> => {
    if (looks++ < 3) throw new TrailError("engine-away", "AWS cannot be reached.");
    return answer;
  };
  const hold = { ...HOLD, onHeld: (reason: string) => held.push(reason) };
  expect(await estimateScans({ ...NO_ENGINE, estimate: away }, [statement("SELECT 1")], hold)).toEqual(answer);
  expect(held).toEqual(Array(3).fill("AWS cannot be reached."));
});
