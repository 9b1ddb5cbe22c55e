import { describe, expect, it } from "vitest";
import { createPlaces, type Place, type Places } from "../../src/access/places.ts";

const LIMITS = { person: 2, channel: 3, all: 4, waiting: 2 };

/** Enters, and notes what becomes of it. */
function entering(places: Places, person: string, channel = "C0INC") {
  const stop = new AbortController();
  const seen: { place: Place | null | "waiting"; positions: number[] } = { place: "waiting", positions: [] };
  void places
    .enter({ person, channel }, stop.signal, (at) => seen.positions.push(at))
    .then((place) => (seen.place = place));
  return { seen, stop };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("places", () => {
  it("are given up to each limit; the rest waits, and beyond that is turned away (fault 77)", async () => {
    const places = createPlaces(LIMITS);
    const alice = Array.from({ length: 5 }, () => entering(places, "alice"));
    await settled();
    expect(alice.map(({ seen }) => (seen.place === "waiting" || seen.place === null ? seen.place : "in"))).toEqual([
      "in",
      "in",
      "waiting",
      "waiting",
      null,
    ]);
    expect([places.running(), places.waiting()]).toEqual([2, 2]);
  });

  it("hold for a channel and for all (fault 78)", async () => {
    const places = createPlaces(LIMITS);
    for (const person of ["a", "b", "c", "d"]) entering(places, person);
    await settled();
    expect(places.running()).toBe(3);
    entering(places, "e", "C0OPS");
    entering(places, "f", "C0OPS");
    await settled();
    expect([places.running(), places.waiting()]).toEqual([4, 2]);
  });

  it("go next to whoever has fewest running (fault 78)", async () => {
    const places = createPlaces({ person: 3, channel: 9, all: 3, waiting: 5 });
    const first = [entering(places, "alice"), entering(places, "alice"), entering(places, "carol")];
    const greedy = entering(places, "alice");
    const modest = entering(places, "bob");
    await settled();
    expect([greedy.seen.positions, modest.seen.positions]).toEqual([[1], [2]]);
    const [, , carol] = first;
    if (carol !== undefined && carol.seen.place !== "waiting") carol.seen.place?.leave();
    await settled();
    expect(modest.seen.place).not.toBe("waiting");
    expect(greedy.seen.place).toBe("waiting");
  });

  it("are left once, and lines when they are given up", async () => {
    const places = createPlaces({ person: 1, channel: 9, all: 9, waiting: 5 });
    const one = entering(places, "alice");
    const two = entering(places, "alice");
    const three = entering(places, "alice");
    await settled();
    two.stop.abort();
    await settled();
    expect(two.seen.place).toBeNull();
    if (one.seen.place !== "waiting") {
      one.seen.place?.leave();
      one.seen.place?.leave();
    }
    await settled();
    expect(three.seen.place).not.toBe("waiting");
    expect([places.running(), places.waiting()]).toEqual([1, 0]);
    const late = entering(places, "bob");
    late.stop.abort();
    const before = new AbortController();
    before.abort();
    expect(await places.enter({ person: "dave", channel: "C" }, before.signal, () => undefined)).toBeNull();
  });
});
