import { describe, expect, it } from "vitest";
import { TrailError } from "../../../src/errors.ts";
import { createMemoryStore } from "../../../src/jobs/memory-store.ts";
import { createMemoryRegister } from "../../../src/register/memory-register.ts";
import { recordsOf } from "../../fixtures/audit.ts";
import { scene } from "../../fixtures/bot.ts";
import { ALICE, BOB, labelsOf, lastThread, pressLabel, told } from "../../fixtures/conversation.ts";
import { createMemoryEngine, type Script } from "../../fixtures/memory-engine.ts";
import { COLUMNS, command, headlines, QUESTION, row, stage, turn, PATIENCE } from "../../fixtures/stage.ts";

describe("a schedule", () => {
  it("is made with its first time in the owner's zone, asked when it is due, and leads with what is new", async () => {
    const at = await stage();
    at.hold(row("a"), row("b"));
    expect(await command(at, `schedule daily 14:00 ${QUESTION}`)).toContain(
      `Schedule 1: ${QUESTION}, daily at 14:00, answered here; first Fri 20 Nov 14:00 (Europe/Berlin). Each run reads 0 B, no charge.`,
    );
    await turn(at, "2026-11-20T12:59:59Z");
    expect(headlines(at)).toEqual([]);
    await turn(at, "2026-11-20T13:00:04Z");
    expect(headlines(at)).toEqual(["2 changes to sg-5887f224 by alice."]);
    expect(at.windows()).toEqual(["2026-11-19T13:00:00Z/2026-11-20T13:00:00Z"]);
    await turn(at, "2026-11-20T13:00:09Z");
    expect(headlines(at)).toHaveLength(1);
    at.hold(row("c", "2026-11-21T12:00:00Z"), row("b"));
    await turn(at, "2026-11-21T13:00:00Z");
    const [root, answer] = lastThread(at.slack, "C0INC");
    expect(root?.text).toBe("1 new, 1 as before. 2 changes to sg-5887f224 by alice.");
    expect(JSON.stringify(root?.blocks)).toContain(
      "Schedule 1, daily at 14:00 · next Sun 22 Nov 14:00 (Europe/Berlin)",
    );
    expect(answer?.text).toContain("Doc");
    expect(answer?.files).toEqual([]);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(3);
  });

  it("puts new rows first, and begins where logs had not come at the last run", async () => {
    const at = await stage();
    at.hold(row("old", "2026-11-20T12:59:00Z"));
    await command(at, `schedule daily 14:00 ${QUESTION}`);
    await turn(at, "2026-11-20T13:00:00Z");
    at.hold(row("old", "2026-11-20T12:59:00Z"), row("late", "2026-11-20T12:58:00Z"));
    await turn(at, "2026-11-21T13:00:00Z");
    expect(at.windows()[1]).toBe("2026-11-20T12:45:00Z/2026-11-21T13:00:00Z");
    const [root, answer] = lastThread(at.slack, "C0INC");
    expect(root?.text).toContain("1 new, 1 as before.");
    expect(answer?.text.indexOf("Dolate")).toBeLessThan(answer?.text.indexOf("Doold") ?? 0);
    expect(answer?.text).toContain("Begins earlier than asked");
  });

  it("is caught up once for all the times that were missed, as of now", async () => {
    const at = await stage();
    await command(at, `schedule hourly ${QUESTION}`);
    await turn(at, "2026-11-22T09:30:00Z");
    await turn(at, "2026-11-22T09:30:05Z");
    expect(at.windows()).toEqual(["2026-11-21T09:30:00Z/2026-11-22T09:30:00Z"]);
    await turn(at, "2026-11-22T10:00:01Z");
    expect(at.windows()).toHaveLength(2);
  });

  it("is asked once by several processes, also where one dies after it took the question", async () => {
    const [store, register] = [createMemoryStore(), createMemoryRegister()];
    const one = await stage({ store, bot: { register } });
    await command(one, `schedule hourly ${QUESTION}`);
    const two = await scene({ store, engine: createMemoryEngine(() => ({})), bot: { register, clock: one.clock } });
    one.clock.set("2026-11-20T13:00:00Z");
    await Promise.all([one.bot.runDue(), two.bot.runDue(), one.bot.runDue()]);
    await Promise.all([one.quiet(), two.quiet()]);
    expect(await store.ofAsker("U0ALICE", 10)).toHaveLength(1);
    // Of a process that died before it counted on, the register says what it said before.
    const [entry] = await register.list("schedules");
    await register.put(
      "schedules",
      "1",
      { ...Object(entry?.value), next: one.clock.now(), last: null },
      entry?.version ?? 0,
    );
    await two.bot.runDue();
    expect(await store.ofAsker("U0ALICE", 10)).toHaveLength(1);
    expect(await register.get("schedules", "1")).toMatchObject({ value: { next: Date.parse("2026-11-20T14:00:00Z") } });
  });

  it("says the same after its process died between the answer and its file", async () => {
    const [store, register] = [createMemoryStore(), createMemoryRegister()];
    const at = await stage({ store, bot: { register } });
    at.hold(row("a"));
    await command(at, `schedule hourly ${QUESTION}`);
    await turn(at, "2026-11-20T13:00:00Z");
    at.hold(row("b"), row("a"));
    at.slack.fail("files.getUploadURLExternal", { kind: "limited", retryAfter: 30 });
    at.clock.set("2026-11-20T14:00:00Z");
    await at.bot.runDue();
    const isRefused = (): boolean =>
      at.slack.calls().some(({ method, ok }) => method === "files.getUploadURLExternal" && !ok);
    await expect.poll(isRefused, PATIENCE).toBe(true);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(2);
    await at.bot.stop(0);
    const { apiUrl, botToken, appToken } = at.slack;
    const receiving = { by: "socket", appToken, connections: 1 } as const;
    const engine = createMemoryEngine(() => ({ columns: COLUMNS, rows: [row("b"), row("a")] }));
    const next = await scene({ store, engine, bot: { register, clock: at.clock, apiUrl, botToken, receiving } });
    await expect.poll(async () => (await store.ofAsker("U0ALICE", 1))[0]?.ending, PATIENCE).toBe("answered");
    expect(headlines(at)).toHaveLength(2);
    expect(lastThread(at.slack, "C0INC")).toHaveLength(3);
    expect(await register.get("schedules", "1")).toMatchObject({ value: { last: { outcome: "1 new, 1 as before" } } });
    await next.quiet();
  });

  it("quiet: posts nothing where nothing is new, but says that there were no logs", async () => {
    const at = await stage();
    at.hold(row("a", "2026-11-20T12:30:00Z"));
    expect(await command(at, `schedule hourly ${QUESTION} quiet`)).toContain(
      "answered here, only when something is new",
    );
    await turn(at, "2026-11-20T13:00:00Z");
    await turn(at, "2026-11-20T14:00:00Z");
    expect(headlines(at)).toHaveLength(1);
    expect(await command(at, "schedule list")).toContain("last Fri 20 Nov 15:00: nothing new, 1 as before");
    at.hold(row("b", "2026-11-20T14:30:00Z"), row("a", "2026-11-20T12:30:00Z"));
    await turn(at, "2026-11-20T15:00:00Z");
    expect(headlines(at).at(-1)).toMatch(/^1 new, 1 as before\./);
    at.hold();
    await turn(at, "2026-11-23T15:00:00Z");
    expect(headlines(at).at(-1)).toContain("Warning: there are no logs");
  });

  it("runs as its owner, in their zone, under a surface of its own in the audit", async () => {
    const at = await stage();
    expect(await command(at, "schedule daily 14:00 console-logins yesterday", BOB)).toContain("(America/New_York)");
    await turn(at, "2026-11-20T19:00:00Z");
    expect(at.windows()).toEqual(["2026-11-19T05:00:00Z/2026-11-20T05:00:00Z"]);
    expect((await recordsOf(at.audit)).map(({ event, surface, person }) => [event, surface, person])).toEqual([
      ["accepted", "schedule", "U0BOB"],
      ["ended", "schedule", "U0BOB"],
    ]);
    at.slack.setPerson("U0BOB", { zone: "Asia/Kolkata" });
    await turn(at, "2026-11-20T19:05:01Z");
    await command(at, "schedule run 1", BOB);
    await at.quiet();
    expect(at.windows().at(-1)).toBe("2026-11-19T18:30:00Z/2026-11-20T18:30:00Z");
  });

  it("is for its owner alone where that was wished", async () => {
    const at = await stage();
    at.hold(row("a"));
    expect(await command(at, `schedule daily 14:00 ${QUESTION} privately`)).toContain("answered to you alone");
    await turn(at, "2026-11-20T13:00:00Z");
    expect(headlines(at)).toEqual([]);
    expect(headlines(at, "D0ALICE")).toEqual(["1 change to sg-5887f224 by alice."]);
    expect(await command(at, "schedule list", BOB)).toContain("There is no schedule here.");
    expect(await command(at, "schedule remove 1", BOB)).toContain("There is no schedule 1 here");
  });
});

