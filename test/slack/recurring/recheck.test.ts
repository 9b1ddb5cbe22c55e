import { describe, expect, it } from "vitest";
import { TrailError } from "../../../src/errors.ts";
import { createMemoryStore } from "../../../src/jobs/memory-store.ts";
import { createMemoryRegister } from "../../../src/register/memory-register.ts";
import { scene } from "../../fixtures/bot.ts";
import { ALICE, askByCommand, BOB, labelsOf, pressLabel, told } from "../../fixtures/conversation.ts";
import { createMemoryEngine } from "../../fixtures/memory-engine.ts";
import { QUESTION, row, stage, turn, type Stage, PATIENCE } from "../../fixtures/stage.ts";

const RECHECK = "Re-check in 15 min";

/** Asks, and presses Re-check below the answer; resolves to the thread's root. */
async function asked(at: Stage, user = "U0ALICE"): Promise<string> {
  const [root, answer] = await askByCommand(at, QUESTION);
  await pressLabel(at, user, answer, RECHECK);
  await expect
    .poll(() => told(at, { user, channel: "C0INC" }).at(-1), PATIENCE)
    .toContain("Looked at again on Fri 20 Nov");
  return root?.ts ?? "";
}

const thread = (at: Stage, root: string) => at.slack.thread("C0INC", root).slice(1);

describe("Re-check", () => {
  it("stands where logs may still come, and else there is Run again", async () => {
    const at = await stage();
    at.hold(row("a"));
    const [, answer] = await askByCommand(at, QUESTION);
    expect(labelsOf(answer)).toContain(RECHECK);
    expect(labelsOf(answer)).not.toContain("Run again");
    const [, complete] = await askByCommand(at, "who-changed sg-5887f224 yesterday");
    expect(labelsOf(complete)).toContain("Run again");
  });

  it("looks once more when all logs have come, and posts only what is new, in the thread", async () => {
    const at = await stage();
    at.hold(row("a"), row("b"));
    const root = await asked(at);
    await turn(at, "2026-11-20T12:14:59Z");
    expect(at.windows()).toHaveLength(1);
    at.hold(row("a"), row("late", "2026-11-20T11:59:00Z"), row("b"));
    await turn(at, "2026-11-20T12:15:00Z");
    expect(at.windows()).toEqual([
      "2026-11-19T12:00:00Z/2026-11-20T12:00:00Z",
      "2026-11-19T12:00:00Z/2026-11-20T12:00:00Z",
    ]);
    const [, , headline, answer, file, ...more] = thread(at, root);
    expect(headline?.text).toBe("Looked at again, now that all logs have come: 1 new, 2 as before.");
    expect(answer?.text).toContain("Dolate");
    expect(answer?.text).not.toContain("Doa");
    expect(labelsOf(answer)).toContain("Run again");
    const csv = at.slack.content(file?.files[0]?.id ?? "").toString();
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(more).toEqual([]);
    await turn(at, "2026-11-20T12:20:00Z");
    expect(at.windows()).toHaveLength(2);
  });

  it("says in one line that nothing is new", async () => {
    const at = await stage();
    at.hold(row("a"));
    const root = await asked(at);
    await turn(at, "2026-11-20T12:15:00Z");
    expect(thread(at, root).slice(2)).toMatchObject([
      { text: "Looked at again, now that all logs have come: nothing new, 1 as before." },
    ]);
  });

  it("is asked as whoever presses, under their rights; pressed twice it is one look", async () => {
    const at = await stage();
    at.hold(row("a"));
    const [root, answer] = await askByCommand(at, QUESTION);
    await pressLabel(at, "U0BOB", answer, RECHECK);
    await pressLabel(at, "U0ALICE", answer, RECHECK);
    await expect.poll(() => [told(at, BOB).length, told(at, ALICE).length], PATIENCE).toEqual([1, 1]);
    await turn(at, "2026-11-20T12:15:00Z");
    expect((await at.store.ofAsker("U0BOB", 5)).map(({ ending }) => ending)).toEqual(["answered"]);
    expect(at.windows()).toHaveLength(2);
    at.slack.setPerson("U0BOB", { isGuest: true });
    await pressLabel(at, "U0ALICE", answer, RECHECK);
    await expect.poll(() => told(at, ALICE).length, PATIENCE).toBe(2);
    await turn(at, "2026-11-20T12:21:00Z");
    expect(thread(at, root?.ts ?? "").at(-1)?.text).toContain(
      "Could not be looked at again: A guest is in this channel",
    );
  });

  it("may come late, and outlives the process", async () => {
    const [store, register] = [createMemoryStore(), createMemoryRegister()];
    const at = await stage({ store, bot: { register } });
    at.hold(row("a"));
    const root = await asked(at);
    await at.bot.stop(0);
    at.clock.set("2026-11-20T14:00:00Z");
    const rows = [row("new"), row("a")];
    const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: "varchar" as const }));
    const engine = createMemoryEngine(() => ({ columns, rows }));
    const { apiUrl, botToken, appToken } = at.slack;
    const receiving = { by: "socket", appToken, connections: 1 } as const;
    const next = await scene({ store, engine, bot: { register, clock: at.clock, apiUrl, botToken, receiving } });
    await Promise.all([next.bot.runDue(), next.bot.runDue()]);
    await next.quiet();
    expect(engine.started).toHaveLength(1);
    expect(thread(at, root).map(({ text }) => text)).toContainEqual(expect.stringContaining("1 new, 1 as before"));
  });

  it("of a ranking shows what has other figures as well", async () => {
    const figures = (alice: number, bob: number) => [
      { actor: "alice", eventname: "A", denials: alice },
      { actor: "bob", eventname: "B", denials: bob },
    ];
    const at = await stage();
    at.hold(...figures(3, 2));
    const [root, answer] = await askByCommand(at, "access-denied last 24h");
    await pressLabel(at, "U0ALICE", answer, RECHECK);
    await expect.poll(() => told(at), PATIENCE).toHaveLength(1);
    at.hold(...figures(4, 2));
    await turn(at, "2026-11-20T12:15:00Z");
    const [, , headline, again] = thread(at, root?.ts ?? "");
    expect(headline?.text).toContain("nothing new, 2 as before, 1 of them with other figures.");
    expect(JSON.stringify(again?.blocks)).toContain("alice");
    expect(JSON.stringify(again?.blocks)).not.toContain("bob");
  });

  it("says in the thread why it could not be", async () => {
    const at = await stage();
    const root = await asked(at);
    at.fail(new TrailError("engine-user", "Athena cannot read a file of the logs."));
    await turn(at, "2026-11-20T12:15:00Z");
    expect(thread(at, root).at(-1)?.text).toBe("Could not be looked at again: Athena cannot read a file of the logs.");
  });
});
