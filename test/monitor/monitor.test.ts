import { describe, expect, it, onTestFinished } from "vitest";
import { watchLoop } from "../../src/monitor/loop-watch.ts";
import { createMeters } from "../../src/monitor/meters.ts";
import { startMonitor } from "../../src/monitor/monitor.ts";
import { movingClock } from "../fixtures/clock.ts";

async function monitored(
  faults: () => readonly string[],
): Promise<{ get: (path: string, method?: string) => Promise<Response> }> {
  const meters = createMeters({ inHand: () => 3, lag: () => 0.25 });
  meters.slackCall("chat.postMessage", "ok");
  meters.question("answered", 1.5);
  meters.ack(0.02);
  meters.dropped();
  meters.repeated();
  const monitor = await startMonitor({ port: 0, faults, figures: () => meters.text() });
  onTestFinished(() => monitor.close());
  return { get: (path, method = "GET") => fetch(`http://127.0.0.1:${monitor.port}${path}`, { method }) };
}

describe("the monitor", () => {
  it("says that all is well, or why not", async () => {
    const reasons: string[] = [];
    const { get } = await monitored(() => reasons);
    const well = await get("/healthz");
    expect([well.status, await well.json()]).toEqual([200, { status: "ok" }]);
    reasons.push("no connection to Slack for 2 min");
    const ill = await get("/healthz");
    expect([ill.status, await ill.json()]).toEqual([503, { status: "not ready", reasons }]);
  });

  it("shows figures", async () => {
    const { get } = await monitored(() => []);
    const text = await (await get("/metrics")).text();
    for (const line of [
      'trail_slack_calls_total{method="chat.postMessage",outcome="ok"} 1',
      'trail_questions_total{ending="answered"} 1',
      "trail_answer_seconds_sum 1.5",
      "trail_ack_seconds_count 1",
      "trail_requests_dropped_total 1",
      "trail_messages_repeated_total 1",
      "trail_jobs_in_hand 3",
      "trail_event_loop_lag_seconds 0.25",
    ]) {
      expect(text).toContain(line);
    }
  });

  it.each([
    ["/", "GET", 404],
    ["/healthz", "POST", 405],
  ])("knows nothing else: %s by %s", async (path, method, status) => {
    expect((await (await monitored(() => [])).get(path, method)).status).toBe(status);
  });

  it("says that its port is taken", async () => {
    const monitor = await startMonitor({ port: 0, faults: () => [], figures: async () => "" });
    onTestFinished(() => monitor.close());
    await expect(startMonitor({ port: monitor.port, faults: () => [], figures: async () => "" })).rejects.toThrow(
      /monitor's port .* cannot be used/,
    );
  });
});

it("the watch of the event loop tells how late it is", async () => {
  const inner = movingClock();
  const stop = new AbortController();
  let late = 12_000;
  let looks = 0;
  const clock = {
    now: () => inner.now(),
    after: async (ms: number) => {
      await inner.after(ms + late);
      late = 0;
      if (++looks > 3) stop.abort();
    },
  };
  const watch = watchLoop(clock, stop.signal);
  while (!stop.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
  expect([watch.lag(), watch.worst()]).toEqual([0, 12]);
});