describe("a schedule that cannot be answered", () => {
  it("is paused where its owner may not ask any more, and the owner is told once", async () => {
    const at = await stage();
    await command(at, `schedule hourly ${QUESTION}`);
    at.slack.setPerson("U0ALICE", { isGuest: true });
    await turn(at, "2026-11-20T13:05:10Z");
    await turn(at, "2026-11-20T14:05:10Z");
    expect(headlines(at)).toEqual([]);
    expect(headlines(at, "D0ALICE")).toEqual([
      expect.stringMatching(/^Schedule 1 \(who-changed .*, hourly\) is paused: Guests may not ask Trail/),
    ]);
    at.slack.setPerson("U0ALICE", { isGuest: false });
    await turn(at, "2026-11-20T14:11:00Z");
    expect(await command(at, "schedule")).toContain("paused: Guests may not ask");
    expect(await command(at, "schedule resume 1")).toContain("goes on, hourly: next Fri 20 Nov 16:00");
    await turn(at, "2026-11-20T15:00:00Z");
    expect(headlines(at)).toHaveLength(1);
  });

  it("tells the channel where the owner left, without the words of the question", async () => {
    const at = await stage();
    await command(at, `schedule hourly ${QUESTION}`);
    at.slack.setPerson("U0ALICE", { isDeactivated: true });
    await turn(at, "2026-11-20T13:05:10Z");
    expect(headlines(at)).toEqual([expect.stringMatching(/^Schedule 1 is paused: This person has left the workspace/)]);
    expect(headlines(at)[0]).not.toContain("sg-5887f224");
  });

  it("is paused where its channel is closed to it, or its words mean nothing any more", async () => {
    const shared = await stage();
    shared.hold(row("evidence"));
    await command(shared, `schedule hourly ${QUESTION}`);
    shared.slack.setChannel("C0INC", { isExternallyShared: true });
    await turn(shared, "2026-11-20T13:05:10Z");
    expect(headlines(shared)).toEqual([]);
    expect(headlines(shared, "D0ALICE")[0]).toContain("This channel is shared with another organization");
    const register = createMemoryRegister();
    const at = await stage({ bot: { register } });
    await command(at, `schedule hourly ${QUESTION}`);
    const [entry] = await register.list("schedules");
    await register.put("schedules", "1", { ...Object(entry?.value), text: "who-chagned it" }, entry?.version ?? 0);
    await turn(at, "2026-11-20T13:00:00Z");
    expect(headlines(at, "D0ALICE")[0]).toContain("is paused: I know no question “who-chagned”");
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "asked" });
  });

  it("is paused where the bot was put out of its channel", async () => {
    const at = await stage();
    await command(at, `schedule hourly ${QUESTION}`);
    at.slack.setChannel("C0INC", { members: ["U0ALICE", "U0BOB"] });
    await turn(at, "2026-11-20T13:05:10Z");
    expect(headlines(at, "D0ALICE")).toEqual([expect.stringContaining("is paused: I am not in that channel")]);
    expect(await command(at, "schedule", { ...ALICE, channel: "C0OPS" })).toContain("paused: I am not in that channel");
  });

  it("of failures in a row tells the first, and goes on", async () => {
    const at = await stage();
    await command(at, `schedule hourly ${QUESTION}`);
    at.fail(new TrailError("engine-user", "Athena cannot read a file of the logs."));
    await turn(at, "2026-11-20T13:00:00Z");
    await turn(at, "2026-11-20T14:00:00Z");
    expect(headlines(at)).toEqual([expect.stringMatching(/gave no answer: Athena cannot read a file of the logs\./)]);
    expect(await command(at, "schedule")).toContain("last Fri 20 Nov 15:00: no answer");
    at.fail(null);
    await turn(at, "2026-11-20T15:00:00Z");
    at.fail(new TrailError("engine-user", "Again."));
    await turn(at, "2026-11-20T16:00:00Z");
    expect(headlines(at)).toHaveLength(3);
    expect(headlines(at)[2]).toContain("gave no answer: Again.");
  });
});

