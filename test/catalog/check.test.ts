import { describe, expect, it } from "vitest";
import { checkIntents } from "../../src/catalog/check.ts";
import { isList } from "../../src/catalog/catalog.ts";
import { intent, shippedCatalog, type IntentParts } from "../fixtures/an-intent.ts";

const RANKING = "SELECT eventname, count(DISTINCT eventid) AS calls FROM cloudtrail GROUP BY eventname";

async function faultsOf(parts: IntentParts): Promise<readonly string[]> {
  const { faults } = await checkIntents([{ ...intent({ ...parts, examples: [{ ask: "x" }] }), tests: [] }], {
    bench: { read: unused, answer: unused, folder: "" },
    grammar: () => [],
    read: () => ({ intent: "who-touched", params: {} }),
  });
  return faults.map(({ message }) => message);
}

function unused(): never {
  throw new Error("no test is run here");
}

describe("what tells one row from another", () => {
  it("is named by a ranking, and is the eventid of events", async () => {
    expect(await faultsOf({})).toEqual([]);
    expect(await faultsOf({ key: ["eventname"] })).toEqual([expect.stringMatching(/leave `key` out/)]);
    expect(await faultsOf({ sql: RANKING, key: ["eventname"] })).toEqual([]);
    expect(await faultsOf({ sql: RANKING })).toEqual([expect.stringMatching(/name by `key` the columns/)]);
  });

  it("is named by every shipped ranking", async () => {
    const { intents } = await shippedCatalog();
    expect(intents.filter((one) => isList(one) === one.key.length > 0).map(({ id }) => id)).toEqual([]);
  });
});
