import { createHash } from "node:crypto";
import { z } from "zod";
import { millisecondsOf } from "../clock.ts";
import { reasonFor, whenNotAway } from "../jobs/hold.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Job } from "../jobs/job.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import { StoredReady } from "./stored-ready.ts";

/** The same question, asked a moment before by this or another person: it is run once for both. */
export interface Twin {
  readonly job: Job;
  readonly asked: Asked;
  readonly window: Window;
}

/** Questions asked no further apart than this are the same, in milliseconds; so far apart may the ends of their windows be. */
const TOGETHER_MS = 60_000;
/** How often it is looked whether the twin has its answer, in milliseconds. */
const LOOK_MS = 250;
const Kept = z.object({ job: z.string() });

/**
 * The twin of a question (fault 54), or null: then this question is the one that later ones are twins of. A question that
 * wants a new look, or nobody waits for, has none. `accounts` are those that the asker may see: another asker's rights are another question.
 */
export async function findTwin(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  accounts: readonly string[],
  desk: Pick<Desk, "store" | "clock">,
): Promise<Twin | null> {
  if (asked.isFresh || asked.against !== null) return null;
  const name = nameOf(ready, accounts);
  const turn = Math.floor(held.job.acceptedAt / TOGETHER_MS);
  const found = (await twinIn(name, turn, held, ready, desk)) ?? (await twinIn(name, turn - 1, held, ready, desk));
  if (found !== null) return found;
  const until = desk.clock.now() + 3 * TOGETHER_MS;
  if (await desk.store.keep(`${name} ${turn}`, { job: held.job.id }, until)) return null;
  return twinIn(name, turn, held, ready, desk);
}

/**
 * What the executions of a twin gave, once it has its answer; empty where it has none, or none that can be read: what ran in
 * another process's own engine is nothing to this one.
 */
export async function executionsOf(
  twin: Twin,
  held: HeldJob,
  { store, clock, trail: { engine } }: Pick<Desk, "store" | "clock" | "trail">,
): Promise<Job["executions"]> {
  for (;;) {
    const job = await store.get(twin.job.id);
    if (job === null || !mayAnswer(job)) return [];
    if (job.answer !== null) {
      const executions = job.executions.filter(({ isLost }) => !isLost);
      const ids = executions.flatMap(({ id }) => (id === null ? [] : [id]));
      const hold = { clock, random: Math.random, signal: held.signal };
      const states = await whenNotAway(hold, () => engine.status(ids));
      return ids.every((id) => states.get(id) === "succeeded") ? executions : [];
    }
    await clock.after(LOOK_MS, held.signal);
    if (held.signal.aborted) throw reasonFor(held.signal);
  }
}

async function twinIn(
  name: string,
  turn: number,
  held: HeldJob,
  { window }: Ready,
  { store, clock }: Pick<Desk, "store" | "clock">,
): Promise<Twin | null> {
  const kept = Kept.safeParse(await store.kept(`${name} ${turn}`, clock.now()));

  if (!kept.success || kept.data.job === held.job.id) return null;
  const job = await store.get(kept.data.job);
  const meaning = StoredReady.safeParse(job?.meaning);
  if (job === null || !meaning.success || !mayAnswer(job)) return null;

  const isTogether = held.job.acceptedAt - job.acceptedAt <= TOGETHER_MS && isNear(meaning.data.window, window);
  return isTogether ? { job, asked: Asked.parse(job.question), window: meaning.data.window } : null;
}

function mayAnswer({ ending, cancelledBy }: Job): boolean {
  return cancelledBy === null && (ending === null || ending === "answered");
}

function isNear(one: Window, other: Window): boolean {
  const ends = [
    [one.start, other.start],
    [one.end, other.end],
  ] as const;
  return ends.every(([a, b]) =>
    a === null || b === null ? a === b : Math.abs(millisecondsOf(a) - millisecondsOf(b)) <= TOGETHER_MS,
  );
}

function nameOf({ intent, params, include, window }: Ready, accounts: readonly string[]): string {
  const parts = [
    intent,
    Object.entries(params).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    [...include].toSorted(),
    [...accounts].toSorted(),
    window.text,
  ];
  return `same ${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
