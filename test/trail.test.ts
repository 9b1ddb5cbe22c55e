import { NOTHING_KNOWN } from "../src/catalog/known.ts";
import { describe, expect, it } from "vitest";
import { createCatalog } from "../src/catalog/catalog.ts";
import type { Estimate, ExecutionState, Row } from "../src/engine/engine.ts";
import { TrailError } from "../src/errors.ts";
import { createReader } from "../src/question/reader.ts";
import { ask, type Answer, type Question } from "../src/trail.ts";
import { movingClock } from "./fixtures/clock.ts";
import { intent } from "./fixtures/an-intent.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "./fixtures/memory-engine.ts";

const COLUMNS = (["eventtime", "eventid", "actor", "eventname", "hidden"] as const).map((name) => ({
  name,
  type: "varchar" as const,
}));
const row = (eventid: string, hidden = ""): Row => ({
  eventtime: "2026-11-20T10:00:00Z",
  eventid,
  actor: "alice",
  eventname: "CreateTags",
  hidden,
});

const USER_SQL = `SELECT DISTINCT eventtime, eventid, actor, eventname, hidden
FROM cloudtrail
WHERE regexp_like(actor, :user_pattern)
ORDER BY eventtime DESC, eventid`;
const INTENTS = [
  intent({ status: "vetted", hides: ["reads"] }),
  intent(
    {
      status: "vetted",
      phrases: ["what did {user} do"],
      params: { user: { type: "user", description: "the person" } },
      window: { default: "24h", max: "90d" },
      sql: USER_SQL,
      summary: "{count} calls by {user}",
    },
    "user-activity",
  ),
];

interface Asked {
  readonly answer: Answer;
  readonly engine: MemoryEngine;
  readonly told: readonly (Estimate | ExecutionState)[];
  readonly csv: readonly string[];
}

/** Asks at 2026-11-20T12:00:00Z, UTC. */
async function asked(
  text: string,
  script: Script = {},
  parts: Partial<Question> = {},
  wrote: (csv: readonly string[]) => void = () => undefined,
  signal = new AbortController().signal,
): Promise<Asked> {
  const engine = createMemoryEngine(() => ({ columns: COLUMNS, ...script }));
  const told: (Estimate | ExecutionState)[] = [];
  const csv: string[] = [];
  const answer = await ask(
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
      ...parts,
    },
    {
      catalog: createCatalog(INTENTS),
      reader: createReader(INTENTS),
      engine,
      clock: movingClock(),
      accountNames: { "111122223333": "prod" },
      known: NOTHING_KNOWN,
      confirmAbove: 0.25,
      notes: ["A note for every answer."],
    },
    {
      signal,
      estimated: (estimate) => told.push(estimate),
      state: (state) => told.push(state),
      csv: async (columns) => {
        csv.push(`open ${columns.map(({ name }) => name).join(",")}`);
        return {
          rows: async (batch) => {
            csv.push(...batch.map((each) => String(each["eventid"])));
            wrote(csv);
          },
          end: async () => void csv.push("end"),
        };
      },
    },
  );
  return { answer, engine, told, csv };
}

function report({ answer }: Asked) {
  if (answer.status !== "answered") throw new Error(`The question was ${answer.status}.`);
  return answer.report;
}

const QUESTION = "who touched sg-5887f224 yesterday";
const price = (dollars: number | null, exact = true): Script => ({
  estimate: { bytes: 1, files: 1, price: dollars, priceLimit: null, exact, atLeast: false },
});

describe("what runs nothing", () => {
  it.each([
    ["", "asked"],
    ["flibber the gibbet", "asked"],
    ["who touched", "asked"],
    ["help", "help"],
    ["delete sg-5887f224", "refused"],
    ["who touched sg-5887f224 last 2000 days", "refused"],
    ["who touched sg-5887f224 tomorrow", "refused"],
  ])("%j is %s", async (text, status) => {
    const { answer, engine, told, csv } = await asked(text);
    expect(answer.status).toBe(status);
    expect(engine.started).toEqual([]);
    expect([told, csv]).toEqual([[], []]);
  });

  it("a Slack name in the place of a person (fault 34)", async () => {
    const { answer, engine } = await asked("user-activity user=@U0123ABCD");
    expect(answer).toMatchObject({
      status: "asked",
      message: expect.stringMatching(/^@U0123ABCD is a Slack name: write the name that AWS has/),
    });
    expect(engine.started).toEqual([]);
  });
});

describe("the price (faults 79 and 80)", () => {
  it.each<[number, boolean, RegExp]>([
    [0.26, true, /costs \$0\.26, more than \$0\.25: confirm it \(--yes\), or narrow the window/],
    [12.345, false, /costs about \$12\.3[45], more than/],
  ])("of %d dollars is asked back", async (dollars, exact, message) => {
    const { answer, engine, csv } = await asked(QUESTION, price(dollars, exact));
    expect(answer).toMatchObject({ status: "asked", message: expect.stringMatching(message), candidates: [] });
    expect(engine.started).toEqual([]);
    expect(csv).toEqual([]);
  });

  it("is told, and runs once it is confirmed", async () => {
    const dear = await asked(QUESTION, price(12), { confirmed: true });
    expect(dear.answer.status).toBe("answered");
    expect(dear.told).toEqual([
      { bytes: 1, files: 1, price: 12, priceLimit: null, exact: true, atLeast: false },
      "succeeded",
    ]);
    expect(report(dear).price).toBe(12);
  });

  it.each([0, 0.25, null])("of %s runs at once", async (dollars) => {
    expect((await asked(QUESTION, price(dollars))).answer.status).toBe("answered");
  });
});

