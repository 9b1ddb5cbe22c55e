import { App } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { systemClock, type Clock } from "../../src/clock.ts";
import { TrailError } from "../../src/errors.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { createLog, type Log } from "../../src/log.ts";
import type { Delivery } from "../../src/playground/local-slack.ts";
import { listenToPresses } from "../../src/slack/listeners/presses.ts";
import { recordsOf } from "../fixtures/audit.ts";
import { clockAt, scene, type Scene } from "../fixtures/bot.ts";
import { ALICE, lastThread, pressLabel, askByCommand, QUESTION, told } from "../fixtures/conversation.ts";
import { quietLogger } from "../fixtures/quiet-logger.ts";

/** A clock for Slack, on which the three seconds for which it waits are a tenth of one. */
const hurried = (): Clock => ({ ...clockAt(), after: (ms, signal) => systemClock.after(ms / 30, signal) });

/** A store in which so many questions cannot be written down at first, and how many were not. */
function failingStore(times: number, cause: Error = new Error("the disk is full")) {
  const store = createMemoryStore();
  let failed = 0;
  const accept: JobStore["accept"] = async (job, holder) => {
    if (failed === times) return store.accept(job, holder);
    failed++;
    throw cause;
  };
  return { store: { ...store, accept }, failed: () => failed };
}

/** A log, and the references that stand in it. */
function keptLog(): { readonly log: Log; readonly references: () => readonly string[] } {
  const lines: string[] = [];
  return {
    log: createLog("warn", { write: (line) => void lines.push(line) }),
    references: () => lines.flatMap((line) => /"reference":"([0-9a-f]{8})"/.exec(line)?.[1] ?? []),
  };
}

