import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SCOPES } from "../../src/playground/start-local-slack.ts";
import { createLog } from "../../src/log.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { NO_FIGURES } from "../fixtures/figures.ts";
import { groupLogs, NOW, scene, type Scene } from "../fixtures/bot.ts";
import { ALICE, askByCommand, lastThread, QUESTION, told } from "../fixtures/conversation.ts";

const HISTORY = [...SCOPES, "channels:history", "groups:history"];
const withHistory = () => scene({ slack: { scopes: HISTORY }, bot: { hasHistory: true } });
const posts = (at: Scene) => at.slack.calls().filter(({ method, ok }) => method === "chat.postMessage" && ok);

async function isAnsweredOnce(at: Scene): Promise<void> {
  expect(at.slack.messages("C0INC").map(({ text }) => text.split("\n")[0])).toEqual([
    "1 change to sg-5887f224 by alice.",
  ]);
  const thread = lastThread(at.slack, "C0INC");
  expect(thread).toHaveLength(3);
  expect(thread[2]?.files).toHaveLength(1);
}

describe("deliveries", () => {
  it.each([
    ["the same envelope", {}],
    ["another envelope", { newEnvelope: true }],
    ["a retry", { newEnvelope: true, retry: 2 }],
  ])("made twice make one answer: %s (faults 12 and 13)", async (_, parts) => {
    const at = await scene();
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    expect(await at.slack.redeliver(parts)).toMatchObject({ acknowledged: true });
    await at.quiet();
    await isAnsweredOnce(at);
    await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> who changed sg-5887f224 today` });
    await at.slack.redeliver(parts);
    await at.quiet();
    expect(await at.store.ofAsker("U0ALICE", 9)).toHaveLength(2);
  });

  it("of a mention as a message too make one answer (fault 12)", async () => {
    const at = await scene({ slack: { events: ["app_mention", "message.channels"] } });
    const { deliveries } = await at.slack.write({
      ...ALICE,
      text: `<@${at.slack.botUser}> who changed sg-5887f224 today`,
    });
    expect(deliveries).toHaveLength(2);
    await at.quiet();
    expect(await at.store.ofAsker("U0ALICE", 9)).toHaveLength(1);
  });

  it("without an inner event are acknowledged, counted, and written down for the operator (fault 10)", async () => {
    const lines: string[] = [];
    let dropped = 0;
    const at = await scene({
      bot: {
        log: createLog("warn", { write: (line) => void lines.push(line) }),
        figures: { ...NO_FIGURES, dropped: () => dropped++ },
      },
    });
    const payload = { type: "app_rate_limited", minute_rate_limited: 1 };
    expect(await at.slack.deliver({ type: "events_api", payload })).toMatchObject({ acknowledged: true });
    expect(dropped).toBe(1);
    expect(lines).toEqual([expect.stringContaining('"reason":"app_rate_limited"')]);
    await askByCommand(at);
    await isAnsweredOnce(at);
  });

  it.each<[string, string | Buffer]>([
    ["no JSON", "no JSON"],
    ["binary", Buffer.from([0, 1, 2])],
    ["a megabyte", "x".repeat(1024 * 1024)],
  ])("that are no envelopes are counted, and nothing else: %s (fault 11)", async (_, frame) => {
    let dropped = 0;
    const at = await scene({ bot: { figures: { ...NO_FIGURES, dropped: () => dropped++ } } });
    for (let count = 0; count < 2; count++) at.slack.sendRaw(frame);
    for (let count = 0; count < 2; count++) {
      const delivery = await at.slack.command({ ...ALICE, command: "/trail", text: "help" });
      expect(delivery.acknowledged).toBe(true);
    }
    expect(dropped).toBe(2);
  });

  it("that are broken end nothing", async () => {
    const at = await scene();
    at.slack.sendRaw("no JSON");
    at.slack.sendRaw({
      envelope_id: "e2",
      type: "events_api",
      payload: { type: "event_callback", event: { type: "error" } },
    });
    at.slack.sendRaw({ envelope_id: "e3", type: "something_new", payload: {} });
    at.slack.sendRaw({ envelope_id: "e4", type: "slash_commands" });
    await askByCommand(at);
    await isAnsweredOnce(at);
  });

  it.each([
    ["another workspace", { team_id: "T0OTHER" }],
    ["another app", { api_app_id: "A0OTHER" }],
  ])("for %s are dropped (fault 23)", async (_, parts) => {
    const at = await scene();
    at.slack.sendRaw({
      envelope_id: "e1",
      type: "slash_commands",
      accepts_response_payload: true,
      payload: {
        command: "/trail",
        team_id: at.slack.team,
        api_app_id: at.slack.appId,
        user_id: "U0ALICE",
        channel_id: "C0INC",
        text: QUESTION,
        trigger_id: "t",
        response_url: "http://127.0.0.1/x",
        ...parts,
      },
    });
    await askByCommand(at, "help");
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });

  it.each([
    ["another bot", { botId: "B0OTHER" }],
    ["the bot itself", { botId: "B0TRAIL" }],
  ])("of what %s says are ignored (fault 26)", async (_, author) => {
    const at = await scene({ slack: { events: ["app_mention", "message.im"] } });
    at.slack.sendRaw({
      envelope_id: "e1",
      type: "events_api",
      payload: {
        team_id: at.slack.team,
        api_app_id: at.slack.appId,
        event: {
          type: "app_mention",
          user: "U0ALICE",
          bot_id: author.botId,
          channel: "C0INC",
          text: `<@${at.slack.botUser}> ${QUESTION}`,
          ts: "1.000001",
        },
      },
    });
    await askByCommand(at, "help");
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });
});

describe("requests over HTTP", () => {
  const body = (text = QUESTION) =>
    new URLSearchParams({
      command: "/trail",
      text,
      team_id: "T0TRAIL",
      api_app_id: "A0TRAIL",
      user_id: "U0ALICE",
      channel_id: "C0INC",
      trigger_id: `t-${text}`,
      response_url: "http://127.0.0.1:1/x",
    }).toString();

  interface Signing {
    readonly stamp?: string;
    readonly signature?: string;
    readonly type?: string;
  }

  async function send(at: Scene, content: string, parts: Signing = {}): Promise<number> {
    const response = await sent(at, content, parts);
    await response.arrayBuffer();
    return response.status;
  }

  function sent(at: Scene, content: string, parts: Signing): Promise<Response> {
    const stamp = parts.stamp ?? String(NOW / 1000);
    const signed = `v0=${createHmac("sha256", at.slack.signingSecret).update(`v0:${stamp}:${content}`).digest("hex")}`;
    return fetch(`http://127.0.0.1:${at.bot.port()}/slack/events`, {
      method: "POST",
      headers: {
        "content-type": parts.type ?? "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": parts.signature ?? signed,
      },
      body: content,
    });
  }

  it.each<[string, Parameters<typeof send>[2], number]>([
    ["signed 301 seconds ago (fault 1)", { stamp: String(NOW / 1000 - 301) }, 401],
    ["signed for 310 seconds from now (fault 2)", { stamp: String(NOW / 1000 + 310) }, 401],
    ["with a stamp that is no number (fault 3)", { stamp: "abc" }, 401],
    ["with another version (fault 5)", { signature: "v1=abc" }, 401],
    ["with no signature (fault 5)", { signature: "" }, 401],
    ["with two (fault 5)", { signature: `v0=${"0".repeat(64)}, v0=${"0".repeat(64)}` }, 401],
    ["with a wrong one (fault 5)", { signature: `v0=${"0".repeat(64)}` }, 401],
  ])("are refused: %s", async (_, parts, status) => {
    const at = await scene({ http: true });
    expect(await send(at, body(), parts)).toBe(status);
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });

  it.each(["null", "[]", "1", "{", '"x"', "{}"])("with the body %s end nothing (fault 7)", async (content) => {
    const at = await scene({ http: true });
    expect(await send(at, content, { type: "application/json" })).toBe(400);
    expect(await send(at, body())).toBe(200);
  });

  it("of five megabytes are not read (fault 6)", async () => {
    const at = await scene({ http: true });
    expect(await send(at, "x".repeat(5 * 1024 * 1024))).toBe(413);
  });

  it("sent again do nothing, and are told that all is well (fault 4)", async () => {
    const at = await scene({ http: true });
    expect([await send(at, body()), await send(at, body())]).toEqual([200, 200]);
    await at.quiet();
    expect(posts(at)).toHaveLength(2);
    // Help has no key of its own: only the signature tells that it was asked for before.
    expect([await send(at, body("help")), await send(at, body("help"))]).toEqual([200, 200]);
    await expect.poll(() => told(at)).toHaveLength(1);
  });

  it("that set the app up are answered with their challenge, where they are signed (fault 8)", async () => {
    const at = await scene({ http: true });
    const challenge = "c".repeat(10 * 1024);
    const asked = JSON.stringify({ type: "url_verification", challenge });
    const json = { type: "application/json" };
    const signed = await sent(at, asked, json);
    expect([signed.status, await signed.json()]).toEqual([200, { challenge }]);
    const unsigned = await sent(at, asked, { ...json, signature: "" });
    expect([unsigned.status, await unsigned.text()]).toEqual([401, ""]);
  });

  it("that look whether the address answers are told that it does", async () => {
    const at = await scene({ http: true });
    expect(await send(at, "ssl_check=1&token=x")).toBe(200);
  });
});

