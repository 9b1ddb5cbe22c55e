import { expect, it } from "vitest";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { cancelOf, createMinting, keepCancel } from "../../src/slack/desk.ts";
import type { Press } from "../../src/slack/press.ts";
import { pressOf } from "../../src/slack/stored-press.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const WEEK = 7 * 86_400_000;
const clock = { now: () => NOW, after: () => Promise.resolve() };
const row = (index: number): Press => ({ kind: "row", job: "job-1", row: index });

function counted(): { store: JobStore; writes: () => number } {
  const store = createMemoryStore();
  let writes = 0;
  const keep: JobStore["keep"] = (id, value, until) => {
    writes += 1;
    return store.keep(id, value, until);
  };
  return { store: { ...store, keep }, writes: () => writes };
}

function minting(store: JobStore): ReturnType<typeof createMinting> {
  let made = 0;
  return createMinting({ store, clock, newId: () => `group-${++made}` }, "C0INC");
}

it("keeps all buttons of a message in one write, each with what it does", async () => {
  const { store, writes } = counted();
  const drawn = minting(store);
  const ids = Array.from({ length: 38 }, (_, index) => drawn.mint(row(index)));
  expect(new Set(ids).size).toBe(38);
  await drawn.store();
  expect(writes()).toBe(1);
  expect(await Promise.all(ids.map((id) => pressOf(store, id, "C0INC", NOW)))).toEqual(ids.map((_, at) => row(at)));
});

it("keeps what is drawn later beside it, and writes nothing for no buttons", async () => {
  const { store, writes } = counted();
  const drawn = minting(store);
  await drawn.store();
  expect(writes()).toBe(0);
  const first = drawn.mint(row(1));
  await drawn.store();
  const second = drawn.mint(row(2));
  await drawn.store();
  await drawn.store();
  expect(writes()).toBe(2);
  expect(await pressOf(store, first, "C0INC", NOW)).toEqual(row(1));
  expect(await pressOf(store, second, "C0INC", NOW)).toEqual(row(2));
});

it("does nothing for another channel, an id that was never made, or after seven days", async () => {
  const { store } = counted();
  const drawn = minting(store);
  const id = drawn.mint(row(0));
  await drawn.store();
  expect(await pressOf(store, id, "C0OPS", NOW)).toBeNull();
  expect(await pressOf(store, id, "C0INC", NOW + WEEK)).toBeNull();
  const group = id.split(".")[0] ?? "";
  for (const odd of [group, `${group}.1`, `${group}.-1`, `${group}.length`, `${group}.0.0`, ".0", ""]) {
    expect(await pressOf(store, odd, "C0INC", NOW)).toBeNull();
  }
});

it("knows the Cancel button of a job by the job", async () => {
  const { store } = counted();
  await keepCancel({ store, clock }, { id: "job-1" }, "C0INC");
  expect(await pressOf(store, cancelOf({ id: "job-1" }), "C0INC", NOW)).toEqual({ kind: "cancel", job: "job-1" });
});
