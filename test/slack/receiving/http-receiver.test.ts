import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { App } from "@slack/bolt";
import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../src/clock.ts";
import { startMonitor } from "../../../src/monitor/monitor.ts";
import { createHttpReceiver } from "../../../src/slack/receiving/http-receiver.ts";
import { quietLogger } from "../../fixtures/quiet-logger.ts";

async function receiverPort(patience: number): Promise<number> {
  const receiver = createHttpReceiver({
    signingSecret: "secret",
    port: 0,
    patience,
    clock: systemClock,
    logger: quietLogger(),
    isFresh: async () => true,
    dropped: () => undefined,
  });
  new App({ receiver, authorize: async () => ({ botToken: "xoxb-x" }), logger: quietLogger() });
  await receiver.start();
  onTestFinished(() => void receiver.stop());
  return receiver.port();
}

async function monitorPort(patience: number): Promise<number> {
  const monitor = await startMonitor({ port: 0, patience, faults: () => [], figures: async () => "" });
  onTestFinished(() => monitor.close());
  return monitor.port;
}

/** A connection that begins a request and never ends it; what is said to it until it is closed. */
async function slow(port: number): Promise<{ readonly said: Promise<string> }> {
  const socket = connect(port, "127.0.0.1");
  const said = text(socket).catch(() => "");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  socket.write("POST /slack/events HTTP/1.1\r\nhost: x\r\nx-");
  return { said };
}

it.each([
  ["Slack's requests", receiverPort],
  ["the monitor", monitorPort],
])("headers that do not come in time end their connections, and keep nobody waiting: %s (fault 9)", async (_, open) => {
  const port = await open(200);
  const slowOnes = await Promise.all(Array.from({ length: 500 }, () => slow(port)));
  const began = performance.now();
  await (await fetch(`http://127.0.0.1:${port}/elsewhere`)).text();
  // Half a second is what is promised; machines that run tests are busy.
  expect(performance.now() - began).toBeLessThan(3000);
  await Promise.all(slowOnes.map(({ said }) => said));
  expect(performance.now() - began).toBeLessThan(10_000);
});
