import { createServer } from "node:http";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { SCOPES } from "../../src/playground/start-local-slack.ts";
import type { Fault } from "../../src/playground/local-slack.ts";
import { clockAt, groupLogs, NOW, scene, type Scene, type SceneSettings } from "../fixtures/bot.ts";
import { ALICE, askByCommand, elementsOf, lastThread, pressLabel, QUESTION, told } from "../fixtures/conversation.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";

const HEADLINE = "1 change to sg-5887f224 by alice.";
const HISTORY = [...SCOPES, "channels:history", "groups:history"];

const withHistory = (bot: SceneSettings["bot"] = {}) =>
  scene({ slack: { scopes: HISTORY, clock: systemClock }, bot: { hasHistory: true, ...bot } });
const firstLines = (at: Scene) => at.slack.messages("C0INC").map(({ text }) => text.split("\n")[0]);
const callsOf = (at: Scene, name: string) => at.slack.calls().filter(({ method }) => method === name);

function isAnsweredOnce(at: Scene): void {
  expect(firstLines(at)).toEqual([HEADLINE]);
  expect(lastThread(at.slack, "C0INC").map(({ files }) => files.length)).toEqual([0, 0, 1]);
}

/** The bot over an engine that lets something happen, once, while the first question runs: when its rows are fetched. */
async function sceneWhere(meanwhile: (at: Scene) => void, settings: SceneSettings = {}): Promise<Scene> {
  const real = await duckDbOver(groupLogs());
  const box: { at?: Scene } = {};
  const rows: Engine["rows"] = (id, asked) => {
    if (box.at !== undefined) meanwhile(box.at);
    delete box.at;
    return real.rows(id, asked);
  };
  const at = await scene({ ...settings, engine: { ...real, rows } });
  box.at = at;
  return at;
}

describe("fault 144: a first post without an answer", () => {
  it.each([true, false])("is looked for before it is said again (it had arrived: %s)", async (done) => {
    const at = await withHistory({ patience: { call: 300, bytes: 300 } });
    at.slack.fail("chat.postMessage", { kind: "hang", done });
    await askByCommand(at);
    isAnsweredOnce(at);
    expect(callsOf(at, "conversations.history")).toHaveLength(1);
  });
});

describe("fault 158: what was said in a long thread", () => {
  it("is found again, and its file too", async () => {
    const bot = clockAt();
    let ago = 3_600_000;
    const clock = { ...bot, now: () => bot.now() - ago };
    const at = await scene({ slack: { scopes: HISTORY, clock }, bot: { hasHistory: true, clock: bot } });
    const { ts } = await at.slack.write({ ...ALICE, text: "Something is wrong." });
    for (let count = 0; count < 250; count++) {
      at.slack.post({ channel: "C0INC", user: "U0BOB", text: `${count}`, thread: ts });
    }
    const before = at.slack.thread("C0INC", ts).length;
    ago = 0;
    for (const method of ["chat.postMessage", "files.completeUploadExternal"]) {
      at.slack.fail(method, { kind: "reset", done: true });
    }
    await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> ${QUESTION}`, thread: ts });
    await at.quiet();
    expect(at.slack.thread("C0INC", ts).length - before).toBe(4);
    expect(told(at)).toEqual([]);
  });
});

describe("fault 150: what was removed while the question ran", () => {
  const removeRoot = (at: Scene) => at.slack.remove("C0INC", at.slack.messages("C0INC").at(-1)?.ts ?? "");

  it("is said anew, with rows and file below it, and the conversation goes on there", async () => {
    const at = await sceneWhere(removeRoot);
    await askByCommand(at);
    isAnsweredOnce(at);
    const root = at.slack.messages("C0INC")[0]?.ts ?? "";
    expect(await at.store.ofThread("C0INC", root, 9)).toMatchObject([{ ending: "answered" }]);
    await at.slack.write({ ...ALICE, thread: root, text: `<@${at.slack.botUser}> and yesterday?` });
    await at.quiet();
    expect(await at.store.ofThread("C0INC", root, 9)).toMatchObject([{ ending: "answered" }, { ending: "answered" }]);
  });

  it("after its headline leaves rows and file in the channel", async () => {
    const at = await scene();
    const stop = at.slack.watch(() => {
      if (!firstLines(at).includes(HEADLINE)) return;
      stop();
      removeRoot(at);
    });
    await askByCommand(at);
    const [answer, file, ...more] = lastThread(at.slack, "C0INC");
    expect(JSON.stringify(answer?.blocks)).toContain("AuthorizeSecurityGroupIngress");
    expect(file?.files).toHaveLength(1);
    expect(more).toEqual([]);
    expect(told(at)).toEqual([]);
  });

  it("is the question itself: the answer goes to the channel", async () => {
    const at = await scene();
    const stop = at.slack.watch(() => {
      const [question] = at.slack.messages("C0INC");
      if (question === undefined) return;
      stop();
      at.slack.remove("C0INC", question.ts);
    });
    await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> ${QUESTION}` });
    await at.quiet();
    isAnsweredOnce(at);
  });

  it("is not said again and again where the channel takes nothing any more", async () => {
    const at = await sceneWhere((now) => {
      removeRoot(now);
      for (let time = 0; time < 2; time++)
        now.slack.fail("chat.postMessage", { kind: "error", error: "restricted_action" });
    });
    await askByCommand(at);
    expect(at.slack.messages("C0INC")).toEqual([]);
    expect(callsOf(at, "chat.postMessage")).toHaveLength(3);
    expect(told(at)).toEqual([expect.stringContaining("restricted_action")]);
    expect(await at.store.ofAsker("U0ALICE", 1)).toMatchObject([{ ending: "failed", attempts: 1 }]);
  });
});