describe("fault 144: posts whose answer is lost", () => {
  it.each([
    ["500", { kind: "status", status: 500, done: true }],
    ["a broken connection", { kind: "reset", done: true }],
  ] as const)("appear once where history may be read: %s", async (_, fault) => {
    const at = await withHistory();
    at.slack.fail("chat.postMessage", fault);
    await askByCommand(at);
    await isAnsweredOnce(at);
  });

  it("appear once in direct messages, whose history may be read anyway", async () => {
    const at = await scene();
    at.slack.fail("chat.postMessage", { kind: "status", status: 500, done: true });
    await at.slack.command({ ...ALICE, command: "/trail", text: `${QUESTION} privately` });
    await at.quiet();
    expect(at.slack.messages("D0ALICE")).toHaveLength(1);
  });

  it("are never lost", async () => {
    const at = await scene();
    at.slack.fail("chat.postMessage", { kind: "reset", done: false });
    await askByCommand(at);
    await isAnsweredOnce(at);
  });

  it("fault 145: of an update are made again", async () => {
    const at = await scene();
    at.slack.fail("chat.update", { kind: "status", status: 500, done: false });
    await askByCommand(at);
    await isAnsweredOnce(at);
  });
});

describe("an answer", () => {
  it("waits where Slack says that there are too many calls", async () => {
    const at = await scene();
    for (const method of ["chat.postMessage", "chat.update", "files.completeUploadExternal"]) {
      at.slack.fail(method, { kind: "limited", retryAfter: 1 });
    }
    await askByCommand(at);
    await isAnsweredOnce(at);
    const limited = at.slack.calls().filter(({ error }) => error === "limited");
    expect(limited).toHaveLength(3);
    for (const { method, at: when } of limited) {
      const next = at.slack.calls().find((call) => call.method === method && call.at > when);
      expect((next?.at ?? 0) - when).toBeGreaterThanOrEqual(1000);
    }
  });

  it("is given once when Slack was away and is back", async () => {
    const at = await withHistory();
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    at.slack.outage(true);
    await expect.poll(() => at.slack.calls().filter(({ ok }) => !ok).length, { timeout: 8000 }).toBeGreaterThan(2);
    at.slack.outage(false);
    await at.quiet();
    await isAnsweredOnce(at);
  });
});

