import type { Clock } from "../clock.ts";
import { amend, type Register } from "../register/register.ts";
import { entered, left, Line, NOBODY, type PlaceLimits, type Visitor } from "./line.ts";

/** A place to run in, to be left when done. */
export interface Place {
  leave(): void;
}

/** Where questions wait until one of their person, of their channel and of all may run, whichever process answers them. */
export interface Places {
  /**
   * Resolves to a place when there is one, or to null where too many of the person's wait already, or when `signal` aborts
   * (look at it then). `moved` is called with the position in line, from 1, each time it changes.
   */
  enter(visitor: Visitor, signal: AbortSignal, moved: (position: number) => void): Promise<Place | null>;
  count(): Promise<{ readonly running: number; readonly waiting: number }>;
}

export interface PlacesParts {
  readonly limits: PlaceLimits;
  readonly register: Register;
  readonly clock: Pick<Clock, "now" | "after">;
  /** Whether a job has ended, or is unknown: its process may have died before it left. */
  readonly isOver: (job: string) => Promise<boolean>;
  readonly trouble: (what: string, cause: unknown) => void;
}

const SHELF = "places";
const ID = "all";
/** How often whoever waits looks whether another process made room, and whether somebody never left, in milliseconds. */
const LOOK_MS = 1_000;
const SWEEP_MS = 10_000;

/** Somebody of this process in line. */
interface Waiter {
  readonly visitor: Visitor;
  readonly moved: (position: number) => void;
  readonly admit: () => void;
  position: number;
}

/** Places, given fairly, as the register has them. */
export function createPlaces({ limits, register, clock, isOver, trouble }: PlacesParts): Places {
  const waiters = new Map<string, Waiter>();
  let isLooking = false;
  /** What this process writes it writes one after the other: only other processes are ever faster. */
  let turn: Promise<unknown> = Promise.resolve();

  const change = (how: (line: Line) => Line): Promise<Line> => {
    const mine = turn.then(async () =>
      lineOf(
        await amend(register, SHELF, ID, (value) => {
          const line = lineOf(value);
          const next = how(line);
          return JSON.stringify(next) === JSON.stringify(line) ? null : next;
        }),
      ),
    );
    turn = mine.catch(() => undefined);
    return mine;
  };

  /** Admits those of this process that have a place, and tells the others where they stand. */
  const tell = (line: Line): void => {
    const inside = new Set(line.inside.map(({ job }) => job));
    const positions = new Map(line.waiting.map(({ job }, index) => [job, index + 1]));
    for (const [job, waiter] of waiters) {
      const position = positions.get(job) ?? waiter.position;
      if (inside.has(job)) waiter.admit();
      else if (position !== waiter.position) waiter.moved((waiter.position = position));
    }
  };

  const leave = async (gone: readonly Pick<Visitor, "job" | "fence">[]): Promise<void> =>
    tell(await change((line) => left(line, gone, limits)));

  /** Takes out those that are over; a place that nobody leaves any more would be lost for good. */
  const sweep = async ({ inside, waiting }: Line): Promise<void> => {
    const over = await Promise.all([...inside, ...waiting].map(async (one) => ((await isOver(one.job)) ? [one] : [])));
    await leave(over.flat());
  };

  const lookWhileWaiting = async (): Promise<void> => {
    isLooking = true;
    for (let swept = clock.now(); waiters.size > 0;) {
      await clock.after(LOOK_MS);
      const isDue = clock.now() - swept >= SWEEP_MS;
      if (isDue) swept = clock.now();
      try {
        const line = lineOf((await register.get(SHELF, ID))?.value);
        tell(line);
        if (isDue) await sweep(line);
      } catch (cause) {
        trouble("who runs and who waits could not be read", cause);
      }
    }
    isLooking = false;
  };

  const placeOf = (visitor: Visitor): Place => {
    let isLeft = false;
    return {
      leave() {
        if (isLeft) return;
        isLeft = true;
        // It is found by those that wait once the job is over.
        void leave([visitor]).catch((cause: unknown) => trouble("a place to run in could not be left yet", cause));
      },
    };
  };

  /** Resolves to true with a place, to false when the signal aborts. */
  const wait = (visitor: Visitor, line: Line, signal: AbortSignal, moved: Waiter["moved"]): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (isInside: boolean): void => {
        waiters.delete(visitor.job);
        signal.removeEventListener("abort", giveUp);
        resolve(isInside);
      };
      const giveUp = (): void => end(false);
      if (signal.aborted) return end(false);
      signal.addEventListener("abort", giveUp, { once: true });
      waiters.set(visitor.job, { visitor, moved, admit: () => end(true), position: 0 });
      tell(line);
      if (!isLooking) void lookWhileWaiting();
    });

  return {
    async enter(visitor, signal, moved) {
      if (signal.aborted) return null;
      const line = await change((now) => entered(now, visitor, limits));
      const isThere = ({ job }: Visitor): boolean => job === visitor.job;
      if (!line.inside.some(isThere)) {
        if (!line.waiting.some(isThere)) return null;
        if (!(await wait(visitor, line, signal, moved))) {
          await leave([visitor]).catch((cause: unknown) => trouble("a line could not be left yet", cause));
          return null;
        }
      }
      return placeOf(visitor);
    },
    async count() {
      const { inside, waiting } = lineOf((await register.get(SHELF, ID))?.value);
      return { running: inside.length, waiting: waiting.length };
    },
  };
}

function lineOf(value: unknown): Line {
  return Line.safeParse(value).data ?? NOBODY;
}
