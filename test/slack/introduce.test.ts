import { describe, expect, it, onTestFinished } from "vitest";
import type { Fault } from "../../src/playground/local-slack.ts";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { introduceWhenThere } from "../../src/slack/introduce.ts";
import { createWeb } from "../../src/slack/sending/web.ts";
import { movingClock } from "../fixtures/clock.ts";
import { quietLogger } from "../fixtures/quiet-logger.ts";

async function introduced(faults: readonly Fault[], over = new AbortController()) {
  const slack = await startLocalSlack();
  onTestFinished(() => slack.close());
  for (const fault of faults) slack.fail("auth.test", fault);
  const web = createWeb({ token: slack.botToken, apiUrl: slack.apiUrl, logger: quietLogger() });
  const clock = movingClock();
  const said: string[] = [];
  const own = introduceWhenThere(web, [], {
    clock,
    signal: over.signal,
    away: (cause) => {
      said.push(cause.message);
      if (said.length === 3) over.abort();
    },
  });
  return { own, clock, said };
}

describe("starting while Slack is away (faults 18 and 162)", () => {
  it.each<[string, Fault, number]>([
    ["503", { kind: "status", status: 503, done: false }, 1000],
    ["a broken connection", { kind: "reset", done: false }, 1000],
    ["too many calls", { kind: "limited", retryAfter: 60 }, 60_000],
    ["internal_error", { kind: "error", error: "internal_error" }, 1000],
  ])("waits, and says so: %s (fault 18)", async (_, fault, pause) => {
    const { own, clock, said } = await introduced([fault]);
    expect(await own).toMatchObject({ team: "T0TRAIL", user: "U0TRAIL" });
    expect(clock.waits).toEqual([pause]);
    expect(said).toEqual([expect.stringContaining("Slack could not be reached")]);
  });

  it("waits longer and longer, until it is told to stop (fault 18)", async () => {
    const away: Fault = { kind: "status", status: 503, done: false };
    const { own, clock } = await introduced([away, away, away, away]);
    await expect(own).rejects.toMatchObject({ code: "engine-away" });
    expect(clock.waits).toEqual([1000, 2000, 4000]);
  });

  it("fault 162: a network that is gone is waited for", async () => {
    const gone = await startLocalSlack();
    await gone.close();
    const web = createWeb({ token: gone.botToken, apiUrl: gone.apiUrl, logger: quietLogger() });
    const clock = movingClock();
    const after: typeof clock.after = async (ms) => {
      await clock.after(ms);
      if (clock.waits.length !== 2) return;
      const slack = await startLocalSlack({ port: Number(new URL(gone.origin).port) });
      onTestFinished(() => slack.close());
    };
    const own = introduceWhenThere(web, [], {
      clock: { ...clock, after },
      signal: new AbortController().signal,
      away: () => undefined,
    });
    expect(await own).toMatchObject({ team: "T0TRAIL" });
    expect(clock.waits).toEqual([1000, 2000]);
  });

  it("does not wait for a token that is refused", async () => {
    const { own, clock } = await introduced([{ kind: "error", error: "token_revoked" }]);
    await expect(own).rejects.toMatchObject({ code: "configuration" });
    expect(clock.waits).toEqual([]);
  });
});