describe("fault 149: blocks that Slack will not take", () => {
  it.each([
    ["invalid_blocks", 1, '"type":"table"'],
    ["msg_blocks_too_long", 2, '"type":"plain_text"'],
  ])("%s: the same in an older form, and at last in plain text", async (error, times, form) => {
    const real = await duckDbOver(groupLogs());
    const box: { at?: Scene } = {};
    const rows: Engine["rows"] = async (id, asked) => {
      // The status message is posted by now: what follows is the answer.
      for (let count = 0; count < times; count++) box.at?.slack.fail("chat.postMessage", { kind: "error", error });
      return real.rows(id, asked);
    };
    const at = await scene({ engine: { ...real, rows } });
    box.at = at;
    await askByCommand(at);
    await isAnsweredOnce(at);
    const answer = JSON.stringify(lastThread(at.slack, "C0INC")[1]?.blocks);
    expect(answer).toContain(form);
    expect(answer).not.toContain("data_table");
    expect(answer).toContain("AuthorizeSecurityGroupIngress");
    expect(answer).toContain("Window: 2026-11-19 23:00:00");
  });

  it("a headline's are left out: its text says the same", async () => {
    const at = await scene();
    at.slack.fail("chat.update", { kind: "error", error: "invalid_blocks" });
    await askByCommand(at);
    await isAnsweredOnce(at);
    expect(at.slack.messages("C0INC")[0]?.blocks).toEqual([]);
  });
});

