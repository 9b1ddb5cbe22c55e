import { describe, expect, it } from "vitest";
import type { Column, Row } from "../../../src/engine/engine.ts";
import { TrailError } from "../../../src/errors.ts";
import { createMemoryRegister } from "../../../src/register/memory-register.ts";
import { recordsOf } from "../../fixtures/audit.ts";
import { scene, type SceneSettings } from "../../fixtures/bot.ts";
import { ALICE, askByCommand, BOB, labelsOf, lastThread, pressLabel, told } from "../../fixtures/conversation.ts";
import { createMemoryEngine, type Script } from "../../fixtures/memory-engine.ts";
import { setClock } from "../../fixtures/set-clock.ts";
import { command, headlines, row, PATIENCE } from "../../fixtures/stage.ts";

const denied = (actor: string, denials: number): Row => ({
  actor,
  eventsource: "ec2.amazonaws.com",
  eventname: "RunInstances",
  denials,
  last_message: "not <authorized>",
  recipientaccountid: "111122223333",
  actor_kind: "person",
});
const first = (actor: string, eventname: string, newFor: string): Row => ({
  actor,
  eventname,
  eventsource: "iam.amazonaws.com",
  new_for: newFor,
  regions: "us-east-1",
  recipientaccountid: "111122223333",
  actor_kind: "person",
});

/** The bot over logs that are given by intent. */
async function digestStage(
  logs: Record<string, readonly Row[] | TrailError>,
  more: SceneSettings = {},
  script: Script = {},
) {
  const clock = setClock("2026-11-20T12:00:00Z");
  const engine = createMemoryEngine(({ intent }) => {
    const rows = logs[intent] ?? [];
    if (rows instanceof TrailError) return { failure: rows, states: ["failed"], ...script };
    const names = Object.keys(rows[0] ?? {});
    const columns = names.map((name): Column => ({ name, type: name === "denials" ? "bigint" : "varchar" }));
    return {
      rows,
      columns,
      coverage: { logsUntil: "2026-11-22T00:00:00Z" },
      spent: { bytes: 10, dollars: 0.01 },
      ...script,
    };
  });
  const at = await scene({ ...more, engine, bot: { clock, ...more.bot } });
  return {
    ...at,
    clock,
    engine,
    async turn(instant: string) {
      clock.set(instant);
      await at.bot.runDue();
      await at.quiet();
    },
  };
}

const FULL = {
  "access-denied": [denied("alice", 14), denied("bob", 10)],
  "root-activity": [row("1")],
  "new-actions": [first("bob", "CreateUser", "the account"), first("bob", "GetUser", "this actor")],
};

