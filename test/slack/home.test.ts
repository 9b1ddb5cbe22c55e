import { describe, expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import { watchEngine } from "../../src/slack/home/engine-health.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { scene, type Scene } from "../fixtures/bot.ts";
import { statement } from "../fixtures/duckdb.ts";
import { ALICE, askByCommand, QUESTION, told } from "../fixtures/conversation.ts";

const homeOf = (at: Scene, user = "U0ALICE"): string => JSON.stringify(at.slack.home(user)?.blocks);

describe("the home tab", () => {
  it("says what can be asked, what one may ask, what one asked and how the engine is", async () => {
    const at = await scene();
    await askByCommand(at);
    await at.slack.openHome("U0ALICE");
    await expect.poll(() => homeOf(at)).toContain("who-changed: Who changed this resource?");
    const home = homeOf(at);
    expect(home).toContain(QUESTION);
    expect(home).toContain("1 change to sg-5887f224 by alice.");
    expect(home).toContain("/archives/C0INC/p");
    expect(home).toContain("Here you may ask everything.");
    expect(home).toMatch(/DuckDB over files of logs: well, last asked at 12:\d\d UTC\./);
    expect(home).toContain("Nothing of yours runs.");
    await at.slack.openHome("U0BOB");
    await expect.poll(() => homeOf(at, "U0BOB")).toContain("You have asked nothing yet.");
    expect(homeOf(at, "U0BOB")).not.toContain("sg-5887f224 by alice");
  });

  it("takes a question, and answers it by direct message", async () => {
    const at = await scene();
    await at.slack.openHome("U0ALICE");
    await expect.poll(() => homeOf(at)).toContain("home-ask");
    await at.slack.press({ user: "U0ALICE", actionId: "home-ask", value: QUESTION });
    await at.quiet();
    await expect.poll(() => at.slack.messages("D0ALICE")[0]?.text).toContain("1 change to sg-5887f224");
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ question: { surface: "home" } });
  });

  it("shows what runs, and stops it", async () => {
    const engine = createMemoryEngine(() => ({ states: ["running"] }));
    const at = await scene({ engine });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.openHome("U0ALICE");
    await expect.poll(() => homeOf(at)).toContain("home-cancel");
    await at.slack.press({ user: "U0ALICE", actionId: "home-cancel" });
    await at.quiet();
    expect(engine.cancelled).toHaveLength(1);
    await at.slack.openHome("U0ALICE");
    await expect.poll(() => homeOf(at)).toContain("Nothing of yours runs.");
  });

  it("lists one's own schedules, and when they are due", async () => {
    const at = await scene();
    await at.slack.command({ ...ALICE, command: "/trail", text: "schedule daily 09:00 console-logins last 24h" });
    await expect.poll(() => told(at).at(-1)).toContain("Schedule 1");
    await at.slack.openHome("U0ALICE");
    await expect.poll(() => homeOf(at)).toMatch(/1: console-logins last 24h, daily at 09:00; next Sat 21 Nov 09:00/);
    await at.slack.openHome("U0BOB");
    await expect.poll(() => homeOf(at, "U0BOB")).toContain("None: “/trail schedule” makes one.");
  });

  it("tells a guest why they may not ask", async () => {
    const at = await scene();
    await at.slack.openHome("U0CAROL");
    await expect.poll(() => homeOf(at, "U0CAROL")).toContain("Guests may not ask Trail");
  });
});

it("an engine that takes no questions is said to be away until it answers again", async () => {
  let isAway = false;
  const memory = createMemoryEngine(() => ({}));
  const away = new TrailError("engine-away", "AWS cannot be reached.");
  const watched = watchEngine(
    { ...memory, estimate: (one) => (isAway ? Promise.reject(away) : memory.estimate(one)) },
    { now: () => Date.parse("2026-11-20T12:34:00Z") },
  );
  expect(watched.health()).toBe("DuckDB over files of logs: not asked yet.");
  isAway = true;
  await expect(watched.engine.estimate(statement("SELECT 1"))).rejects.toThrow();
  expect(watched.health()).toContain("takes no questions since 12:34 UTC");
  isAway = false;
  await watched.engine.estimate(statement("SELECT 1"));
  expect(watched.health()).toContain("well, last asked at 12:34 UTC");
});
