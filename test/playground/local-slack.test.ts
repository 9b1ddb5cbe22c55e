import { App, HTTPReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LocalSlack } from "../../src/playground/local-slack.ts";
import { startLocalSlack, type LocalSlackSettings } from "../../src/playground/start-local-slack.ts";
import { quietLogger } from "../fixtures/quiet-logger.ts";

async function slackOf(settings: LocalSlackSettings = {}): Promise<LocalSlack> {
  const slack = await startLocalSlack(settings);
  onTestFinished(() => slack.close());
  return slack;
}

function webOf(slack: LocalSlack): WebClient {
  return new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2000,
  });
}

/** A Bolt app over Socket Mode with one of each listener. */
async function socketApp(slack: LocalSlack): Promise<{ app: App; heard: string[] }> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: quietLogger(),
  });
  const heard: string[] = [];
  listen(app, heard);
  await app.start();
  onTestFinished(async () => void (await app.stop()));
  return { app, heard };
}

function listen(app: App, heard: string[]): void {
  app.command("/trail", async ({ command, ack, respond }) => {
    await ack({ response_type: "ephemeral", text: `taken: ${command.text}` });
    await respond({ text: "one moment" });
  });
  app.event("app_mention", async ({ event, say }) => {
    heard.push(`mention ${event.text}`);
    await say({ text: "here", thread_ts: event.ts });
  });
  app.action("go", async ({ action, ack }) => {
    await ack();
    heard.push(`press ${"value" in action ? action.value : ""}`);
  });
  app.shortcut("ask", async ({ ack, body, client }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: "modal",
        callback_id: "form",
        title: { type: "plain_text", text: "Ask" },
        submit: { type: "plain_text", text: "Ask" },
        blocks: [
          {
            type: "input",
            block_id: "name",
            label: { type: "plain_text", text: "Name" },
            element: { type: "plain_text_input", action_id: "name" },
          },
        ],
      },
    });
  });
  app.view("form", async ({ view, ack }) => {
    const name = view.state.values["name"]?.["name"]?.value ?? "";
    heard.push(`form ${name}`);
    await (name === "" ? ack({ response_action: "errors", errors: { name: "Write a name." } }) : ack());
  });
}

describe("a Bolt app over Socket Mode", () => {
  it("gets commands, and answers with its acknowledgement and through the address", async () => {
    const slack = await slackOf();
    await socketApp(slack);
    const delivery = await slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: "help" });
    expect(delivery).toMatchObject({ acknowledged: true, error: null, body: { text: "taken: help" } });
    await expect.poll(() => slack.ephemerals("C0INC", "U0ALICE").map(({ text }) => text)).toEqual(["one moment"]);
    expect(slack.ephemerals("C0INC", "U0BOB")).toEqual([]);
  });

  it("gets mentions, and posts into the thread", async () => {
    const slack = await slackOf();
    const { heard } = await socketApp(slack);
    const { ts } = await slack.write({ user: "U0ALICE", channel: "C0INC", text: `<@${slack.botUser}> who` });
    await expect
      .poll(() => slack.thread("C0INC", ts).map(({ text }) => text))
      .toEqual([`<@${slack.botUser}> who`, "here"]);
    expect(heard).toEqual([`mention <@${slack.botUser}> who`]);
    await slack.write({ user: "U0ALICE", channel: "C0INC", text: "to nobody" });
    expect(heard).toHaveLength(1);
  });

  it("gets presses, shortcuts and forms", async () => {
    const slack = await slackOf();
    const { heard } = await socketApp(slack);
    const posted = await webOf(slack).chat.postMessage({
      channel: "C0INC",
      text: "x",
      blocks: [
        {
          type: "actions",
          elements: [{ type: "button", action_id: "go", value: "17", text: { type: "plain_text", text: "Go" } }],
        },
      ],
    });
    await slack.press({ user: "U0BOB", message: { channel: "C0INC", ts: posted.ts ?? "" }, actionId: "go" });
    await slack.shortcut({ user: "U0BOB", callbackId: "ask" });
    await expect.poll(() => slack.view("U0BOB")?.callbackId).toBe("form");
    await slack.submit("U0BOB", { name: "" });
    expect(slack.view("U0BOB")?.errors).toEqual({ name: "Write a name." });
    await slack.submit("U0BOB", { name: "sg-1" });
    expect(slack.view("U0BOB")).toBeNull();
    expect(heard).toEqual(["press 17", "form ", "form sg-1"]);
  });

  it("is told what Slack would tell when nobody listens", async () => {
    const slack = await slackOf();
    const delivery = await slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: "x" });
    expect(delivery).toMatchObject({ acknowledged: false, error: "dispatch_failed" });
  });
});