describe("fault 151: a place that takes no message", () => {
  it.each([
    ["restricted_action", "Slack did not let me post there (restricted_action)"],
    ["ekm_access_denied", "Slack did not let me post there (ekm_access_denied)"],
    ["channel_not_found", "I am not in that channel"],
    ["not_in_channel", "I am not in that channel"],
  ])("%s: the asker is told once, and the question has ended", async (error, words) => {
    const at = await scene();
    at.slack.fail("chat.postMessage", { kind: "error", error });
    await askByCommand(at);
    expect(callsOf(at, "chat.postMessage")).toHaveLength(1);
    expect(told(at)).toEqual([expect.stringContaining(words)]);
    expect(await at.store.ofAsker("U0ALICE", 1)).toMatchObject([{ ending: "failed", attempts: 1, executions: [] }]);
  });
});

describe("fault 159: an address for one person that is over", () => {
  const OVER: Fault = { kind: "status", status: 404, done: false };

  it("is followed by a note in the channel, unseen by others", async () => {
    const at = await scene({ access: [] });
    at.slack.fail("hook", OVER);
    await askByCommand(at);
    expect(callsOf(at, "chat.postEphemeral")).toHaveLength(1);
    expect(told(at)).toHaveLength(1);
    expect(callsOf(at, "chat.postMessage")).toEqual([]);
  });

  it("is followed by a direct message where the channel takes no note either", async () => {
    const at = await scene({ access: [] });
    at.slack.fail("hook", OVER);
    at.slack.fail("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });
    await askByCommand(at);
    expect(told(at)).toEqual([]);
    expect(at.slack.messages("D0ALICE").map(({ text }) => text)).toEqual([expect.stringContaining("access:")]);
  });
});

describe("faults 163 to 165, 169: whatever is said in Slack", () => {
  /** A bucket's name cannot hold this, but what a caller calls itself can. */
  const AGENT = "<!channel> @everyone https://evil.example <https://evil.example|AWS Console>\nTrail: nothing";

  function hostileLogs(): string {
    const folder = temporaryFolder();
    const requestParameters = { groupId: "sg-5887f224", note: AGENT };
    const parts = {
      eventName: "AuthorizeSecurityGroupIngress",
      userAgent: AGENT,
      requestParameters,
      errorMessage: AGENT,
    };
    put(folder, "a.json", records(event({ ...parts, eventID: "11111111-1111-4111-8111-111111111111" })));
    return folder;
  }

  it("names nobody, links nowhere and unfurls nothing", async () => {
    const at = await scene({ engine: await duckDbOver(hostileLogs()), bot: { auditChannel: "C0OPS" } });
    const [, answer] = await askByCommand(at);
    const picker = elementsOf(answer?.blocks ?? []).find((one) => one["action_id"] === "pick");
    const [option] = Array.isArray(picker?.["options"]) ? picker["options"] : [];
    const message = { channel: "C0INC", ts: answer?.ts ?? "" };
    at.slack.fail("hook", { kind: "status", status: 404, done: false });
    await at.slack.press({ user: "U0ALICE", message, actionId: "pick", value: String(option?.value) });
    await expect.poll(() => told(at)).toHaveLength(1);
    const row = { channel: "C0INC", ts: at.slack.ephemerals("C0INC", "U0ALICE").at(-1)?.ts ?? "" };
    await at.slack.press({ user: "U0ALICE", message: row, actionId: "press-pin" });
    await expect.poll(() => lastThread(at.slack, "C0INC").at(-1)?.text).toContain("Pinned");
    await at.slack.command({ ...ALICE, command: "/trail", text: `${QUESTION} privately` });
    await at.quiet();
    const privately = lastThread(at.slack, "D0ALICE")[1];
    await pressLabel(at, "U0ALICE", privately, "Share in the channel");
    await expect.poll(() => at.slack.messages("C0INC").length).toBe(2);
    const said = at.slack.calls().filter(({ method }) => /^chat\.(post|update)/.test(method));
    expect(new Set(said.map(({ method }) => method))).toEqual(
      new Set(["chat.postMessage", "chat.postEphemeral", "chat.update"]),
    );
    for (const { method, arguments: args } of said) {
      expect([String(args["link_names"]), args["parse"]], method).toEqual(["false", "none"]);
      if (method === "chat.postMessage") {
        const flags = ["unfurl_links", "unfurl_media", "mrkdwn"].map((name) => String(args[name]));
        expect(flags).toEqual(["false", "false", "false"]);
      }
      expect(args["text"]).not.toMatch(/[<>]|^Trail: nothing/m);
      expect(JSON.stringify(args["blocks"] ?? "")).not.toMatch(/mrkdwn|"markdown/);
    }
    expect(JSON.stringify(said)).toContain("&lt;!channel&gt; @everyone https://evil.example");
  });
});

describe("files", () => {
  it("fault 152: bytes that hang are sent to another address", async () => {
    const at = await scene({ bot: { patience: { call: 2000, bytes: 200 } } });
    at.slack.fail("upload", { kind: "hang", done: false });
    await askByCommand(at);
    isAnsweredOnce(at);
    expect(callsOf(at, "files.getUploadURLExternal")).toHaveLength(2);
    expect(told(at)).toEqual([]);
  });

  it("fault 153: a completion without an answer is not made twice where nobody may look", async () => {
    const at = await scene({ bot: { patience: { call: 300, bytes: 300 } } });
    at.slack.fail("files.completeUploadExternal", { kind: "hang", done: true });
    await askByCommand(at);
    expect(callsOf(at, "files.completeUploadExternal")).toHaveLength(1);
    expect(told(at).join()).toContain("Slack did not say whether the CSV arrived");
  });

  it("fault 154: a completion that Slack took without sharing the file is not taken for a share", async () => {
    const at = await withHistory({ clock: clockAt(NOW, 100) });
    at.slack.fail("files.completeUploadExternal", { kind: "answer", done: false, fields: { files: [] } });
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(2);
    expect(callsOf(at, "files.completeUploadExternal")).toHaveLength(1);
    expect(callsOf(at, "conversations.replies").length).toBeGreaterThan(3);
    expect(told(at).join()).toContain("Slack did not say whether the CSV arrived");
  });

  it("fault 156: bytes go to no other host, not even to another port of the same", async () => {
    const seen: string[] = [];
    const stranger = createServer((request) => void seen.push(request.url ?? "")).listen(0, "127.0.0.1");
    await once(stranger, "listening");
    onTestFinished(() => void stranger.close());
    const address = stranger.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const at = await scene();
    const fields = { upload_url: `http://127.0.0.1:${port}/upload/x` };
    at.slack.fail("files.getUploadURLExternal", { kind: "answer", done: true, fields });
    await askByCommand(at);
    expect(seen).toEqual([]);
    expect(callsOf(at, "files.completeUploadExternal")).toEqual([]);
    expect(told(at).join()).toContain("The CSV could not be sent to Slack (foreign_upload_host)");
  });
});
