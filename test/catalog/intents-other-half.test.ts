import { expect, it } from "vitest";
import { benchForThisFile } from "../fixtures/bench.ts";
import { shippedCatalog } from "../fixtures/an-intent.ts";

/** The other half of `intents.test.ts`, so that two workers share them. */
const bench = benchForThisFile();
const intents = (await shippedCatalog()).intents.filter(({ status }) => status !== "retired");

it.each(intents.filter((_, place) => place % 2 === 1).map((intent) => [intent.id, intent] as const))(
  "%s passes its tests under all transformations",
  async (_, intent) => {
    expect(await bench.failures(intent, intents)).toEqual([]);
  },
  120_000,
);
