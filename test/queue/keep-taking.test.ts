import { describe, expect, it, onTestFinished } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { keepTaking } from "../../src/queue/keep-taking.ts";
import type { Queue } from "../../src/queue/queue.ts";
import { queueAt, startLocalSqs, type LocalSqs } from "../fixtures/sqs/local-sqs.ts";
import { movingClock } from "../fixtures/clock.ts";

interface At {
  readonly sqs: LocalSqs;
  readonly taken: string[];
  readonly troubles: string[];
  readonly end: () => Promise<void>;
}

/** The loop over the real client, ended when the test is over. */
async function taking(
  take: (body: string) => Promise<void> = async () => undefined,
  parts: { sqs?: LocalSqs; queue?: Queue; clock?: Clock } = {},
): Promise<At> {
  const sqs = parts.sqs ?? (await startLocalSqs());
  const queue = parts.queue ?? queueAt(sqs);
  const over = new AbortController();
  const taken: string[] = [];
  const troubles: string[] = [];
  const done = keepTaking({
    queue,
    clock: parts.clock ?? movingClock(),
    signal: over.signal,
    trouble: (what) => troubles.push(what),
    async take(body) {
      await take(body);
      taken.push(body);
    },
  });
  const end = async (): Promise<void> => {
    over.abort();
    await done;
  };
  onTestFinished(end);
  return { sqs, taken, troubles, end };
}

describe("messages of the queue", () => {
  it("are taken, and deleted after that", async () => {
    let left = -1;
    const sqs = await startLocalSqs();
    const at = await taking(async () => void (left = sqs.left()), { sqs });
    sqs.put("one");
    await expect.poll(() => sqs.left()).toBe(0);
    expect(at.taken).toEqual(["one"]);
    expect(left).toBe(1);
  });

  it("come ten at a time, and none waits for another that is slow", async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const sqs = await startLocalSqs();
    for (let index = 0; index < 10; index++) sqs.put(String(index));
    const at = await taking((body) => (body === "0" ? slow : Promise.resolve()), { sqs });
    await expect.poll(() => at.taken.length).toBe(9);
    release();
    await expect.poll(() => sqs.left()).toBe(0);
  });

  it("are left where they could not be taken, and taken when they come again", async () => {
    let isBroken = true;
    const at = await taking(async () => {
      if (isBroken) throw new Error("not now");
    });
    at.sqs.put("one");
    await expect.poll(() => at.troubles.length).toBe(1);
    expect(at.sqs.left()).toBe(1);
    isBroken = false;
    at.sqs.reveal();
    await expect.poll(() => at.sqs.left()).toBe(0);
    expect(at.taken).toEqual(["one"]);
  });

  it("come again where their deletion is lost", async () => {
    const at = await taking();
    at.sqs.fail("DeleteMessage", { kind: "dropped" });
    at.sqs.put("one");
    await expect.poll(() => at.troubles.length).toBe(1);
    at.sqs.reveal();
    await expect.poll(() => at.sqs.left()).toBe(0);
    expect(at.taken).toEqual(["one", "one"]);
  });

  it.each([
    ["no connection", { kind: "dropped" }],
    ["a fault of AWS", { kind: "error", name: "InternalFailure", status: 500 }],
    ["a denial", { kind: "error", name: "AccessDeniedException" }],
    ["no such queue", { kind: "error", name: "QueueDoesNotExist" }],
    ["throttling", { kind: "error", name: "ThrottlingException" }],
  ] as const)("are waited for through %s, with longer pauses and one word of it", async (_, fault) => {
    const sqs = await startLocalSqs();
    sqs.fail("ReceiveMessage", fault, 4);
    sqs.put("one");
    const clock = movingClock();
    const at = await taking(undefined, { sqs, clock });
    await expect.poll(() => at.taken, { timeout: 5000 }).toEqual(["one"]);
    expect(at.troubles).toHaveLength(1);
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000]);
  });

  it("are waited for no longer when the process ends, and those in hand are done first", async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    let began = false;
    const at = await taking(async () => {
      began = true;
      await slow;
    });
    at.sqs.put("one");
    await expect.poll(() => began).toBe(true);
    const ended = at.end();
    release();
    await ended;
    expect(at.sqs.left()).toBe(0);
    const idle = await taking();
    await expect.poll(() => idle.sqs.calls.length).toBeGreaterThan(0);
    await idle.end();
    expect(idle.troubles).toEqual([]);
  });
});
