import { describe, expect, it } from "vitest";
import type { Row } from "../../src/engine/engine.ts";
import { createLook, differenceInWords, MOST_KEYS, Sight, type Telling } from "../../src/schedule/sight.ts";

const EVENTS: Telling = { isList: true, key: [] };
const RANKING: Telling = { isList: false, key: ["actor", "eventname"] };
const FROM = "2026-11-20T00:00:00Z";

const event = (eventid: string, eventtime = "2026-11-20T09:00:00Z"): Row => ({ eventid, eventtime, actor: "alice" });
const denied = (actor: string, denials: number): Row => ({ actor, eventname: "RunInstances", denials, last: "09:00" });

function look(before: Sight | null, telling: Telling, rows: readonly Row[], from = FROM) {
  const looking = createLook(before, telling, from);
  const news = rows.map((row) => looking.row(row));
  // As it comes out of the register.
  const sight = Sight.parse(JSON.parse(JSON.stringify(looking.sight())));
  return { news, difference: looking.difference(), sight };
}

describe("what is new since the last look", () => {
  it("is told by the ids of events", () => {
    const first = look(null, EVENTS, [event("a"), event("b")]);
    expect(first).toMatchObject({ news: [null, null], difference: null });
    const second = look(first.sight, EVENTS, [event("c"), event("b")]);
    expect(second).toMatchObject({
      news: ["new", "same"],
      difference: { new: 1, changed: 0, same: 1, gone: 1 },
    });
  });

  it("an event that lies before the window now is not gone", () => {
    const first = look(null, EVENTS, [event("old", "2026-11-19T23:59:59Z"), event("at", FROM)]);
    expect(look(first.sight, EVENTS, [event("at", FROM)]).difference).toEqual({ new: 0, changed: 0, same: 1, gone: 0 });
    expect(look(first.sight, EVENTS, []).difference).toMatchObject({ gone: 1 });
  });

  it("is told by the key columns of a ranking; other figures are a change", () => {
    const first = look(null, RANKING, [denied("alice", 3), denied("bob", 2), denied("carol", 1)]);
    const second = look(first.sight, RANKING, [denied("dave", 9), denied("alice", 4), denied("bob", 2)]);
    expect(second).toMatchObject({
      news: ["new", "changed", "same"],
      difference: { new: 1, changed: 1, same: 1, gone: 1 },
    });
  });

  it("cannot be told without a key, or where there were too many rows", () => {
    const keyless = look(null, { isList: false, key: [] }, [denied("alice", 1)]);
    expect(keyless.sight).toEqual({ keys: null, rows: 1 });
    expect(look(keyless.sight, { isList: false, key: [] }, [denied("alice", 1)])).toMatchObject({
      news: [null],
      difference: null,
    });
    const many = Array.from({ length: MOST_KEYS + 1 }, (_, index) => event(`e${index}`));
    const few = look(null, EVENTS, many.slice(1));
    expect(few.sight.keys?.length).toBe(MOST_KEYS * 14);
    expect(look(few.sight, EVENTS, many).difference).toBeNull();
    expect(look(null, EVENTS, many).sight).toEqual({ keys: null, rows: MOST_KEYS + 1 });
  });

  it("keeps nothing that can be read", () => {
    const { sight } = look(null, EVENTS, [event("11111111-1111-4111-8111-111111111111")]);
    expect(sight.keys).toMatch(/^[A-Za-z0-9_-]{8}[0-9a-z]{6}$/);
  });

  it.each([
    [{ new: 3, changed: 2, same: 10, gone: 1 }, "3 new, 12 as before, 1 gone"],
    [{ new: 0, changed: 0, same: 12, gone: 0 }, "nothing new, 12 as before"],
    [{ new: 0, changed: 0, same: 0, gone: 0 }, "nothing new"],
    [{ new: 2, changed: 0, same: 0, gone: 0 }, "2 new"],
  ])("in words: %j", (difference, words) => {
    expect(differenceInWords(difference)).toBe(words);
  });
});
