import { z } from "zod";
import { once } from "node:events";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer as createProxyServer, type Server } from "node:http";
import { connect, createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { steadyNow } from "../src/clock.ts";
import { openSqliteStore } from "../src/jobs/sqlite-store.ts";
import type { LocalSlack } from "../src/playground/local-slack.ts";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import { groupLogs } from "./fixtures/bot.ts";
import { started } from "./fixtures/command-line/started.ts";
import { startLocalEc2 } from "./fixtures/ec2/local-ec2.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

const Line = z.record(z.string(), z.unknown());

async function slackAndTokens(): Promise<{ slack: LocalSlack; tokens: Record<string, string> }> {
  const slack = await startLocalSlack();
  onTestFinished(() => slack.close());
  const tokens = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    TRAIL_DATA: groupLogs(),
  };
  return { slack, tokens };
}

/** A proxy that opens tunnels, and notes where to. */
function folderOf(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

function createProxy(seen: string[]): Server {
  return createProxyServer().on("connect", (request, socket, head) => {
    seen.push(request.url ?? "");
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const target = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on("error", () => end.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("./trail start", () => {
  it("fault 210: a second signal, with a question in hand, ends it at once with 1", async () => {
    const endTwice = async (first: "SIGINT" | "SIGTERM"): Promise<void> => {
      const { slack, tokens } = await slackAndTokens();
      const bot = started(["start"], tokens);
      await bot.says("the bot is ready");
      slack.outage(true);
      const typed = { user: "U0ALICE", channel: "C0INC", command: "/trail", text: "who-changed sg-1234abcd today" };
      await slack.command(typed);
      bot.child.kill(first);
      await bot.says("the bot stops");
      bot.child.kill("SIGTERM");
      const began = performance.now();
      expect(await bot.ended).toBe(1);
      // A drain would take fifteen seconds; a machine with other work may take more than the one that is promised.
      expect(performance.now() - began).toBeLessThan(5000);
    };
    await Promise.all([endTwice("SIGTERM"), endTwice("SIGINT")]);
  });

  it("fault 211: what a library throws and nobody catches is written down, and ends it with 1", async () => {
    const { slack, tokens } = await slackAndTokens();
    const state = temporaryFolder();
    const library = resolve(import.meta.dirname, "fixtures/rejecting-library.mjs");
    const bot = started(["start"], { ...tokens, TRAIL_STATE: state, NODE_OPTIONS: `--import ${library}` });
    await bot.says("the bot is ready");
    slack.outage(true);
    await slack.command({
      user: "U0ALICE",
      channel: "C0INC",
      command: "/trail",
      text: "who-changed sg-1234abcd today",
    });
    bot.child.kill("SIGUSR2");
    expect(await bot.ended).toBe(1);
    const last = Line.parse(JSON.parse(bot.output().trim().split("\n").at(-1) ?? ""));
    expect(last).toMatchObject({ level: 50, msg: expect.stringContaining("nobody caught") });
    expect(JSON.stringify(last)).toContain("a promise of the library");
    const store = openSqliteStore(join(state, "jobs.sqlite"));
    onTestFinished(() => store.close());
    // Nobody holds it longer than half a minute: the next process goes on with it.
    const later = steadyNow() + 30_000;
    expect(await store.takeUp({ owner: "next", now: later, until: later + 30_000 }, 5)).toMatchObject([
      { ending: null, attempts: 2 },
    ]);
  });

  it("answers, shows its health and figures, and ends with 0 at a signal", async () => {
    const { slack, tokens } = await slackAndTokens();
    const port = await freePort();
    const file = join(temporaryFolder(), "trail.yml");
    writeFileSync(file, `access: [{ channels: [C0INC] }]\nmonitor: { port: ${port} }\n`);
    const bot = started(["start"], { ...tokens, TRAIL_CONFIG: file });
    await bot.says("the bot is ready");
    await slack.command({
      user: "U0ALICE",
      channel: "C0INC",
      command: "/trail",
      text: "who-changed sg-5887f224 on 2026-11-20",
    });
    await bot.says('"ending":"answered"');
    expect(slack.messages("C0INC")[0]?.text).toContain("1 change to sg-5887f224 by alice.");
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain(
      'trail_questions_total{ending="answered"} 1',
    );
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    const lines = bot
      .output()
      .trim()
      .split("\n")
      .map((line) => Line.parse(JSON.parse(line)));
    const audit = lines.filter((line) => "audit" in line);
    expect(audit).toMatchObject([{ audit: { n: 1, event: "accepted" } }, { audit: { n: 2, outcome: "answered" } }]);
    for (const line of lines) if (!audit.includes(line)) expect(line).toMatchObject({ msg: expect.any(String) });
    expect(bot.output()).not.toMatch(/xoxb-|"level":[456]0/);
  });

  it("asks EC2 where the configuration says so", async () => {
    const { slack, tokens } = await slackAndTokens();
    const ec2 = await startLocalEc2({
      "eu-west-1": { instances: [{ id: "i-0abc123def4567890", groups: ["sg-5887f224"] }] },
    });
    const file = join(temporaryFolder(), "trail.yml");
    writeFileSync(file, "access: [{ channels: [C0INC] }]\nregions: [eu-west-1]\nfeatures: { ec2: true }\n");
    const aws = {
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE12",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_ENDPOINT_URL_EC2: ec2.url,
    };
    const bot = started(["start"], { ...tokens, ...aws, TRAIL_CONFIG: file });
    await bot.says('"ec2":true');
    await slack.command({
      user: "U0ALICE",
      channel: "C0INC",
      command: "/trail",
      text: "what changed around i-0abc123def4567890 on 2026-11-20",
    });
    await bot.says('"ending":"answered"');
    expect(slack.messages("C0INC")[0]?.text).toContain("1 change around i-0abc123def4567890 by alice.");
    expect(ec2.calls).toEqual([{ call: "eu-west-1 DescribeInstances", ids: ["i-0abc123def4567890"] }]);
  });

  it("fault 229: writes to its state folder alone, and keeps no file of an answer", async () => {
    const { slack, tokens } = await slackAndTokens();
    const state = join(temporaryFolder(), "state");
    const file = join(temporaryFolder(), "trail.yml");
    writeFileSync(file, "access: [{ channels: [C0INC] }]\n");
    const bot = started(["start"], {
      ...tokens,
      TRAIL_CONFIG: file,
      TRAIL_STATE: state,
      // Node refuses every other write, whoever runs this.
      NODE_OPTIONS: `--permission --allow-fs-read=* --allow-fs-write=${dirname(state)} --allow-addons --no-warnings`,
    });
    await bot.says("the bot is ready");
    await slack.command({
      user: "U0ALICE",
      channel: "C0INC",
      command: "/trail",
      text: "who-changed sg-5887f224 on 2026-11-20",
    });
    await bot.says('"ending":"answered"');
    expect(slack.files().length).toBe(1);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(readdirSync(state)).toContain("jobs.sqlite");
    expect([...readdirSync(join(state, "csv")), ...readdirSync(join(state, "spool"))]).toEqual([]);
    expect(statSync(state).mode & 0o077).toBe(0);
  });

  it("over HTTP needs no app token; fault 202: and warns that its port is in the clear", async () => {
    const { slack, tokens } = await slackAndTokens();
    const port = await freePort();
    const bot = started(["start"], {
      ...tokens,
      SLACK_APP_TOKEN: "",
      SLACK_SIGNING_SECRET: slack.signingSecret,
      PORT: String(port),
    });
    await bot.says("the bot is ready");
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
    const delivery = await slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: "help" });
    expect(delivery.acknowledged).toBe(true);
    expect(bot.output()).toMatch(/"level":40,[^\n]*let nothing reach the port but what ends TLS/);
    bot.child.kill("SIGINT");
    expect(await bot.ended).toBe(0);
  });

  it("goes through a proxy, with its calls and its socket", async () => {
    const { slack, tokens } = await slackAndTokens();
    const seen: string[] = [];
    const proxy = createProxy(seen);
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const bot = started(["start"], {
      ...tokens,
      HTTP_PROXY: `http://127.0.0.1:${port}`,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
    });
    await bot.says("the bot is ready");
    // One tunnel for the calls, and one for each of the two sockets.
    expect(seen.filter((target) => target === new URL(slack.origin).host).length).toBeGreaterThanOrEqual(3);
    bot.child.kill("SIGKILL");
    await bot.ended;
  });

  it("waits where Slack is away, says so to whoever watches, and starts once it is back; ends with 78 where Socket Mode is switched off meanwhile (faults 17 and 18)", async () => {
    const { slack, tokens } = await slackAndTokens();
    slack.outage(true);
    const port = await freePort();
    const file = join(temporaryFolder(), "trail.yml");
    writeFileSync(file, `monitor: { port: ${port} }\n`);
    const bot = started(["start"], { ...tokens, TRAIL_CONFIG: file });
    await bot.says("Slack cannot be reached: it is asked again");
    const health = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).json();
    expect(await health()).toEqual({ status: "not ready", reasons: ["not connected to Slack yet"] });
    slack.outage(false);
    await bot.says("the bot is ready");
    await expect.poll(health).toEqual({ status: "ok" });
    slack.fail("apps.connections.open", { kind: "error", error: "link_disabled" });
    slack.fail("apps.connections.open", { kind: "error", error: "link_disabled" });
    slack.dropSockets();
    expect(await bot.ended).toBe(78);
    expect(bot.output()).toContain("Slack lets this app open no connection (link_disabled)");
  });

  it("ends with 0 at a signal while it waits for Slack (fault 18)", async () => {
    const { slack, tokens } = await slackAndTokens();
    slack.outage(true);
    const bot = started(["start"], tokens);
    await bot.says("Slack cannot be reached: it is asked again");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  it.each([
    ["nothing set", () => ({}), /SLACK_BOT_TOKEN is missing.*SLACK_APP_TOKEN is missing/],
    [
      "faults of several places",
      () => ({ SLACK_BOT_TOKEN: "xoxp-1-topsecret", TRAIL_CONFIG: "/nowhere.yml", TRAIL_DATA: "/nowhere" }),
      /^(?!.*topsecret)(?!.*SLACK_BOT_TOKEN.*SLACK_BOT_TOKEN).*nowhere\.yml.*SLACK_BOT_TOKEN is of the wrong kind.*SLACK_APP_TOKEN/,
    ],
    [
      "a wrong bot token",
      (tokens: Record<string, string>) => ({ ...tokens, SLACK_BOT_TOKEN: "xoxb-wrong" }),
      /invalid_auth/,
    ],
    [
      "a wrong app token",
      (tokens: Record<string, string>) => ({ ...tokens, SLACK_APP_TOKEN: "xapp-wrong" }),
      /invalid_auth/,
    ],
    [
      "a missing folder of logs",
      (tokens: Record<string, string>) => ({ ...tokens, TRAIL_DATA: "/nowhere" }),
      /cannot be opened: it does not exist/,
    ],
    [
      "fault 215: a store that is none",
      (tokens: Record<string, string>) => ({ ...tokens, TRAIL_STATE: folderOf("jobs.sqlite", "x".repeat(4096)) }),
      /The store .* cannot be opened/,
    ],
  ])("ends with 78 and a sentence: %s", async (_, environment, words) => {
    const { tokens } = await slackAndTokens();
    const bot = started(["start"], environment(tokens));
    expect(await bot.ended).toBe(78);
    expect(bot.output()).toMatch(words);
  });
});

it("./trail demo opens on an alarm with an answered thread, the card of an alert and a schedule, at an address that it names", async () => {
  const demo = started(["demo", "--port", "0"], {});
  await demo.says("open it in a browser");
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.output())?.[0] ?? "";
  const look = async (): Promise<string> =>
    (await fetch(`${origin}/fragments?person=U0BOB&channel=C0INC&thread=`)).text();
  await expect.poll(look, { timeout: 15_000 }).toContain("5 replies");
  expect(await look()).toContain("who changed sg-5887f224 yesterday");
  expect(await look()).toContain("restricted-common-ports: sg-5887f224");
  const { messages } = z.object({ messages: z.string() }).parse(JSON.parse(await look()));
  const act = (name: string, parts: Record<string, unknown>): Promise<Response> =>
    fetch(`${origin}/act/${name}`, { method: "POST", body: JSON.stringify({ person: "U0BOB", ...parts }) });
  const [, alarm = ""] = /data-investigate="([\d.]+)"/.exec(messages) ?? [];
  await act("investigate", { message: { channel: "C0INC", ts: alarm } });
  await expect.poll(look, { timeout: 15_000 }).toContain("6 replies");
  const [, card = ""] = /restricted-common-ports[\s\S]*?data-investigate="([\d.]+)"/.exec(messages) ?? [];
  const press = { actionId: "press-alert-0", blockId: "alert", value: null, message: { channel: "C0INC", ts: card } };
  await act("press", press);
  const thread = async (): Promise<string> =>
    (await fetch(`${origin}/fragments?person=U0BOB&channel=C0INC&thread=${card}`)).text();
  await expect
    .poll(thread, { timeout: 15_000 })
    .toContain("2 changes to sg-5887f224 by bob. The alert came 5 min after");
  await act("home", { person: "U0ALICE" });
  const home = async (): Promise<string> =>
    (await fetch(`${origin}/fragments?person=U0ALICE&channel=home&thread=`)).text();
  await expect.poll(home, { timeout: 15_000 }).toMatch(/Your schedules.*digest/);
  demo.child.kill("SIGTERM");
  expect(await demo.ended).toBe(0);
});
