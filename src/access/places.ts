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

/** Places, given fairly, as the register has them. */
export function createPlaces({ limits, register, clock, isOver, trouble }: PlacesParts): Places {
  /** What this process writes it writes one after the other: only other processes are ever faster. */
  let turn: Promise<unknown> = Promise.resolve();
  let room = new AbortController();

  const lineOf = (value: unknown): Line => Line.safeParse(value).data ?? NOBODY;
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

  const leave = async (gone: readonly Pick<Visitor, "job" | "fence">[]): Promise<void> => {
    await change((line) => left(line, gone, limits));
    room.abort();
    room = new AbortController();
  };

  /** Takes out those that are over; a place that nobody leaves any more would be lost for good. */
  const sweep = async ({ inside, waiting }: Line): Promise<void> => {
    const all = [...inside, ...waiting];
    const over = await Promise.all(all.map(async (one) => ((await isOver(one.job)) ? [one] : [])));
    if (over.flat().length > 0) await leave(over.flat());
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

  return {
    async enter(visitor, signal, moved) {
      const isMine = ({ job }: Visitor): boolean => job === visitor.job;
      let position = 0;
      for (let swept = clock.now(); !signal.aborted;) {
        const hasRoom = room.signal;
        const line = await change((now) => entered(now, visitor, limits));
        if (line.inside.some(isMine)) return placeOf(visitor);
        const found = line.waiting.findIndex(isMine) + 1;
        if (found === 0) return null;
        if (found !== position) moved(found);
        position = found;
        await clock.after(LOOK_MS, AbortSignal.any([signal, hasRoom]));
        if (clock.now() - swept < SWEEP_MS) continue;
        swept = clock.now();
        await sweep(line);
      }
      await leave([visitor]).catch((cause: unknown) => trouble("a line could not be left yet", cause));
      return null;
    },
    async count() {
      const { inside, waiting } = lineOf((await register.get(SHELF, ID))?.value);
      return { running: inside.length, waiting: waiting.length };
    },
  };
}