describe("what is run", () => {
  const statementOf = async (text: string, parts: Partial<Question> = {}) =>
    (await asked(text, {}, parts)).engine.started[0]?.statement;

  it("is the intent with its params, window, accounts and regions", async () => {
    expect(await statementOf(QUESTION, { accounts: ["111122223333"], regions: ["us-east-1"] })).toMatchObject({
      intent: "who-touched",
      values: ["sg-5887f224", expect.stringMatching(/\(sg\\-5887f224\)/)],
      window: { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" },
      accounts: ["111122223333"],
      regions: ["us-east-1"],
    });
    expect(await statementOf("who touched sg-5887f224 yesterday in prod in eu-west-1")).toMatchObject({
      accounts: ["111122223333"],
      regions: ["eu-west-1"],
    });
  });

  it.each([
    ["who touched sg-5887f224 until yesterday", "2026-10-20"],
    ["what did alice do until yesterday", "2026-08-21"],
  ])("%s starts as far back as the intent may look", async (text, day) => {
    const window = (await statementOf(text))?.window;
    expect(window?.start.slice(0, 10)).toBe(day);
    expect(window?.end).toBe("2026-11-19T00:00:00Z");
  });

  it("gets a token of its own each time", async () => {
    const [one, other] = [await asked(QUESTION), await asked(QUESTION)];
    const token = one.engine.started[0]?.token ?? "";
    expect(token).toMatch(/^[\w-]{32,128}$/);
    expect(other.engine.started[0]?.token).not.toBe(token);
  });

  it("throws what ended it", async () => {
    const failure = new TrailError("engine-user", "The local engine could not run this question.");
    await expect(asked(QUESTION, { states: ["running", "failed"], failure })).rejects.toBe(failure);
  });
});

describe("the report", () => {
  const rows = [row("e1"), row("e2", "read"), row("e3", "failure"), row("e4"), row("e5", "read,service")];

  it("hides, counts and says", async () => {
    const { rowCount, hidden, headline, footer } = report(await asked(QUESTION, { rows }));
    expect(rowCount).toBe(3);
    expect(hidden).toEqual({ failures: 0, reads: 2, services: 0 });
    expect(headline).toMatch(/^3 events about sg-5887f224/);
    expect(footer.join("\n")).toContain("A note for every answer.");
  });

  it.each<[string, Partial<Question>]>([
    [`${QUESTION} with reads`, {}],
    [QUESTION, { include: ["reads"] }],
  ])("shows reads where they are asked for: %s %j", async (text, parts) => {
    const { rowCount, hidden } = report(await asked(text, { rows }, parts));
    expect(rowCount).toBe(5);
    expect(hidden.reads).toBe(0);
  });

  it.each<[string, number | null, number]>([
    ["last 2 events who touched sg-5887f224 yesterday", null, 2],
    ["last 2 events who touched sg-5887f224 yesterday", 1, 1],
    [QUESTION, 2, 2],
    [QUESTION, null, 3],
  ])("keeps as many rows as the question says (fault 101), %s, limit %s: %i", async (text, limit, kept) => {
    const { rows: shown, rowCount } = report(await asked(text, { rows }, { limit }));
    expect(shown).toHaveLength(kept);
    expect(rowCount).toBe(3);
  });

  it("leaves every shown row to the CSV, whatever the limit", async () => {
    const { csv } = await asked(QUESTION, { rows }, { limit: 1 });
    expect(csv).toEqual(["open eventtime,eventid,actor,eventname,hidden", "e1", "e3", "e4", "end"]);
  });

  it("fault 132: reads no row more once nobody wants the answer", async () => {
    const stop = new AbortController();
    let written: readonly string[] = [];
    const wrote = (csv: readonly string[]): void => {
      written = [...csv];
      stop.abort();
    };
    const rows = ["a", "b", "c", "d"].map((id) => row(id));
    await expect(asked(QUESTION, { rows }, {}, wrote, stop.signal)).rejects.toMatchObject({ code: "cancelled" });
    expect(written.slice(1)).toEqual(["a", "b"]);
  });

  it("opens a CSV for no rows as well", async () => {
    expect((await asked(QUESTION)).csv).toEqual(["open eventtime,eventid,actor,eventname,hidden", "end"]);
  });
});

describe("an earlier result", () => {
  const fresh = async (text: string, parts: Partial<Question> = {}): Promise<boolean | undefined> =>
    (await asked(text, {}, parts)).engine.started[0]?.statement.fresh;

  it.each([
    ["who touched sg-5887f224 yesterday", {}, false],
    ["who touched sg-5887f224 today until 11:45", {}, false],
    ["who touched sg-5887f224 today until 11:46", {}, true],
    ["who touched sg-5887f224 last 2h", {}, true],
    ["who touched sg-5887f224 yesterday", { fresh: true }, true],
  ])("does not stand for a window that may grow, nor for a new look: %s %j", async (text, parts, expected) => {
    expect(await fresh(text, parts)).toBe(expected);
  });
});
