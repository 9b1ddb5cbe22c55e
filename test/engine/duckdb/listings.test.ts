import { describe, expect, it } from "vitest";
import { createListings, type Listings } from "../../../src/engine/duckdb/listings.ts";
import { steppedClock, stoppedClock, type SteppedClock } from "../../fixtures/clock.ts";
import { event, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const ALL = { firstDay: "2026-11-20", lastDay: "2026-11-20", accounts: [], regions: [] };

/** Listings of a folder with the file a, to which b comes once it was looked at. */
async function lookedAt(): Promise<{ listings: Listings; clock: SteppedClock }> {
  const folder = temporaryFolder();
  const clock = steppedClock();
  const listings = createListings(folder, clock);
  put(folder, "a.json", records(event({})));
  expect((await listings.look(ALL)).files.map(({ name }) => name)).toEqual(["a.json"]);
  put(folder, "b.json", records(event({})));
  return { listings, clock };
}

async function taken(listings: Listings, selection: typeof ALL = ALL): Promise<readonly string[]> {
  const { files } = await listings.take(selection, new AbortController().signal);
  return files.map(({ name }) => name);
}

describe("what was looked at for an estimate", () => {
  it("is taken by the execution that follows, once", async () => {
    const { listings } = await lookedAt();
    expect(await taken(listings)).toEqual(["a.json"]);
    expect(await taken(listings)).toEqual(["a.json", "b.json"]);
  });

  it("is nothing to one that asks for other days", async () => {
    const { listings } = await lookedAt();
    expect(await taken(listings, { ...ALL, lastDay: "2026-11-21" })).toEqual(["a.json", "b.json"]);
  });

  it("stands for two seconds", async () => {
    const { listings, clock } = await lookedAt();
    await clock.advance(1999);
    await listings.look({ ...ALL, firstDay: "2026-11-19" });
    await clock.advance(1);
    expect(await taken(listings)).toEqual(["a.json", "b.json"]);
  });

  it("is what was seen last", async () => {
    const { listings, clock } = await lookedAt();
    await clock.advance(1999);
    await listings.look(ALL);
    await clock.advance(1);
    expect(await taken(listings)).toEqual(["a.json", "b.json"]);
  });

  it("is forgotten when the engine is closed", async () => {
    const clock = stoppedClock();
    const listings = createListings(temporaryFolder(), clock);
    await listings.look(ALL);
    expect(clock.waiting()).toBe(1);
    listings.close();
    expect(clock.waiting()).toBe(0);
  });
});

it("stops listing where the signal aborts", async () => {
  const { listings } = await lookedAt();
  await taken(listings);
  await expect(listings.take(ALL, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
});
