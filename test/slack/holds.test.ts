import { readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { steadyNow } from "../../src/clock.ts";
import type { Holder, Renewed } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { emptySpools } from "../../src/slack/csv-spool.ts";
import { NOW, scene, type Scene } from "../fixtures/bot.ts";
import { movingClock, steppedClock } from "../fixtures/clock.ts";
import { ALICE, askByCommand, lastThread, QUESTION } from "../fixtures/conversation.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "../fixtures/memory-engine.ts";

/** Other work on the machine may take its time. */
const PATIENCE = { timeout: 20_000 };

const ROWS: Script = {
  columns: ["eventid", "actor", "hidden"].map((name) => ({ name, type: "varchar" })),
  rows: [{ eventid: "one", actor: "alice", hidden: "" }],
  spent: { bytes: 5000, dollars: 0.02 },
};
const ask = (at: Scene, text = QUESTION) => at.slack.command({ ...ALICE, command: "/trail", text });

/** An engine that calls somebody when the rows of an ended query are asked for. */
function engineCalling(call: () => Promise<unknown>): MemoryEngine {
  const memory = createMemoryEngine(() => ROWS);
  return {
    ...memory,
    async rows(id, statement) {
      await call();
      return memory.rows(id, statement);
    },
  };
}

describe("fault 213: a process that slept and was overtaken", () => {
  it.each([
    ["shows nothing more, and stops at its next turn", true],
    ["shows nothing more even before it could look who holds the question", false],
  ])("%s", async (_, canRenew) => {
    const clock = steppedClock(NOW);
    const memory = createMemoryStore();
    const renew = (holder: Holder): Promise<readonly Renewed[]> =>
      canRenew ? memory.renew(holder) : Promise.reject(new Error("not now"));
    const engine = createMemoryEngine(() => ({ ...ROWS, states: ["running"] }));
    const at = await scene({ engine, store: { ...memory, renew }, slack: { clock }, bot: { clock } });
    await ask(at);
    await expect.poll(() => engine.started, PATIENCE).toHaveLength(1);
    const [taken] = await memory.takeUp({ owner: "two", now: steadyNow() + 40_000, until: steadyNow() + 70_000 }, 1);
    if (taken !== undefined) await memory.change(taken, { ending: "answered", endedAt: clock.now() });
    const before = at.slack.calls().length;
    for (let second = 0; second < 80; second += 2) await clock.advance(2000);
    expect(at.slack.calls().slice(before)).toEqual([]);
    await expect.poll(() => at.bot.inHand(), PATIENCE).toBe(canRenew ? 0 : 1);
    expect(engine.cancelled).toEqual([]);
    expect((await memory.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "answered", fence: 2 });
  });

  it.each(["chat.update", "chat.postMessage", "files.completeUploadExternal"])(
    "makes no %s that waited for its turn while it slept",
    async (method) => {
      const clock = steppedClock(NOW);
      const memory = createMemoryStore();
      const renew = (): Promise<readonly Renewed[]> => Promise.reject(new Error("not now"));
      const engine = createMemoryEngine(() => ({ ...ROWS, states: ["running", "succeeded"] }));
      const at = await scene({ engine, store: { ...memory, renew }, slack: { clock }, bot: { clock } });
      await ask(at);
      await expect.poll(() => engine.started, PATIENCE).toHaveLength(1);
      at.slack.fail(method, { kind: "limited", retryAfter: 60 });
      const said = (): readonly string[] =>
        at.slack.calls().flatMap((call) => (/^(chat|files)\./.test(call.method) ? [call.method] : []));
      const before = said().filter((one) => one === method).length;
      const goOn = async (): Promise<number> => {
        await clock.advance(500);
        return said().filter((one) => one === method).length;
      };
      await expect.poll(goOn, PATIENCE).toBe(before + 1);
      await memory.takeUp({ owner: "two", now: steadyNow() + 40_000, until: steadyNow() + 70_000 }, 1);
      const until = said();
      for (let second = 0; second < 80; second += 2) await clock.advance(2000);
      expect(said()).toEqual(until);
    },
  );

  it("leaves the files of the process that overtook it alone", async () => {
    const spool = temporaryFolder();
    const store = createMemoryStore();
    const engine = engineCalling(async () => {
      const [taken] = await store.takeUp({ owner: "two", now: steadyNow() + 40_000, until: steadyNow() + 70_000 }, 1);
      await mkdir(join(spool, `${taken?.id}.2`));
    });
    const at = await scene({ engine, store, bot: { spool } });
    await askByCommand(at);
    const [job] = await store.ofAsker("U0ALICE", 1);
    expect(readdirSync(spool)).toEqual([`${job?.id}.2`]);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(1);
  });
});

describe("fault 132: Cancel that comes when the query has just ended", () => {
  it.each([
    ["pressed here", (at: Scene) => ask(at, "cancel")],
    [
      "pressed in another process",
      async (at: Scene) => at.store.cancel((await at.store.ofAsker("U0ALICE", 1))[0]?.id ?? "", "U0ALICE"),
    ],
  ])("%s: nothing of the result is shown, and what it cost counts", async (_, cancel) => {
    const box: { at?: Scene } = {};
    const engine = engineCalling(async () => box.at && cancel(box.at));
    const at = await scene({ engine });
    box.at = at;
    await askByCommand(at);
    const thread = lastThread(at.slack, "C0INC");
    expect(thread).toHaveLength(1);
    expect(thread[0]?.text).toContain("Cancelled: the query");
    expect(thread[0]?.text).not.toContain("alice.");
    expect(at.slack.files()).toEqual([]);
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({
      ending: "cancelled",
      answer: null,
      spent: ROWS.spent,
    });
  });
});

describe("fault 214: a store that another process keeps locked", () => {
  it.each([["over a socket", false] as const, ["over HTTP", true] as const])(
    "each command is told so in time, and nothing is answered that was not written down: %s",
    async (_, http) => {
      const path = join(temporaryFolder(), "jobs.sqlite");
      const store = openSqliteStore(path, { clock: movingClock() });
      onTestFinished(() => store.close());
      const engine = createMemoryEngine(() => ROWS);
      const at = await scene({ engine, store, http });
      const other = new DatabaseSync(path);
      onTestFinished(() => other.close());
      other.exec("BEGIN IMMEDIATE");
      const ids = ["1", "2", "3", "4", "5"].map((id) => `who-changed sg-0000000${id} today`);
      const deliveries = await Promise.all(ids.map((text) => ask(at, text)));
      for (const { acknowledged, body } of deliveries) {
        expect(acknowledged).toBe(true);
        expect(body).toMatchObject({ text: expect.stringContaining("store cannot be used (database is locked)") });
      }
      other.exec("ROLLBACK");
      await askByCommand(at);
      expect(at.slack.messages("C0INC")).toHaveLength(1);
      expect(engine.started).toHaveLength(1);
    },
  );
});

describe("files on their way to Slack", () => {
  it.each([
    ["is answered", false],
    ["fails in the middle", true],
  ])("are removed when the question %s", async (_, fails) => {
    const spool = temporaryFolder();
    const seen: number[] = [];
    const memory = createMemoryEngine(() => ROWS);
    const engine: MemoryEngine = {
      ...memory,
      rows: async (id, statement) => ({
        ...(await memory.rows(id, statement)),
        batches: (async function* rows() {
          yield ROWS.rows ?? [];
          seen.push(readdirSync(spool).length);
          if (fails) throw new Error("the connection broke");
        })(),
      }),
    };
    const at = await scene({ engine, bot: { spool } });
    await askByCommand(at);
    expect(seen).toEqual([1]);
    expect(readdirSync(spool)).toEqual([]);
    expect(at.slack.files()).toHaveLength(fails ? 0 : 1);
  });

  it("of killed processes are removed at the start, but for those of open questions", async () => {
    const root = temporaryFolder();
    const store = createMemoryStore();
    const fresh = { asker: "U0ALICE", channel: "C0INC", thread: null, question: {}, acceptedAt: 0 };
    for (const id of ["open", "taken", "ended"]) {
      await store.accept({ ...fresh, id, key: id }, { owner: "one", now: 0, until: 30_000 });
    }
    const ended = await store.get("ended");
    if (ended !== null) await store.change(ended, { ending: "answered", endedAt: 5 });
    for (const name of ["open.1", "taken.0", "ended.1", "unknown.3"]) {
      await mkdir(join(root, name));
      await writeFile(join(root, name, "answer.csv.0000.part"), "x");
    }
    await writeFile(join(root, "old.csv.part"), "x");
    await emptySpools(root, store);
    expect(readdirSync(root)).toEqual(["open.1"]);
    await emptySpools(join(root, "nowhere"), store);
  });
});
