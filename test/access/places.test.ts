import { describe, expect, it } from "vitest";
import { createPlaces, type Place, type Places } from "../../src/access/places.ts";
import type { PlaceLimits } from "../../src/access/line.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { steppedClock } from "../fixtures/clock.ts";

const LIMITS = { person: 2, channel: 3, all: 4, waiting: 2 };

/** The places of a process; several of one register are those of several processes. */
function placesOf(limits: PlaceLimits, parts: Partial<Parameters<typeof createPlaces>[0]> = {}): Places {
  return createPlaces({
    limits,
    register: createMemoryRegister(),
    clock: steppedClock(),
    isOver: async () => false,
    trouble: () => undefined,
    ...parts,
  });
}

let jobs = 0;

/** Enters, and notes what becomes of it. */
function entering(places: Places, person: string, channel = "C0INC", job = `job-${++jobs}`, fence = 1) {
  const stop = new AbortController();
  const seen: { place: Place | null | "waiting"; positions: number[] } = { place: "waiting", positions: [] };
  void places
    .enter({ job, fence, person, channel }, stop.signal, (at) => seen.positions.push(at))
    .then((place) => (seen.place = place));
  return { seen, stop };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("places", () => {
  it("are given up to each limit; the rest waits, and beyond that is turned away (fault 77)", async () => {
    const places = placesOf(LIMITS);
    const alice = Array.from({ length: 5 }, () => entering(places, "alice"));
    await settled();
    expect(alice.map(({ seen }) => (seen.place === "waiting" || seen.place === null ? seen.place : "in"))).toEqual([
      "in",
      "in",
      "waiting",
      "waiting",
      null,
    ]);
    expect(await places.count()).toEqual({ running: 2, waiting: 2 });
  });

  it("hold for a channel and for all (fault 78)", async () => {
    const places = placesOf(LIMITS);
    for (const person of ["a", "b", "c", "d"]) entering(places, person);
    await settled();
    expect(await places.count()).toMatchObject({ running: 3 });
    entering(places, "e", "C0OPS");
    entering(places, "f", "C0OPS");
    await settled();
    expect(await places.count()).toEqual({ running: 4, waiting: 2 });
  });

  it("go next to whoever has fewest running (fault 78)", async () => {
    const places = placesOf({ person: 3, channel: 9, all: 3, waiting: 5 });
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
    const places = placesOf({ person: 1, channel: 9, all: 9, waiting: 5 });
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
    expect(await places.count()).toEqual({ running: 1, waiting: 0 });
    const late = entering(places, "bob");
    late.stop.abort();
    const before = new AbortController();
    before.abort();
    expect(
      await places.enter({ job: "late", fence: 1, person: "dave", channel: "C" }, before.signal, () => undefined),
    ).toBeNull();
  });

  it("are the same for all processes of one register, in one line", async () => {
    const register = createMemoryRegister();
    const clock = steppedClock();
    const limits = { person: 1, channel: 9, all: 9, waiting: 1 };
    const [one, two] = [placesOf(limits, { register, clock }), placesOf(limits, { register, clock })];
    const first = entering(one, "alice");
    await settled();
    const second = entering(two, "alice");
    await settled();
    const third = entering(one, "alice");
    await settled();
    expect([second.seen, third.seen]).toMatchObject([{ place: "waiting", positions: [1] }, { place: null }]);
    if (first.seen.place !== "waiting") first.seen.place?.leave();
    await settled();
    expect(second.seen.place).toBe("waiting");
    await clock.advance(1000);
    await settled();
    expect(second.seen.place).not.toBe("waiting");
    expect(await one.count()).toEqual({ running: 1, waiting: 0 });
  });

  it("are taken again by the process that takes a job up, and not left by the one before", async () => {
    const register = createMemoryRegister();
    const limits = { person: 1, channel: 9, all: 9, waiting: 1 };
    const [one, two] = [placesOf(limits, { register }), placesOf(limits, { register })];
    const before = entering(one, "alice", "C0INC", "same", 1);
    await settled();
    const after = entering(two, "alice", "C0INC", "same", 2);
    await settled();
    // It slept, and does not know yet that it was overtaken.
    const late = entering(one, "alice", "C0INC", "same", 1);
    await settled();
    if (late.seen.place !== "waiting") late.seen.place?.leave();
    if (before.seen.place !== "waiting") before.seen.place?.leave();
    await settled();
    expect(await one.count()).toEqual({ running: 1, waiting: 0 });
    if (after.seen.place !== "waiting") after.seen.place?.leave();
    await settled();
    expect(await one.count()).toEqual({ running: 0, waiting: 0 });
  });

  it("are free again after a process that ended without leaving, once its job is over", async () => {
    const register = createMemoryRegister();
    const clock = steppedClock();
    const over = new Set<string>();
    const limits = { person: 1, channel: 9, all: 9, waiting: 1 };
    const parts = { register, clock, isOver: async (job: string) => over.has(job) };
    entering(placesOf(limits, parts), "alice", "C0INC", "dead");
    await settled();
    const next = entering(placesOf(limits, parts), "alice");
    await settled();
    for (let second = 0; second < 20; second++) {
      if (second === 12) over.add("dead");
      if (second === 12) expect(next.seen.place).toBe("waiting");
      await clock.advance(1000);
      await settled();
    }
    expect(next.seen.place).not.toBe("waiting");
  });
});