describe("the digest", () => {
  it("is one message with a section for each part that has something, now", async () => {
    const at = await digestStage(FULL);
    const [message, ...more] = await askByCommand(at, "digest");
    expect(more).toEqual([]);
    expect(message?.text.split("\n")).toEqual([
      "Digest: 1 action denied more than ten times, 1 call of the root user and 1 action that is new in a region.",
      "Denied more than ten times: 1",
      "• alice: RunInstances (ec2), 14 times: not &lt;authorized&gt;",
      "The root user: 1",
      "• 11-20 12:00:00 alice Do1",
      "New actions in a region: 1",
      "• bob: CreateUser (iam) in us-east-1, new for the account",
    ]);
    expect(JSON.stringify(message?.blocks)).toContain("5 questions: 5.0 kB read, no charge.");
    expect(labelsOf(message)).toEqual([
      "Show: Denied more than ten times",
      "Show: The root user",
      "Show: New actions in a region",
    ]);
    expect(at.engine.started.map(({ statement: { intent, window } }) => `${intent} ${window.start}`)).toEqual(
      ["access-denied", "root-activity", "logins-without-mfa", "new-actions", "trail-tampering"].map(
        (intent) => `${intent} 2026-11-19T12:00:00Z`,
      ),
    );
    const [job] = await at.store.ofAsker("U0ALICE", 1);
    expect(job).toMatchObject({ ending: "answered", spent: { dollars: 0.05 } });
    expect((await recordsOf(at.audit)).at(-1)).toMatchObject({ event: "ended", intent: "digest", outcome: "answered" });
    await pressLabel(at, "U0BOB", message, "Show: The root user");
    expect(lastThread(at.slack, "C0INC")[1]?.text).toContain("1 call by the root user");
  });

  it("takes a time and nothing else", async () => {
    const at = await digestStage({});
    const [message] = await askByCommand(at, "digest yesterday");
    expect(message?.text).toBe("Digest: nothing to report.");
    expect(at.engine.started[0]?.statement.window.start).toBe("2026-11-18T23:00:00Z");
    await askByCommand(at, "digest of alice");
    await askByCommand(at, "digest last 90 days");
    expect(told(at)).toEqual([
      expect.stringContaining("takes a time and nothing else"),
      expect.stringContaining("looks back 31d at most"),
    ]);
  });

  it("by schedule leads with what is new; quiet, it says nothing where nothing is", async () => {
    const logs: Record<string, readonly Row[]> = { ...FULL };
    const at = await digestStage(logs);
    expect(await command(at, "schedule daily 14:00 digest")).toContain("Schedule 1: digest, daily at 14:00");
    await command(at, "schedule daily 15:00 digest quiet");
    await at.turn("2026-11-20T13:00:00Z");
    await at.turn("2026-11-20T14:00:00Z");
    expect(headlines(at)).toHaveLength(2);
    logs["access-denied"] = [denied("carol", 99), denied("alice", 20)];
    logs["root-activity"] = [];
    await at.turn("2026-11-21T13:00:00Z");
    expect(headlines(at)[2]?.split("\n").slice(0, 4)).toEqual([
      "1 new. Digest: 2 actions denied more than ten times and 1 action that is new in a region.",
      "Denied more than ten times: 1 new, 1 as before",
      "• carol: RunInstances (ec2), 99 times: not &lt;authorized&gt;",
      "• alice: RunInstances (ec2), 20 times: not &lt;authorized&gt;",
    ]);
    logs["access-denied"] = [denied("alice", 30)];
    await at.turn("2026-11-21T14:00:00Z");
    expect(headlines(at)).toHaveLength(3);
    expect(await command(at, "schedule")).toContain("last Sat 21 Nov 15:00: 2 found");
    for (const intent of Object.keys(logs)) logs[intent] = [];
    await at.turn("2026-11-23T14:30:00Z");
    await at.turn("2026-11-23T14:30:05Z");
    expect(headlines(at).slice(3)).toEqual(Array(2).fill(expect.stringMatching(/^Digest: Warning: there are no logs/)));
  });

  it("names the parts that may not be asked, or that failed", async () => {
    const access = [{ channels: ["C0INC"], intents: ["digest", "root-*", "new-*"] }];
    const logs = { ...FULL, "new-actions": new TrailError("engine-user", "This table lacks a column.") };
    const at = await digestStage(logs, { access });
    const [message] = await askByCommand(at, "digest");
    const shown = JSON.stringify(message?.blocks);
    expect(message?.text).toContain("Digest: 1 call of the root user.");
    expect(shown).toContain("Left out: access-denied may not be asked here by you");
    expect(shown).toContain("New actions in a region: no answer. This table lacks a column.");
    expect(at.engine.started.map(({ statement }) => statement.intent)).toEqual(["root-activity", "new-actions"]);
  });

  it("is refused where no rule names it, and fails where all of it fails", async () => {
    const refused = await digestStage(FULL, { access: [{ channels: ["C0INC"], intents: ["root-*"] }] });
    await askByCommand(refused, "digest");
    expect(told(refused)).toEqual([expect.stringContaining("digest may not be asked here by you")]);
    const broken = new TrailError("engine-user", "Athena cannot read a file of the logs.");
    const names = ["access-denied", "root-activity", "logins-without-mfa", "new-actions", "trail-tampering"];
    const at = await digestStage(Object.fromEntries(names.map((name) => [name, broken])));
    const [message] = await askByCommand(at, "digest");
    expect(message?.text).toContain("Athena cannot read a file of the logs.");
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "failed" });
  });

  it("has one price, which is agreed to once", async () => {
    const estimate = { bytes: 1e10, files: 1, price: 0.06, priceLimit: null, exact: true, atLeast: false };
    const at = await digestStage(FULL, {}, { estimate });
    const [message] = await askByCommand(at, "digest");
    expect(message?.text).toContain("This reads 50.0 GB, $0.30: more than the $0.25");
    expect(at.engine.started).toEqual([]);
    await pressLabel(at, "U0ALICE", message, "Run, 50.0 GB, $0.30");
    expect(at.engine.started).toHaveLength(5);
    expect(lastThread(at.slack, "C0INC")[1]?.text).toContain("Digest: 1 action denied");
  });

  it("goes on after its process died, each part once", async () => {
    const register = createMemoryRegister();
    const at = await digestStage(FULL, { bot: { register } }, { states: ["running"] });
    await at.slack.command({ ...BOB, command: "/trail", text: "digest" });
    await expect.poll(() => at.engine.started.length, PATIENCE).toBe(1);
    await at.bot.stop(0);
    const { apiUrl, botToken, appToken } = at.slack;
    const engine = createMemoryEngine(() => ({}));
    const receiving = { by: "socket", appToken, connections: 1 } as const;
    const next = await scene({
      store: at.store,
      engine,
      bot: { register, clock: at.clock, apiUrl, botToken, receiving },
    });
    await expect.poll(async () => (await next.store.ofAsker("U0BOB", 1))[0]?.ending, PATIENCE).toBe("answered");
    expect(headlines(at)).toEqual(["Digest: nothing to report."]);
    const [job] = await next.store.ofAsker("U0BOB", 1);
    expect(job?.executions.filter(({ isLost }) => !isLost).map(({ step }) => step)).toEqual([0, 5, 10, 15, 20]);
  });

  it("is not shown to a guest who came while it ran", async () => {
    const logs: Record<string, readonly Row[]> = { ...FULL };
    const at = await digestStage(logs);
    await command(at, "schedule daily 14:00 digest");
    at.slack.setChannel("C0INC", { members: ["U0ALICE", "U0CAROL", "U0TRAIL"] });
    await at.turn("2026-11-20T13:10:00Z");
    expect(headlines(at)).toEqual([]);
    expect(headlines(at, "D0ALICE")[0]).toContain("A guest is in this channel");
    expect(told(at, ALICE)).toHaveLength(1);
  });
});