async function mention(at: Scene, text = QUESTION): Promise<Delivery | undefined> {
  const { deliveries } = await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> ${text}` });
  return deliveries[0];
}

/** Opens the form, fills it in, and sends it off. */
async function submitForm(at: Scene): Promise<Delivery> {
  await at.slack.command({ ...ALICE, command: "/trail", text: "" });
  await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
  await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "who-changed" });
  await expect.poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks)).toContain("param-resource");
  return at.slack.submit("U0ALICE", { "param-resource": "sg-5887f224", window: "today" });
}

describe.each([
  ["a socket", false],
  ["HTTP", true],
])("a mention over %s", (_, http) => {
  it("that is not written down is not acknowledged, and answered once Slack brings it again (faults 14 and 203)", async () => {
    const { store, failed } = failingStore(1);
    const at = await scene({ http, store, slack: { clock: hurried() } });
    expect(await mention(at)).toMatchObject({ acknowledged: false });
    await expect.poll(failed).toBe(1);
    expect(await store.ofAsker("U0ALICE", 9)).toEqual([]);
    await at.slack.redeliver({ newEnvelope: true, retry: 1 });
    await expect.poll(() => store.ofAsker("U0ALICE", 9)).toMatchObject([{ ending: "answered" }]);
  });

  it("is told of a fault once, however often Slack brings it (faults 14 and 21)", async () => {
    const { store, failed } = failingStore(9);
    const at = await scene({ http, store, slack: { clock: hurried() } });
    await mention(at);
    await expect.poll(() => told(at)).toEqual([expect.stringContaining("It is tried again within six minutes")]);
    for (const retry of [1, 2]) {
      expect(await at.slack.redeliver({ retry })).toMatchObject({ acknowledged: false });
      await expect.poll(failed).toBe(1 + retry);
    }
    expect(told(at)).toHaveLength(1);
  });

  it("that is refused for good is acknowledged: the same would be refused again", async () => {
    const { store } = failingStore(1, new TrailError("refused", "Not like this."));
    const at = await scene({ http, store });
    expect(await mention(at)).toMatchObject({ acknowledged: true });
    await expect.poll(() => told(at)).toEqual(["Not like this."]);
  });
});

describe("a fault before a question is stored is told to its asker, with the reference under which the log has it (fault 21)", () => {
  const REFERENCE = /the fault is on its side\..* in the log under ([0-9a-f]{8})\./;
  const broken = async () => {
    const { log, references } = keptLog();
    const at = await scene({ store: failingStore(1).store, bot: { log } });
    const isTold = (words: unknown): void => {
      expect(String(words)).toMatch(REFERENCE);
      expect(references()).toEqual([REFERENCE.exec(String(words))?.[1]]);
    };
    return { at, isTold };
  };

  it("command", async () => {
    const { at, isTold } = await broken();
    const { body } = await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    isTold(JSON.stringify(body));
  });

  it("mention", async () => {
    const { at, isTold } = await broken();
    void mention(at);
    await expect.poll(() => told(at)).toHaveLength(1);
    isTold(told(at));
  });

  it("form", async () => {
    const { at, isTold } = await broken();
    const { body } = await submitForm(at);
    isTold(JSON.stringify(body));
  });

  it("button", async () => {
    const store = createMemoryStore();
    let isBroken = false;
    const accept: JobStore["accept"] = (job, holder) =>
      isBroken ? Promise.reject(new Error("the disk is full")) : store.accept(job, holder);
    const { log, references } = keptLog();
    const at = await scene({ store: { ...store, accept }, bot: { log } });
    const [, answer] = await askByCommand(at);
    isBroken = true;
    await pressLabel(at, "U0ALICE", answer, "Reads too");
    await expect.poll(() => told(at)).toEqual([expect.stringMatching(REFERENCE)]);
    expect(references()).toEqual([REFERENCE.exec(told(at).join())?.[1]]);
  });
});

describe("an acknowledgement that cannot be sent, since the sockets broke", () => {
  /** All sockets break when a question has been written down. */
  async function breaking(): Promise<Scene> {
    const store = createMemoryStore();
    const box: { at?: Scene } = {};
    const accept: JobStore["accept"] = async (job, holder) => {
      const accepted = await store.accept(job, holder);
      box.at?.slack.dropSockets();
      await expect.poll(() => box.at?.bot.sockets()).toBe(0);
      return accepted;
    };
    return (box.at = await scene({ store: { ...store, accept }, slack: { clock: hurried() } }));
  }

  it.each<[string, (at: Scene) => Promise<Delivery | undefined>]>([
    ["a command", (at) => at.slack.command({ ...ALICE, command: "/trail", text: QUESTION })],
    ["a form", submitForm],
    ["a mention", (at) => mention(at)],
  ])("leaves the question answered, once: %s (fault 22)", async (_, ask) => {
    const at = await breaking();
    expect(await ask(at)).toMatchObject({ acknowledged: false });
    await expect.poll(() => at.store.ofAsker("U0ALICE", 9)).toMatchObject([{ ending: "answered" }]);
    expect(JSON.stringify(lastThread(at.slack, "C0INC"))).toContain("1 change to sg-5887f224 by alice.");
  });

  it("leaves a press done (fault 22)", async () => {
    const pressed: string[] = [];
    const app = new App({
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      authorize: async () => ({ botToken: "xoxb-x", botId: "B0TRAIL", botUserId: "U0TRAIL" }),
      logger: quietLogger(),
    });
    const refuse = (): never => {
      throw new Error("not asked for");
    };
    listenToPresses(app, {
      own: { team: "T0TRAIL", user: "U0TRAIL", bot: "B0TRAIL", app: null },
      clock: systemClock,
      intake: { take: refuse, begin: refuse },
      forms: { open: refuse, choose: refuse, submit: refuse },
      small: { find: refuse, answer: refuse },
      presses: { press: async ({ id }) => void pressed.push(id) },
      investigator: { asked: refuse, posted: refuse },
      seen: refuse,
      schedules: { find: refuse, answer: refuse },
      homes: { show: refuse, ask: refuse, cancel: refuse },
      tell: refuse,
      acked: refuse,
      dropped: refuse,
      turnedAway: refuse,
      fault: refuse,
      trouble: () => undefined,
    });
    await app.processEvent({
      body: {
        type: "block_actions",
        user: { id: "U0ALICE" },
        team: { id: "T0TRAIL" },
        channel: { id: "C0INC" },
        trigger_id: "t",
        actions: [{ type: "button", action_id: "press-again", block_id: "b", action_ts: "1.1", value: "the press" }],
      },
      ack: () => Promise.reject(new Error("the socket is closed")),
    });
    expect(pressed).toEqual(["the press"]);
  });
});

describe("what is not for the bot", () => {
  const event = (at: Scene, parts: object, inner: object = {}) =>
    at.slack.deliver({
      type: "events_api",
      payload: {
        type: "event_callback",
        team_id: at.slack.team,
        api_app_id: at.slack.appId,
        event: {
          type: "app_mention",
          user: "U0ALICE",
          channel: "C0INC",
          text: `<@${at.slack.botUser}> ${QUESTION}`,
          ts: "1763640000.000001",
          ...inner,
        },
        ...parts,
      },
    });

  it.each<[string, Record<string, unknown>]>([
    ["shortcut", { type: "shortcut", callback_id: "ask", trigger_id: "t" }],
    [
      "message shortcut",
      {
        type: "message_action",
        callback_id: "ask-about-message",
        trigger_id: "t",
        channel: { id: "C0INC" },
        message: { ts: "1.000001", text: "" },
      },
    ],
    [
      "choice in a form",
      {
        type: "block_actions",
        trigger_id: "t",
        view: { id: "V1", hash: "h", private_metadata: "{}", state: { values: {} } },
        actions: [{ type: "static_select", action_id: "form-intent", block_id: "b", action_ts: "1.1" }],
      },
    ],
    [
      "submitted form",
      {
        type: "view_submission",
        trigger_id: "t",
        view: { id: "V1", callback_id: "ask", hash: "h", private_metadata: "{}", state: { values: {} } },
      },
    ],
  ])("is dropped, and on record: a %s of another workspace (fault 23)", async (_, payload) => {
    const at = await scene();
    const asked = { ...payload, user: { id: "U0ALICE" }, team: { id: "T0OTHER" }, api_app_id: at.slack.appId };
    expect(await at.slack.deliver({ type: "interactive", payload: asked })).toMatchObject({
      acknowledged: true,
      body: null,
    });
    expect(at.slack.calls().map(({ method }) => method)).not.toContain("views.open");
    await expect.poll(() => recordsOf(at.audit)).toMatchObject([{ event: "turned-away", team: "T0OTHER" }]);
  });

  it("is dropped, and on record: the home tab of another workspace (fault 23)", async () => {
    const at = await scene();
    await event(at, { team_id: "T0OTHER" }, { type: "app_home_opened", tab: "home" });
    await expect.poll(() => recordsOf(at.audit)).toMatchObject([{ event: "turned-away", surface: "home" }]);
    expect(at.slack.calls().map(({ method }) => method)).not.toContain("views.publish");
  });

  it.each<[string, object]>([
    ["fault 25, a mention that was edited in", { edited: { user: "U0ALICE", ts: "1.2" } }],
    ["fault 25, a change of a message", { type: "message", channel_type: "im", subtype: "message_changed" }],
    ["fault 26, a message of a workflow", { type: "message", channel_type: "im", subtype: "bot_message" }],
    ["fault 26, a mention by another bot", { bot_id: "B0OTHER" }],
  ])("is ignored: %s", async (_, inner) => {
    const at = await scene({ slack: { events: ["app_mention", "message.im"] } });
    expect(await event(at, {}, inner)).toMatchObject({ acknowledged: true });
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });

  it("but an organization's install is answered, which names no workspace (fault 24)", async () => {
    const at = await scene();
    const ts = at.slack.post({ channel: "C0INC", user: "U0ALICE", text: QUESTION });
    expect(await event(at, { team_id: null, enterprise_id: "E0ORG" }, { ts })).toMatchObject({ acknowledged: true });
    await at.quiet();
    const delivery = await at.slack.deliver({
      type: "slash_commands",
      payload: {
        command: "/trail",
        team_id: null,
        enterprise_id: "E0ORG",
        is_enterprise_install: "true",
        user_id: "U0ALICE",
        channel_id: "C0INC",
        text: "who-changed sg-00000000 today",
        trigger_id: "t",
        response_url: `${at.slack.origin}/hooks/none`,
      },
    });
    expect(delivery).toMatchObject({ acknowledged: true });
    await at.quiet();
    expect(await at.store.ofAsker("U0ALICE", 9)).toMatchObject([
      { ending: "answered", question: { surface: "command", team: at.slack.team } },
      { ending: "answered", question: { surface: "mention", team: at.slack.team } },
    ]);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(2);
  });
});
