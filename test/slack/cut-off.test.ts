import { expect, it } from "vitest";
import { verify } from "../../src/access/audit/verify.ts";
import { steadyNow } from "../../src/clock.ts";
import { hurriedClock, type Scene } from "../fixtures/bot.ts";
import { ALICE, QUESTION } from "../fixtures/conversation.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { replicas } from "../fixtures/replicas.ts";

/** Other work on the machine may take its time. */
const PATIENCE = { timeout: 30_000 };
const ANSWER = "1 change to sg-5887f224 by alice.";

const texts = ({ slack }: Scene): readonly string[] =>
  slack.messages("C0INC").flatMap(({ ts }) => slack.thread("C0INC", ts).map(({ text }) => text));

it("faults 213 and 217: of two replicas the one that is cut off from the table is overtaken, and says nothing more", async () => {
  const states: ("running" | "succeeded")[] = ["running"];
  const engine = createMemoryEngine(() => ({
    columns: ["eventid", "actor", "hidden"].map((name) => ({ name, type: "varchar" })),
    rows: [{ eventid: "one", actor: "alice", hidden: "" }],
    states,
  }));
  const both = await replicas({ engine, bot: { clock: hurriedClock(), steady: () => 20 * steadyNow() } });
  await both.type(both.one, { ...ALICE, text: QUESTION });
  await expect.poll(() => engine.started, PATIENCE).toHaveLength(1);
  both.cutOne(true);
  states.splice(0, 1, "succeeded");
  await expect.poll(() => texts(both.two).join(), PATIENCE).toContain(ANSWER);
  await both.two.quiet();
  const said = texts(both.two);
  both.cutOne(false);
  await both.quiet();
  expect(texts(both.two)).toEqual(said);
  expect(said).toHaveLength(3);
  expect(await both.one.store.ofAsker("U0ALICE", 9)).toMatchObject([{ ending: "answered", attempts: 2, fence: 2 }]);
  expect(engine.started).toHaveLength(1);
  expect(await verify(both.one.audit)).toMatchObject({ isWhole: true, head: { n: 2 } });
});