it("delivers signed requests over HTTP", async () => {
  const slack = await slackOf();
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, port: 0, logger: quietLogger() });
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: quietLogger(),
  });
  const heard: string[] = [];
  listen(app, heard);
  const server = await app.start(0);
  onTestFinished(async () => void (await app.stop()));
  const address = "address" in server && typeof server.address === "function" ? server.address() : null;
  slack.deliverTo(
    `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/slack/events`,
  );
  const delivery = await slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: "help" });
  expect(delivery).toMatchObject({ acknowledged: true, body: { text: "taken: help" } });
  await slack.write({ user: "U0ALICE", channel: "C0INC", text: `<@${slack.botUser}> who` });
  expect(heard).toEqual([`mention <@${slack.botUser}> who`]);
});

describe("the Web API", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["chat.postMessage", { channel: "C0NONE", text: "x" }, "channel_not_found"],
    ["chat.postMessage", { channel: "C0INC" }, "no_text"],
    ["chat.postMessage", { channel: "C0INC", text: "x", thread_ts: "1.000001" }, "thread_not_found"],
    ["chat.postMessage", { channel: "C0INC", text: "x", blocks: [{ type: "section" }] }, "invalid_blocks"],
    ["chat.update", { channel: "C0INC", ts: "1.000001", text: "x" }, "message_not_found"],
    ["conversations.history", { channel: "C0INC" }, "missing_scope"],
    ["users.info", { user: "U0NOBODY" }, "user_not_found"],
    ["views.open", { trigger_id: "t1", view: {} }, "invalid_trigger_id"],
    ["no.such.method", {}, "unknown_method"],
  ])("refuses %s %j with %s", async (method, args, code) => {
    const slack = await slackOf();
    await expect(webOf(slack).apiCall(method, args)).rejects.toMatchObject({ data: { error: code } });
    expect(slack.calls().at(-1)).toMatchObject({ method, ok: false, error: code });
  });

  it("refuses a channel without the bot, and one that is archived", async () => {
    const slack = await slackOf();
    slack.setChannel("C0OPS", { members: [] });
    slack.setChannel("C0INC", { isArchived: true });
    await expect(webOf(slack).chat.postMessage({ channel: "C0OPS", text: "x" })).rejects.toMatchObject({
      data: { error: "not_in_channel" },
    });
    await expect(webOf(slack).chat.postMessage({ channel: "C0INC", text: "x" })).rejects.toMatchObject({
      data: { error: "is_archived" },
    });
  });

  it("shares a file once, in its thread", async () => {
    const slack = await slackOf();
    const web = webOf(slack);
    const { ts = "" } = await web.chat.postMessage({ channel: "C0INC", text: "root" });
    const { upload_url: url = "", file_id: id = "" } = await web.files.getUploadURLExternal({
      filename: "a.csv",
      length: 3,
    });
    expect((await fetch(url, { method: "POST", body: "abcd" })).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: "abc" })).status).toBe(200);
    const complete = () =>
      web.files.completeUploadExternal({ files: [{ id, title: "A" }], channel_id: "C0INC", thread_ts: ts });
    await complete();
    await expect(complete()).rejects.toMatchObject({ data: { error: "file_not_found" } });
    expect(slack.thread("C0INC", ts)[1]?.files).toMatchObject([{ name: "a.csv", title: "A", bytes: 3 }]);
    expect(slack.content(id).toString()).toBe("abc");
  });

  it("meets faults in the order in which they were put", async () => {
    const slack = await slackOf();
    const web = webOf(slack);
    slack.fail("chat.postMessage", { kind: "status", status: 500, done: true });
    slack.fail("chat.postMessage", { kind: "limited", retryAfter: 7 });
    slack.fail("chat.postMessage", { kind: "reset", done: false });
    const post = (text: string) => web.chat.postMessage({ channel: "C0INC", text });
    await expect(post("a")).rejects.toMatchObject({ statusCode: 500 });
    await expect(post("b")).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post("c")).rejects.toMatchObject({ name: "WebAPIRequestError" });
    await post("d");
    expect(slack.messages("C0INC").map(({ text }) => text)).toEqual(["a", "d"]);
    slack.outage(true);
    await expect(post("e")).rejects.toMatchObject({ statusCode: 503 });
    slack.outage(false);
    await post("f");
  });
});
