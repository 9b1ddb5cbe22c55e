import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLogSet, sizeOfLogs } from "../../../src/engine/duckdb/log-set.ts";
import { createListings, type Listings } from "../../../src/engine/duckdb/listings.ts";
import { steppedClock, stoppedClock, type SteppedClock } from "../../fixtures/clock.ts";
import { statement } from "../../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const ASKED = statement("SELECT 1");
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

  it("is what was begun last, whichever ends first", async () => {
    const folder = temporaryFolder();
    const listings = createListings(folder, steppedClock());
    const early = listings.look(ALL);
    put(folder, "late.json", records(event({})));
    await listings.look(ALL);
    await early;
    expect(await taken(listings)).toEqual(["late.json"]);
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

it("does not follow a link that came in place of a file, nor takes a file that went for a fault", async () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  put(elsewhere, "secret.json", records(event({})));
  for (const name of ["gone.json", "here.json", "link.json"]) put(folder, name, records(event({})));
  const listings = createListings(folder, steppedClock());
  await sizeOfLogs(listings, ASKED, ASKED.window);
  rmSync(join(folder, "gone.json"));
  rmSync(join(folder, "link.json"));
  symlinkSync(join(elsewhere, "secret.json"), join(folder, "link.json"));
  const { signal } = new AbortController();
  const set = await openLogSet(listings, join(folder, ".spool"), ASKED, ASKED.window, signal);
  expect(set.coverage(ASKED)).toMatchObject({
    files: 1,
    skippedFiles: [
      { file: "gone.json", reason: "it was removed while it was read" },
      { file: "link.json", reason: "it is a link, and links are not followed" },
    ],
  });
});

it("stops listing where the signal aborts", async () => {
  const { listings } = await lookedAt();
  await taken(listings);
  await expect(listings.take(ALL, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
});
