import { expect, it } from "vitest";
import { benchForThisFile } from "../fixtures/bench.ts";
import { shippedCatalog } from "../fixtures/an-intent.ts";

const bench = benchForThisFile();
const intents = (await shippedCatalog()).intents.filter(({ status }) => status !== "retired");

it("there are intents to test", () => {
  expect(intents.length).toBeGreaterThan(65);
});

it.each(intents.filter((_, place) => place % 2 === 0).map((intent) => [intent.id, intent] as const))(
  "%s passes its tests under all transformations",
  async (_, intent) => {
    expect(await bench.failures(intent, intents)).toEqual([]);
  },
  120_000,
);
