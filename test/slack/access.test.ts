import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { Fault } from "../../src/playground/local-slack.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { recordsOf } from "../fixtures/audit.ts";
import { clockAt, NOW, scene, type Scene } from "../fixtures/bot.ts";
import { ALICE, askByCommand, BOB, lastThread, pressLabel, QUESTION, told } from "../fixtures/conversation.ts";

const SEC = { user: "U0ALICE", channel: "G0SEC" } as const;

/** The bot over an engine that finds one event, and lets something happen before it hands it out. */
async function sceneWhere(meanwhile: (at: Scene) => void): Promise<Scene> {
  const box: { at?: Scene } = {};
  const engine = createMemoryEngine(() => {
    if (box.at !== undefined) meanwhile(box.at);
    return { columns: [{ name: "eventid", type: "varchar" }], rows: [{ eventid: "evidence-1" }] };
  });
  box.at = await scene({ engine });
  return box.at;
}

const WITH_GUEST = ["U0ALICE", "U0BOB", "U0CAROL", "U0TRAIL"];

describe("who reads an answer (threat 7)", () => {
  it("a guest in the channel keeps the answer out of it, and a private one is given", async () => {
    const at = await scene();
    at.slack.setChannel("C0INC", { members: WITH_GUEST });
    await askByCommand(at);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(told(at)).toEqual([expect.stringContaining("A guest is in this channel and would read the answer")]);
    await askByCommand(at, `${QUESTION} privately`);
    expect(at.slack.messages("D0ALICE")[0]?.text).toContain("1 change to sg-5887f224");
    expect(at.slack.messages("C0INC")).toEqual([]);
  });

  it("a guest may be let in by the configuration, or by a rule that names them", async () => {
    const named = await scene({ access: [{ channels: ["C0INC"] }, { channels: ["C0INC"], who: ["U0CAROL"] }] });
    named.slack.setChannel("C0INC", { members: WITH_GUEST });
    const [root] = await askByCommand(named);
    expect(root?.text).toContain("1 change to sg-5887f224");
    const [, , second] = await askByCommand(named, "console-logins today", { user: "U0CAROL", channel: "C0INC" });
    expect(second).toBeUndefined();
    expect(lastThread(named.slack, "C0INC")[0]?.text).toContain("sign-in");
  });

  it("faults 64, 65 and 67: a guest who came, a channel that was shared, an asker who left while it ran see nothing", async () => {
    const changes: readonly ((at: Scene) => void)[] = [
      (at) => at.slack.setChannel("C0INC", { members: WITH_GUEST }),
      (at) => at.slack.setChannel("C0INC", { isExternallyShared: true }),
      (at) => at.slack.setChannel("C0INC", { isPendingExternallyShared: true }),
      (at) => at.slack.setPerson("U0ALICE", { isDeactivated: true }),
      (at) => at.slack.setPerson("U0ALICE", { isGuest: true }),
    ];
    for (const change of changes) {
      const at = await sceneWhere(change);
      await askByCommand(at);
      const shown = JSON.stringify(at.slack.messages("C0INC").flatMap(({ ts }) => at.slack.thread("C0INC", ts)));
      expect(shown).toContain("The answer is not shown");
      expect(shown).not.toContain("evidence-1");
      expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "refused" });
    }
  });

  it("somebody of another team of the same organization is a stranger (fault 61)", async () => {
    const at = await scene();
    at.slack.setPerson("U0BOB", { team: "T0OTHER" });
    await askByCommand(at, QUESTION, BOB);
    expect(told(at, BOB)).toEqual(["Trail answers only members of this workspace."]);
  });

  it("closed where Slack does not say who is there (fault 66)", async () => {
    const at = await scene();
    at.slack.fail("conversations.members", { kind: "error", error: "missing_scope" });
    await askByCommand(at);
    expect(JSON.stringify(at.slack.messages("C0INC"))).not.toContain("1 change");
  });

  it("fault 65: an asker who is no longer in a private channel is shown nothing, neither there nor alone", async () => {
    for (const [text, place] of [
      [QUESTION, "G0SEC"],
      [`${QUESTION} privately`, "D0ALICE"],
    ] as const) {
      const at = await sceneWhere((now) => now.slack.setChannel("G0SEC", { members: ["U0BOB", "U0TRAIL"] }));
      at.slack.setChannel("G0SEC", { members: ["U0ALICE", "U0BOB", "U0TRAIL"] });
      await askByCommand(at, text, SEC);
      const shown = JSON.stringify(at.slack.messages(place).flatMap(({ ts }) => at.slack.thread(place, ts)));
      expect(shown).toContain("You are not in that private channel any more");
      expect(shown).not.toContain("evidence-1");
      const ended = (await recordsOf(at.audit)).filter(({ event }) => event === "ended");
      expect(ended).toMatchObject([{ outcome: "refused", reason: expect.stringContaining("not in that private") }]);
    }
  });

  it("fault 65: who leaves a public channel may come back to it, and is answered there", async () => {
    const at = await sceneWhere((now) => now.slack.setChannel("C0INC", { members: ["U0BOB", "U0TRAIL"] }));
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC").length).toBeGreaterThan(1);
  });

  it.each<[string, string, Fault]>([
    ["a channel's page is broken", "conversations.info", { kind: "status", status: 500, done: false }],
    ["too many calls", "users.info", { kind: "limited", retryAfter: 30 }],
  ])("fault 66: nothing is asked of the logs until Slack says who is there: %s", async (_, method, fault) => {
    const engine = createMemoryEngine(() => ({}));
    const at = await scene({ engine, bot: { clock: clockAt(NOW, 50) }, slack: { clock: systemClock } });
    for (let times = 0; times < 9; times++) at.slack.fail(method, fault);
    await askByCommand(at);
    const calls = at.slack.calls().map((call) => (call.method === method && call.ok ? "said" : call.method));
    expect(calls.indexOf("said")).toBeGreaterThan(-1);
    expect(calls.indexOf("chat.postMessage")).toBeGreaterThan(calls.indexOf("said"));
    expect(engine.started).toHaveLength(1);
  });

  it.each<[string, string, string, string]>([
    ["an unknown group", "usergroups.users.list", "no_such_subteam", "usergroups.users.list: no_such_subteam"],
    ["a missing scope", "users.info", "missing_scope", "users.info: missing_scope"],
  ])("fault 66: closed where Slack will not say who asks: %s", async (_, method, error, words) => {
    const engine = createMemoryEngine(() => ({}));
    const at = await scene({ engine, access: [{ who: ["S0SEC"] }] });
    for (let times = 0; times < 3; times++) at.slack.fail(method, { kind: "error", error });
    await askByCommand(at);
    expect(engine.started).toEqual([]);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(told(at)).toEqual([expect.stringContaining(words)]);
    expect(told(at)[0]).not.toMatch(/let me post|Trail itself failed/);
  });

  it("fault 72: a private channel without the bot gets nothing, and its asker is told what to do", async () => {
    const at = await scene();
    at.slack.setChannel("G0SEC", { members: ["U0ALICE"] });
    await askByCommand(at, QUESTION, SEC);
    expect(at.slack.messages("G0SEC")).toEqual([]);
    expect(told(at, SEC)).toEqual([expect.stringContaining("invite me with “/invite @trail”")]);
  });

  it("fault 74: a channel is its id, whatever it is called, and is looked at anew when it is public", async () => {
    const at = await sceneWhere((now) => now.slack.setChannel("G0SEC", { name: "incident-old", kind: "public" }));
    await askByCommand(at, QUESTION, SEC);
    expect(lastThread(at.slack, "G0SEC").length).toBeGreaterThan(1);
    for (const { arguments: args } of at.slack.calls()) {
      expect(args["channel"] ?? args["channel_id"] ?? "C0").toMatch(/^[CDG][0-9A-Z]+$/);
    }
    const asked = at.slack.calls().filter(({ method }) => method === "conversations.info");
    expect(asked.length).toBeGreaterThan(1);
  });

  it("a row is not pinned where a guest reads by now", async () => {
    const at = await scene();
    const [, answer] = await askByCommand(at);
    at.slack.setChannel("C0INC", { members: WITH_GUEST });
    await pressLabel(at, "U0ALICE", answer, "Verify");
    expect(told(at).at(-1)).toContain("execution duckdb-");
  });
});

