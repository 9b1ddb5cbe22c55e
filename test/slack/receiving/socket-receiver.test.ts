import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { App } from "@slack/bolt";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import type { Clock } from "../../../src/clock.ts";
import { createSocketReceiver, type SocketSettings } from "../../../src/slack/receiving/socket-receiver.ts";
import { movingClock } from "../../fixtures/clock.ts";
import { quietLogger } from "../../fixtures/quiet-logger.ts";

/** What apps.connections.open answers, from the first call on; null: an address. The last one stays. */
type Answer = ((response: ServerResponse) => void) | null;

interface Slack {
  readonly apiUrl: string;
  /** How often a connection was asked for. */
  opens(): number;
  sockets(): number;
}

/** A Slack whose sockets do as a script says. */
async function slackThat(
  connected: (socket: WebSocket) => void,
  answers: readonly Answer[] = [null],
  autoPong = true,
): Promise<Slack> {
  let opens = 0;
  const sockets = new WebSocketServer({ noServer: true, autoPong });
  sockets.on("connection", connected);
  const server = createServer((_, response) => {
    const answer = answers[Math.min(opens++, answers.length - 1)] ?? null;
    if (answer !== null) return answer(response);
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/` }));
  });
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (upgraded) => sockets.emit("connection", upgraded, request));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    opens: () => opens,
    sockets: () => sockets.clients.size,
  };
}

const say = (socket: WebSocket, frame: object): void => socket.send(JSON.stringify(frame));
const hello = (socket: WebSocket): void => say(socket, { type: "hello", num_connections: 1 });

async function receiverAt({ apiUrl }: Slack, clock: Clock, parts: Partial<SocketSettings> = {}) {
  const warnings: string[] = [];
  const receiver = createSocketReceiver({
    appToken: "xapp-test",
    apiUrl,
    connections: 1,
    silence: 5000,
    clock,
    random: () => 0.5,
    logger: { ...quietLogger(), warn: (...words) => void warnings.push(words.join(" ")) },
    refused: () => undefined,
    dropped: () => undefined,
    ...parts,
  });
  const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-x" }), logger: quietLogger() });
  onTestFinished(() => void receiver.stop());
  return { receiver, app, warnings };
}

/** A clock on which so many waits are over at once, and those for nothing; all others never are. */
function fewWaits(most: number): ReturnType<typeof movingClock> {
  const clock = movingClock();
  return {
    ...clock,
    waits: clock.waits,
    now: () => clock.now(),
    after: (ms, signal) =>
      ms === 0 || clock.waits.length < most
        ? clock.after(ms)
        : new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true })),
  };
}

describe("connections that Slack refuses", () => {
  it.each([
    ["before its hello", (socket: WebSocket) => say(socket, { type: "disconnect", reason: "too_many_websockets" })],
    [
      "after its hello",
      (socket: WebSocket) => {
        hello(socket);
        say(socket, { type: "disconnect", reason: "too_many_websockets" });
      },
    ],
  ])("for their number are asked for after half a minute to five, and said once: %s (fault 16)", async (_, script) => {
    const slack = await slackThat(script);
    const clock = fewWaits(40);
    const { receiver, warnings } = await receiverAt(slack, clock);
    void receiver.start();
    await expect.poll(() => clock.waits.filter((ms) => ms >= 30_000).length).toBeGreaterThanOrEqual(6);
    const pauses = clock.waits.filter((ms) => ms >= 30_000);
    expect(pauses.slice(0, 6)).toEqual([45_000, 90_000, 180_000, 300_000, 300_000, 300_000]);
    expect(slack.opens()).toBeLessThanOrEqual(1 + clock.now() / 30_000);
    expect(warnings.filter((words) => words.includes("too_many_websockets"))).toHaveLength(1);
    expect(receiver.open()).toBe(0);
  });

  it.each<[string, (socket: WebSocket) => void, readonly number[]]>([
    ["closed at once", (socket) => socket.close(), [500, 1000, 2000, 4000]],
    [
      "renewed at once",
      (socket) => say(socket, { type: "disconnect", reason: "refresh_requested" }),
      [0, 500, 1000, 2000],
    ],
  ])("or that do not last are asked for after longer and longer pauses: %s", async (_, end, pauses) => {
    const slack = await slackThat((socket) => {
      hello(socket);
      end(socket);
    });
    const clock = fewWaits(4);
    const { receiver } = await receiverAt(slack, clock);
    void receiver.start();
    await expect.poll(() => clock.waits).toEqual(pauses);
  });
});

describe("apps.connections.open", () => {
  const plain =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      void response.writeHead(status, headers).end(JSON.stringify({ ok: false, error: "ratelimited" }));

  it.each<[string, Answer, number]>([
    ["an error of Slack's", plain(500), 500],
    ["a broken connection", (response) => void response.socket?.destroy(), 500],
    ["too many calls", plain(429, { "retry-after": "60" }), 60_000],
  ])("failing is waited for, by rule: %s (fault 18)", async (_, answer, pause) => {
    const slack = await slackThat(hello, [answer, null]);
    const clock = movingClock();
    const refused: Error[] = [];
    const { receiver } = await receiverAt(slack, clock, { refused: (cause) => void refused.push(cause) });
    expect(receiver.open()).toBe(0);
    await receiver.start();
    expect(clock.waits).toEqual([pause]);
    expect(refused).toEqual([]);
    expect(receiver.open()).toBe(1);
  });

  it.each(["link_disabled", "invalid_auth"])("answering %s while the bot runs is the end (fault 17)", async (error) => {
    const live: WebSocket[] = [];
    const slack = await slackThat(
      (socket) => {
        live.push(socket);
        hello(socket);
      },
      [null, (response) => void response.end(JSON.stringify({ ok: false, error }))],
    );
    const refused: Error[] = [];
    const { receiver } = await receiverAt(slack, movingClock(), { refused: (cause) => void refused.push(cause) });
    await receiver.start();
    live[0]?.terminate();
    await expect.poll(() => refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ code: "configuration", message: expect.stringContaining(error) });
    expect(slack.opens()).toBe(2);
  });
});

describe("a connection", () => {
  it("whose other end is silent is given up, though it is never closed (fault 19)", async () => {
    const slack = await slackThat(
      (socket) => {
        hello(socket);
        // What comes is not read any more: neither pings nor the wish to close.
        socket.pause();
      },
      [null],
      false,
    );
    const { receiver } = await receiverAt(slack, movingClock(), { silence: 90 });
    await receiver.start();
    await expect.poll(() => slack.opens()).toBeGreaterThan(1);
  });

  /** A command is in hand when Slack renews the connection that it came over. */
  async function renewed(clock: Clock) {
    const acked: string[] = [];
    const sockets: WebSocket[] = [];
    const slack = await slackThat((socket) => {
      sockets.push(socket);
      socket.on("message", (data) => void acked.push(Buffer.isBuffer(data) ? data.toString() : "?"));
      hello(socket);
    });
    const written = Promise.withResolvers<void>();
    const { receiver, app } = await receiverAt(slack, clock);
    let taken = 0;
    app.command("/trail", async ({ ack }) => {
      taken++;
      await written.promise;
      await ack();
    });
    await receiver.start();
    const [first] = sockets;
    if (first === undefined) throw new Error("There is no connection.");
    say(first, { type: "slash_commands", envelope_id: "e1", payload: { command: "/trail", text: "" } });
    say(first, { type: "disconnect", reason: "refresh_requested" });
    await expect.poll(() => sockets).toHaveLength(2);
    const [, second = first] = sockets;
    return { receiver, first, second, acked, written, taken: () => taken };
  }

  it("that is renewed is replaced first, and closed when its acknowledgements are out (fault 15)", async () => {
    const { first, acked, written } = await renewed(fewWaits(0));
    expect([first.readyState, acked]).toEqual([first.OPEN, []]);
    written.resolve();
    await once(first, "close");
    expect(acked).toEqual([expect.stringContaining('"e1"')]);
  });

  it("that is renewed is closed after three seconds, whatever has not been acknowledged (fault 15)", async () => {
    const clock = movingClock();
    const { first, acked } = await renewed(clock);
    await expect.poll(() => first.readyState).toBe(first.CLOSED);
    expect([acked, clock.waits]).toEqual([[], expect.arrayContaining([3000])]);
  });

  it("takes no more when the bot stops, and is closed when its acknowledgements are out", async () => {
    const { second, acked, written, taken, receiver } = await renewed(fewWaits(0));
    say(second, { type: "slash_commands", envelope_id: "e2", payload: { command: "/trail", text: "" } });
    await expect.poll(taken).toBe(2);
    const stopped = receiver.stop();
    say(second, { type: "slash_commands", envelope_id: "e3", payload: { command: "/trail", text: "" } });
    second.ping();
    await once(second, "pong");
    written.resolve();
    await stopped;
    expect(taken()).toBe(2);
    expect(acked.toSorted()).toEqual([expect.stringContaining('"e1"'), expect.stringContaining('"e2"')]);
  });
});
