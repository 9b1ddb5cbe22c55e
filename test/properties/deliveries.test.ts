import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock, type Clock } from "../../src/clock.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { NOW, scene, type Scene } from "../fixtures/bot.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { holdsInTime } from "../fixtures/properties.ts";

/** One thing that somebody did, as Slack may deliver it: again, late, out of order, in another envelope. */
interface Delivery {
  readonly kind: "command" | "mention" | "press";
  /** Which of the things of that kind. */
  readonly which: number;
  readonly envelope: number;
  readonly retry: number;
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
  kind: fc.constantFrom("command", "mention", "press"),
  which: fc.nat(1),
  envelope: fc.nat(2),
  retry: fc.nat(3),
});

/** Understood as something that is never done, so that nothing runs for it. */
const TEXT = "delete sg-5887f224";

function frameOf({ kind, which, envelope, retry }: Delivery, run: number, at: Scene): object {
  const id = `${run}-${which}`;
  const app = { team_id: at.slack.team, api_app_id: at.slack.appId };
  const place = { channel: "C0INC", user: "U0ALICE" };
  const envelopeId = `${kind}-${id}-${envelope}`;
  const responseUrl = `${at.slack.origin}/hooks/gone`;
  switch (kind) {
    case "command":
      return {
        type: "slash_commands",
        envelope_id: envelopeId,
        accepts_response_payload: true,
        payload: {
          ...app,
          command: "/trail",
          text: TEXT,
          user_id: place.user,
          channel_id: place.channel,
          trigger_id: `trigger-${id}`,
          response_url: responseUrl,
        },
      };
    case "mention":
      return {
        type: "events_api",
        envelope_id: envelopeId,
        retry_attempt: retry,
        retry_reason: retry > 0 ? "timeout" : "",
        payload: {
          ...app,
          type: "event_callback",
          event_id: `Ev${id}`,
          event: { ...place, type: "app_mention", text: `<@${at.slack.botUser}> ${TEXT}`, ts: `${run}.00000${which}` },
        },
      };
    case "press":
      return {
        type: "interactive",
        envelope_id: envelopeId,
        accepts_response_payload: true,
        payload: {
          type: "block_actions",
          api_app_id: at.slack.appId,
          team: { id: at.slack.team },
          user: { id: place.user, team_id: at.slack.team },
          channel: { id: place.channel },
          container: { type: "message", channel_id: place.channel, message_ts: "1.0", is_ephemeral: false },
          message: { ts: "1.0" },
          trigger_id: `press-${id}`,
          response_url: responseUrl,
          actions: [{ type: "button", action_id: "press-again", block_id: "b", value: id, action_ts: `${retry}.1` }],
        },
      };
  }
}

const STORES: readonly (readonly [string, () => JobStore])[] = [
  ["memory", () => createMemoryStore()],
  [
    "SQLite",
    () => {
      const store = openSqliteStore(join(temporaryFolder(), "jobs.sqlite"));
      onTestFinished(() => store.close());
      return store;
    },
  ],
];

describe.each(STORES)("whatever Slack delivers, with jobs in %s", (_, open) => {
  it("each thing that somebody did is one job (faults 12, 13 and 58)", async () => {
    const store = open();
    // Presses count as one wish for some seconds, so that the hour stands still.
    const clock: Clock = { now: () => NOW, after: (ms, signal) => systemClock.after(ms, signal) };
    const at = await scene({ store, engine: createMemoryEngine(() => ({})), bot: { clock } });
    const count = async (): Promise<number> => (await store.ofAsker("U0ALICE", 9999)).length;
    let run = 0;
    await holdsInTime(
      fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 12 }), async (all) => {
        run += 1;
        const before = await count();
        for (const which of [0, 1]) {
          const kept = { presses: [{ kind: "words", text: TEXT }], channel: "C0INC" };
          await store.keep(`press:${run}-${which}`, kept, NOW + 86_400_000);
        }
        for (const one of all) at.slack.sendRaw(frameOf(one, run, at));
        const jobs = before + new Set(all.map(({ kind, which }) => `${kind} ${which}`)).size;
        await expect.poll(count, { interval: 5 }).toBe(jobs);
        // What comes after all of them is taken after all of them.
        await at.slack.command({ user: "U0BOB", channel: "C0INC", command: "/trail", text: "help" });
        await at.quiet();
        expect(await count()).toBe(jobs);
      }),
      12,
    );
  });
});