describe("rules", () => {
  it("name the user group that may ask (fault 68)", async () => {
    const at = await scene({ access: [{ channels: ["C0INC"], who: ["S0SEC"] }] });
    await askByCommand(at, QUESTION, BOB);
    expect(told(at, BOB)).toEqual(["Here only members of @sec may ask. Ask whoever runs Trail to add you."]);
    const [root] = await askByCommand(at);
    expect(root?.text).toContain("1 change to sg-5887f224");
  });
});

describe("whoami and usage", () => {
  it("say who one is, what one may ask here, and what was spent", async () => {
    const at = await scene({
      access: [{ channels: ["C0INC"], who: ["S0SEC"], intents: ["who-*"], accounts: ["prod"] }],
    });
    await askByCommand(at);
    await at.slack.command({ ...ALICE, command: "/trail", text: "whoami" });
    await expect.poll(() => told(at)).toHaveLength(1);
    const [who] = told(at);
    expect(who).toContain("You are U0ALICE, a full member, in @sec; your times are read in Europe/Berlin.");
    expect(who).toContain("Here you may ask who-changed, who-created and who-deleted, about prod.");
    await at.slack.command({ ...ALICE, command: "/trail", text: "usage" });
    await expect.poll(() => told(at)).toHaveLength(2);
    expect(told(at)[1]).toContain("You: 1 question,");
    expect(told(at)[1]).toContain("$0.00 of $5.00");
    expect(told(at)[1]).toContain("Running now: 0 of 10");
  });

  it("say to a guest, a stranger and somebody without a rule that they may not, and tell nothing else", async () => {
    const at = await scene({ access: [{ channels: ["C0OPS"] }] });
    const cases = [
      ["U0CAROL", /a guest.*\n.*Guests may not ask/],
      ["U0DAVE", /of another workspace.*\n.*only members of this workspace/],
      ["U0BOB", /a full member.*\n.*no access rule names this channel/],
    ] as const;
    for (const [user, said] of cases) {
      const who = { user, channel: "C0INC" };
      await at.slack.command({ ...who, command: "/trail", text: "whoami" });
      await expect.poll(() => told(at, who)).toHaveLength(1);
      expect(told(at, who)[0]).toMatch(said);
      for (const command of ["usage", "intents", "mine"]) {
        await at.slack.command({ ...who, command: "/trail", text: command });
      }
      await expect.poll(() => told(at, who)).toHaveLength(4);
      expect(told(at, who).slice(1).join()).toMatch(/may not|only members/);
      expect(told(at, who).slice(1).join()).not.toMatch(/question,|sg-5887f224|Who changed/);
    }
  });
});