describe("what a schedule costs", () => {
  const priced = (price: number): Script => ({
    estimate: { bytes: 55e9, files: 9, price, priceLimit: null, exact: true, atLeast: false },
  });

  it("above the limit is agreed to once, when it is made", async () => {
    const at = await stage({}, priced(0.27));
    expect(await command(at, `schedule hourly ${QUESTION}`)).toContain(
      "reads 55.0 GB, $0.27 with each run: more than the $0.25",
    );
    await turn(at, "2026-11-20T13:00:00Z");
    expect(at.windows()).toEqual([]);
    expect(await command(at, "schedule run 1")).toContain("waits until its price is agreed to");
    const offer = at.slack.ephemerals("C0INC", "U0ALICE")[0];
    expect(labelsOf(offer)).toEqual(["Agree, for each run"]);
    await pressLabel(at, "U0ALICE", offer, "Agree, for each run");
    await expect.poll(() => told(at).at(-1), PATIENCE).toContain("Schedule 1 goes on, hourly");
    await turn(at, "2026-11-20T14:00:00Z");
    expect(headlines(at)).toHaveLength(1);
  });

  it("above what one question may cost is refused", async () => {
    const at = await stage({}, priced(12));
    expect(await command(at, `schedule hourly ${QUESTION}`)).toContain("more than the $5.00 that one question may");
    expect(await command(at, "schedule")).toContain("There is no schedule here");
  });
});