describe("places where the answer may not go", () => {
  it.each([
    ["fault 72, the bot is not in the channel", { members: [] as string[] }, "invite me with “/invite @trail”"],
    ["fault 73, the channel is archived", { isArchived: true }, "archived"],
    ["fault 62, the channel is shared with others", { isExternallyShared: true }, "shared with another organization"],
    [
      "fault 63, the channel is about to be shared",
      { isPendingExternallyShared: true },
      "shared with another organization",
    ],
  ])("are told to the asker alone: %s", async (_, parts, words) => {
    const at = await scene();
    at.slack.setChannel("C0INC", parts);
    await askByCommand(at);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(told(at).join()).toContain(words);
    expect(await at.store.ofAsker("U0ALICE", 1)).toMatchObject([{ executions: [] }]);
  });

  it.each([
    ["fault 64, the channel became shared", (at: Scene) => at.slack.setChannel("C0INC", { isExternallyShared: true })],
    ["fault 65, the asker left", (at: Scene) => at.slack.setPerson("U0ALICE", { isDeactivated: true })],
    ["fault 67, the asker is a guest now", (at: Scene) => at.slack.setPerson("U0ALICE", { isGuest: true })],
  ])("while the question ran: %s, and nothing is shown", async (_, change) => {
    const memory = createMemoryEngine(() => ({
      columns: [{ name: "eventid", type: "varchar" }],
      rows: [{ eventid: "e1" }],
    }));
    const box: { at?: Scene } = {};
    const at = await scene({
      engine: {
        ...memory,
        rows: async (id, asked) => {
          if (box.at !== undefined) change(box.at);
          return memory.rows(id, asked);
        },
      },
    });
    box.at = at;
    await askByCommand(at, "console-logins today");
    expect(lastThread(at.slack, "C0INC")).toHaveLength(1);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("The answer is not shown:");
    expect(at.slack.files()).toEqual([]);
  });

  it("fault 66: where Slack does not say who asks, nothing is asked", async () => {
    const at = await scene();
    at.slack.fail("users.info", { kind: "error", error: "user_not_found" });
    await askByCommand(at);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(told(at)).toHaveLength(1);
  });

  it("fault 150: a status message that was removed is said anew", async () => {
    const at = await scene();
    at.slack.fail("chat.update", { kind: "error", error: "message_not_found" });
    await askByCommand(at);
    expect(at.slack.messages("C0INC").map(({ text }) => text.split("\n")[0])).toContain(
      "1 change to sg-5887f224 by alice.",
    );
  });
});

describe("files", () => {
  it("fault 152: whose bytes do not arrive are sent again", async () => {
    const at = await scene();
    at.slack.fail("upload", { kind: "status", status: 500, done: false });
    at.slack.fail("upload", { kind: "reset", done: false });
    await askByCommand(at);
    await isAnsweredOnce(at);
  });

  it("fault 155: that Slack does not take leave the answer as it is, and say so", async () => {
    const at = await scene();
    at.slack.fail("files.getUploadURLExternal", { kind: "error", error: "file_uploads_disabled" });
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(2);
    expect(told(at).join()).toContain("The CSV could not be sent to Slack (file_uploads_disabled)");
  });

  it.each([true, false])("fault 153: are shared once where history may be read (arrived before: %s)", async (done) => {
    const at = await withHistory();
    at.slack.fail("files.completeUploadExternal", { kind: "reset", done });
    await askByCommand(at);
    await isAnsweredOnce(at);
    expect(told(at)).toEqual([]);
  });

  it("fault 153: of which nobody knows whether they were shared are not shared twice", async () => {
    const at = await scene();
    at.slack.fail("files.completeUploadExternal", { kind: "status", status: 500, done: true });
    await askByCommand(at);
    await isAnsweredOnce(at);
    expect(told(at).join()).toContain("Slack did not say whether the CSV arrived");
  });
});

describe("sockets", () => {
  it("are renewed without a question lost", async () => {
    const at = await scene();
    await expect.poll(() => at.slack.sockets()).toBe(2);
    for (const text of ["sg-00000001", "sg-00000002", "sg-00000003"]) {
      await expect.poll(() => at.slack.sockets(), { timeout: 5000 }).toBe(2);
      at.slack.refreshSocket();
      const delivery = await at.slack.command({ ...ALICE, command: "/trail", text: `who-changed ${text} today` });
      expect(delivery.acknowledged).toBe(true);
    }
    await at.quiet();
    expect(at.slack.messages("C0INC")).toHaveLength(3);
  });

  it("that are renewed in the middle of 20 commands acknowledge all of them (fault 15)", async () => {
    const at = await scene();
    await expect.poll(() => at.slack.sockets()).toBe(2);
    const asked = Array.from({ length: 20 }, (_, index) =>
      at.slack.command({ ...ALICE, command: "/trail", text: `who-changed sg-${index + 10000000} today` }),
    );
    at.slack.refreshSocket();
    expect((await Promise.all(asked)).map(({ error }) => error)).toEqual(asked.map(() => null));
    expect(await at.store.ofAsker("U0ALICE", 30)).toHaveLength(20);
  });

  it("that drop are opened again, after a fault of Slack's too", async () => {
    const at = await scene();
    at.slack.fail("apps.connections.open", { kind: "status", status: 500, done: false });
    at.slack.dropSockets();
    await expect.poll(() => at.slack.sockets(), { timeout: 8000 }).toBe(2);
    await askByCommand(at);
    await isAnsweredOnce(at);
  });
});

