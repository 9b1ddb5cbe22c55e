/** How many questions may run at once. */
export interface PlaceLimits {
  readonly person: number;
  readonly channel: number;
  readonly all: number;
  /** How many of one person's may wait. */
  readonly waiting: number;
}

/** A place to run in, to be left when done. */
export interface Place {
  leave(): void;
}

/** Where questions wait until one of their person, of their channel and of all may run. */
export interface Places {
  /**
   * Resolves to a place when there is one, or to null where too many of the person's wait already, or when `signal` aborts
   * (look at it then). `moved` is called with the position in line, from 1, each time it changes.
   */
  enter(
    who: { readonly person: string; readonly channel: string },
    signal: AbortSignal,
    moved: (position: number) => void,
  ): Promise<Place | null>;
  running(): number;
  waiting(): number;
}

interface Waiting {
  readonly person: string;
  readonly channel: string;
  readonly moved: (position: number) => void;
  readonly admit: (place: Place | null) => void;
  position: number;
}

/** Places, given fairly: whoever has fewest running goes first, then whoever came first. */
export function createPlaces(limits: PlaceLimits): Places {
  const inside: { readonly person: string; readonly channel: string }[] = [];
  const line: Waiting[] = [];
  const running = (of: "person" | "channel", id: string): number => inside.filter((one) => one[of] === id).length;
  const fits = ({ person, channel }: { person: string; channel: string }): boolean =>
    inside.length < limits.all &&
    running("person", person) < limits.person &&
    running("channel", channel) < limits.channel;

  const take = (who: { person: string; channel: string }): Place => {
    const mine = { ...who };
    inside.push(mine);
    return {
      leave() {
        const index = inside.indexOf(mine);
        if (index === -1) return;
        inside.splice(index, 1);
        advance();
      },
    };
  };

  const advance = (): void => {
    for (;;) {
      const next = line.filter(fits).toSorted((a, b) => running("person", a.person) - running("person", b.person))[0];
      if (next === undefined) break;
      line.splice(line.indexOf(next), 1);
      next.admit(take({ person: next.person, channel: next.channel }));
    }
    line.forEach((one, index) => tell(one, index + 1));
  };

  return {
    enter: (who, signal, moved) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null);
        if (fits(who)) return resolve(take(who));
        if (line.filter(({ person }) => person === who.person).length >= limits.waiting) return resolve(null);
        const leaveLine = (): void => {
          const index = line.indexOf(mine);
          if (index !== -1) line.splice(index, 1);
          resolve(null);
        };
        const admit = (place: Place | null): void => {
          signal.removeEventListener("abort", leaveLine);
          resolve(place);
        };
        const mine: Waiting = { ...who, moved, admit, position: 0 };
        line.push(mine);
        signal.addEventListener("abort", leaveLine, { once: true });
        tell(mine, line.length);
      }),
    running: () => inside.length,
    waiting: () => line.length,
  };
}

function tell(one: Waiting, position: number): void {
  if (one.position === position) return;
  one.position = position;
  one.moved(position);
}
