import { expect, it } from "vitest";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { createMinting } from "../../src/slack/desk.ts";
import type { Press } from "../../src/slack/press.ts";
import { pressOf } from "../../src/slack/stored-press.ts";
import { clockAt, NOW } from "../fixtures/bot.ts";

const words = (text: string): Press => ({ kind: "words", text });

it("stores what all buttons of a message do in one go, and tells them apart", async () => {
  const store = createMemoryStore();
  let kept = 0;
  const counted = {
    ...store,
    keep: (...what: Parameters<typeof store.keep>) => {
      kept += 1;
      return store.keep(...what);
    },
  };
  const ids = ["first", "second", "third"];
  const minting = createMinting({ store: counted, clock: clockAt(), newId: () => ids.shift() ?? "" }, "C0INC");
  await minting.store();
  expect(kept).toBe(0);
  const [a, b] = [minting.mint(words("a")), minting.mint(words("b"))];
  await minting.store();
  const c = minting.mint(words("c"));
  await minting.store();
  expect(kept).toBe(2);
  const pressed = (id: string, channel = "C0INC"): Promise<Press | null> => pressOf(store, id, channel, NOW);
  expect([await pressed(a), await pressed(b), await pressed(c)]).toEqual([words("a"), words("b"), words("c")]);
  expect(await pressed(a, "C0OPS")).toBeNull();
  expect(await pressed(a.replace(/\d+$/, "7"))).toBeNull();
  expect(await pressed("first.x")).toBeNull();
});