describe("starting", () => {
  it.each([
    ["a wrong token", { bot: { botToken: "xoxb-wrong" } }, /Slack refused SLACK_BOT_TOKEN \(invalid_auth\)/],
    [
      "missing scopes",
      { slack: { scopes: ["commands", "chat:write"] } },
      /lacks scopes: app_mentions:read, channels:read, files:write/,
    ],
    ["a missing optional scope", { bot: { hasHistory: true } }, /lacks scopes: channels:history, groups:history/],
  ])("fails at once with %s", async (_, settings, message) => {
    await expect(scene(settings)).rejects.toThrow(message);
  });
});

describe("access", () => {
  it("fault 70: is closed without a rule", async () => {
    const at = await scene({ access: [] });
    await askByCommand(at);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(told(at).join()).toContain("access: [{ channels: [C0INC] }]");
  });

  it("faults 60 and 61: is closed to guests and strangers before a word of theirs is answered", async () => {
    const at = await scene();
    for (const user of ["U0CAROL", "U0DAVE"]) {
      at.slack.setChannel("C0INC", { members: ["U0CAROL", "U0DAVE", at.slack.botUser] });
      await askByCommand(at, "who-chagned sg-1", { user, channel: "C0INC" });
      expect(told(at, { user, channel: "C0INC" }).join()).toMatch(/^(Guests may not ask|Trail answers only members)/);
    }
  });

  it("a private answer is not shared into a channel that others see by now", async () => {
    const at = await scene();
    await at.slack.command({ ...ALICE, command: "/trail", text: `${QUESTION} privately` });
    await at.quiet();
    at.slack.setChannel("C0INC", { isExternallyShared: true });
    const [root] = at.slack.messages("D0ALICE");
    await at.slack.press({
      user: "U0ALICE",
      message: { channel: "D0ALICE", ts: at.slack.thread("D0ALICE", root?.ts ?? "")[1]?.ts ?? "" },
      actionId: "press-share",
    });
    await expect
      .poll(() =>
        at.slack
          .ephemerals("D0ALICE", "U0ALICE")
          .map(({ text }) => text)
          .join(),
      )
      .toContain("shared with another organization");
    expect(at.slack.messages("C0INC")).toEqual([]);
  });

  it("a button of another channel, or one that was never made, does nothing", async () => {
    const at = await scene();
    await askByCommand(at);
    const answer = lastThread(at.slack, "C0INC")[1];
    const copied = at.slack.post({ channel: "C0OPS", botId: "B0OTHER", text: "x", blocks: answer?.blocks ?? [] });
    await at.slack.press({ user: "U0ALICE", message: { channel: "C0OPS", ts: copied }, actionId: "press-again" });
    await expect
      .poll(() => told(at, { user: "U0ALICE", channel: "C0OPS" }).join())
      .toContain("This button does nothing any more");
    expect(await at.store.ofAsker("U0ALICE", 9)).toHaveLength(1);
  });

  it("a button pressed twice, by two people, runs once (fault 58)", async () => {
    const at = await scene();
    await askByCommand(at);
    const message = { channel: "C0INC", ts: lastThread(at.slack, "C0INC")[1]?.ts ?? "" };
    await Promise.all(["U0ALICE", "U0BOB"].map((user) => at.slack.press({ user, message, actionId: "press-wider" })));
    await at.quiet();
    await expect
      .poll(() => [...told(at), ...told(at, { user: "U0BOB", channel: "C0INC" })])
      .toEqual(["This is being answered already, in this thread."]);
    expect([...(await at.store.ofAsker("U0ALICE", 9)), ...(await at.store.ofAsker("U0BOB", 9))]).toHaveLength(2);
  });

  it("faults 68, 69 and 71: holds for groups, for direct messages, and for accounts", async () => {
    const at = await scene({ access: [{ who: ["S0SEC"], accounts: ["staging"] }] });
    await askByCommand(at, QUESTION, { user: "U0BOB", channel: "C0INC" });
    expect(told(at, { user: "U0BOB", channel: "C0INC" }).join()).toContain("only members of @sec may ask");
    await at.slack.write({ user: "U0ALICE", channel: "D0ALICE", text: QUESTION });
    await at.quiet();
    expect(at.slack.messages("D0ALICE")).toHaveLength(1);
    // The event is of prod: the rule shows staging alone.
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("no changes to sg-5887f224");
  });
});