describe("/trail schedule", () => {
  it("lists, pauses, resumes, runs and removes", async () => {
    const at = await stage();
    expect(await command(at, "schedule")).toContain("There is no schedule here. Write “/trail schedule daily 09:00");
    await command(at, `schedule weekdays 8:30 ${QUESTION}`);
    await command(at, "schedule every monday 07:00 console-logins last 7 days", BOB);
    const list = await command(at, "schedule list");
    expect(list).toContain(
      `1. on weekdays at 08:30: ${QUESTION} · next Mon 23 Nov 08:30 (Europe/Berlin) · not run yet`,
    );
    expect(list).toContain(
      "2. every Monday at 07:00: console-logins last 7 days · next Mon 23 Nov 07:00 (America/New_York)",
    );
    expect(await command(at, "schedule pause 2")).toContain("Schedule 2 is paused");
    await turn(at, "2026-11-23T12:00:00Z");
    expect(headlines(at)).toHaveLength(1);
    expect(await command(at, "schedule resume 2")).toContain("next Mon 30 Nov 07:00 (America/New_York)");
    expect(await command(at, "schedule run 2 now")).toContain("is asked now, as its owner");
    await at.quiet();
    expect(headlines(at)).toHaveLength(2);
    expect((await at.store.ofAsker("U0BOB", 5)).map(({ ending }) => ending)).toEqual(["answered"]);
    expect(await command(at, "schedule remove 1")).toBe("Schedule 1 is removed.");
    expect(await command(at, "schedule pause 1")).toContain("There is no schedule 1 here");
    expect(await command(at, "schedule")).not.toContain("1. on weekdays");
  });

  it("is for whoever may ask the same here", async () => {
    const at = await stage({
      access: [
        { channels: ["C0INC"], who: ["U0ALICE"] },
        { channels: ["C0INC"], who: ["U0BOB"], intents: ["console-*"] },
      ],
    });
    expect(await command(at, `schedule hourly ${QUESTION}`, BOB)).toContain("who-changed may not be asked here by you");
    await command(at, `schedule hourly ${QUESTION}`);
    expect(await command(at, "schedule remove 1", BOB)).toContain("who-changed may not be asked here by you");
    expect(await command(at, "schedule remove 1", { user: "U0ALICE", channel: "C0OPS" })).toBe(
      "Schedule 1 is removed.",
    );
    expect(await command(at, "schedule", { user: "U0ALICE", channel: "C0OPS" })).toContain("may not be asked here");
  });

  it("says in a sentence what to write instead", async () => {
    const at = await stage();
    expect(await command(at, "schedule every 5 min recent")).toContain("Every 15 min is the shortest");
    expect(await command(at, "schedule hourly who-chagned sg-1")).toContain("Nothing was scheduled.");
    expect(await command(at, "schedule hourly select * from cloudtrail")).toContain("Nothing was scheduled.");
    expect(
      await command(at, "schedule hourly user-activity AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ).toContain("looks like a secret");
    for (let count = 0; count < 20; count++) await command(at, `schedule hourly ${QUESTION}`);
    expect(await command(at, `schedule hourly ${QUESTION}`)).toContain("You have 20 schedules");
    expect((await at.store.ofAsker("U0ALICE", 5)).length).toBe(0);
  });

  it("is taken from a mention too, and once", async () => {
    const at = await stage();
    await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> schedule hourly ${QUESTION}` });
    await expect.poll(() => told(at), PATIENCE).toEqual([expect.stringContaining("Schedule 1: ")]);
  });
});
