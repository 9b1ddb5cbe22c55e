import { describe, expect, it } from "vitest";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { createMemoryLedger, type Ledger } from "../../src/jobs/ledger.ts";
import { LetGo } from "../../src/jobs/hold.ts";
import { createReader } from "../../src/question/reader.ts";
import type { Lookup } from "../../src/lookup/lookup.ts";
import { ask, type Answer, type Question } from "../../src/trail.ts";
import { intent } from "../fixtures/an-intent.ts";
import { movingClock } from "../fixtures/clock.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "../fixtures/memory-engine.ts";
import { createMemoryLookup } from "../fixtures/memory-lookup.ts";

/** What is looked up for a question, with two steps of which both take it. */

const SQL = "SELECT eventid, eventtime, hidden FROM cloudtrail WHERE eventid IN (:resource_ec2)";
const AROUND = intent(
  {
    status: "vetted",
    phrases: ["what moved around {resource}"],
    params: { resource: { type: "resource", description: "id", lookup: "ec2" } },
    steps: [
      { name: "one", sql: `${SQL} AND actor = :resource`, notes: { none: "The logs tell nothing." } },
      { name: "two", sql: `${SQL} AND eventname IN (:one.eventid)` },
    ],
  },
  "around",
);
const INTENTS = [AROUND, intent({ status: "vetted" })];
const COLUMNS = ["eventid", "eventtime", "hidden"].map((name) => ({ name, type: "varchar" as const }));
const TOLD = { ids: ["eni-6c5ca5a8", "sg-5887f224"], notes: ["EC2 says now: so."] };

interface Parts {
  readonly text?: string;
  readonly engine?: MemoryEngine;
  readonly ledger?: Ledger;
  readonly signal?: AbortSignal;
  readonly question?: Partial<Question>;
}

const engineOf = (script: Script = {}): MemoryEngine => createMemoryEngine(() => ({ columns: COLUMNS, ...script }));

function asked(lookup: Lookup | undefined, parts: Parts = {}): Promise<Answer> {
  const { text = "what moved around i-0abc123d yesterday", engine = engineOf(), ledger, signal } = parts;
  return ask(
    {
      text,
      now: Date.parse("2026-11-20T12:00:00Z"),
      zone: "UTC",
      accounts: [],
      regions: [],
      include: [],
      limit: null,
      confirmed: false,
      fresh: false,
      ...parts.question,
    },
    {
      catalog: createCatalog(INTENTS),
      reader: createReader(INTENTS),
      engine,
      clock: movingClock(),
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 0.25,
      ...(lookup === undefined ? {} : { lookup }),
      notes: [],
    },
    {
      signal: signal ?? new AbortController().signal,
      estimated: () => undefined,
      state: () => undefined,
      ...(ledger === undefined ? {} : { ledger }),
    },
  );
}

const valuesOf = ({ started }: MemoryEngine): readonly (readonly string[])[] =>
  started.map(({ statement }) => statement.values);

describe("a question with a look-up", () => {
  it("binds what is told in each step, and says it before what the logs tell", async () => {
    const engine = engineOf();
    const answer = await asked(createMemoryLookup(TOLD), { engine });
    expect(valuesOf(engine)).toEqual([
      [...TOLD.ids, "i-0abc123d"],
      [...TOLD.ids, ""],
    ]);
    if (answer.status !== "answered") throw new Error(answer.status);
    const footer = answer.report.footer.join("\n");
    expect(footer).toMatch(/EC2 says now: so\.\nThe logs tell nothing\./);
    expect(answer.report.params).toEqual({ resource: "i-0abc123d" });
  });

  it("asks with the accounts and regions that limit it", async () => {
    const lookup = createMemoryLookup(TOLD);
    await asked(lookup, {
      text: "what moved around i-0abc123d yesterday in eu-west-1",
      question: { accounts: ["111122223333"] },
    });
    expect(lookup.asked).toMatchObject([
      { resources: ["i-0abc123d"], accounts: ["111122223333"], regions: ["eu-west-1"] },
    ]);
  });

  it("goes without where nobody may be asked, and where the intent wants nothing looked up", async () => {
    const engine = engineOf();
    await asked(undefined, { engine });
    expect(valuesOf(engine)[0]).toEqual(["", "i-0abc123d"]);
    const lookup = createMemoryLookup(TOLD);
    await asked(lookup, { text: "who touched i-0abc123d yesterday" });
    expect(lookup.asked).toEqual([]);
  });

  it("asks nobody for a question that is too dear to run", async () => {
    const lookup = createMemoryLookup(TOLD);
    const engine = engineOf({
      estimate: { bytes: 1, files: 1, price: 12, priceLimit: null, exact: true, atLeast: false },
    });
    expect((await asked(lookup, { engine })).status).toBe("asked");
    expect(lookup.asked).toEqual([]);
  });
});

describe("a question that is taken up again", () => {
  it("binds the ids it began with, whatever would be told now, and though nobody may be asked any more", async () => {
    let count = 0;
    const ledger = createMemoryLedger(() => `token-${++count}`);
    const lookup = createMemoryLookup(TOLD, { ids: ["sg-0000beef"], notes: ["Otherwise."] });
    const [first, second, third] = [engineOf(), engineOf(), engineOf()];
    await asked(lookup, { engine: first, ledger });
    await asked(lookup, { engine: second, ledger });
    await asked(undefined, { engine: third, ledger });
    expect(lookup.asked).toHaveLength(1);
    // An engine that knows nothing of what the one before has started starts it again.
    for (const engine of [first, second, third])
      expect(valuesOf(engine)).toEqual([
        [...TOLD.ids, "i-0abc123d"],
        [...TOLD.ids, ""],
      ]);
  });

  it("goes on without ids where it was begun without", async () => {
    let count = 0;
    const ledger = createMemoryLedger(() => `token-${++count}`);
    await ledger.open(0);
    const lookup = createMemoryLookup(TOLD);
    const engine = engineOf();
    await asked(lookup, { engine, ledger });
    expect(lookup.asked).toEqual([]);
    expect(valuesOf(engine)).toEqual([
      ["", "i-0abc123d"],
      ["", ""],
    ]);
  });

  it("is not told what was broken off", async () => {
    const stop = new AbortController();
    const ledger = createMemoryLedger(() => "token");
    const reason = new LetGo();
    const slow: Lookup = {
      async ask() {
        stop.abort(reason);
        return { ids: [], notes: ["Broken off."] };
      },
    };
    await expect(asked(slow, { ledger, signal: stop.signal })).rejects.toBe(reason);
    expect(await ledger.lookedUp(async () => "asked anew")).toBe("asked anew");
  });
});
