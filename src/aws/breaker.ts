import type { Clock } from "../clock.ts";
import { awsFaultKind } from "./aws-fault.ts";

/** Makes a call to one service of AWS, or throws at once what the last one threw while the service is away. */
export type Breaker = <T>(call: () => Promise<T>) => Promise<T>;

/** Calls in a row that found the service away, after which none is made for a while, in milliseconds. */
const FAULTS = 3;
const PAUSE = 60_000;

/**
 * Keeps held questions from knocking, each by itself, at a service that is away: after three calls in a row that did not
 * reach it no call is made for a minute, then a single one tries. Any answer of the service lets all calls through again.
 */
export function createBreaker(clock: Clock): Breaker {
  let faults = 0;
  let since = 0;
  let last: unknown;

  const isOpen = (): boolean => {
    const waited = clock.now() - since;
    // A clock that was set back must not keep it open.
    return faults >= FAULTS && waited >= 0 && waited < PAUSE;
  };

  return async (call) => {
    if (isOpen()) throw last;
    // Whoever comes while this one tries is refused.
    since = clock.now();
    try {
      const answer = await call();
      faults = 0;
      return answer;
    } catch (cause) {
      faults = awsFaultKind(cause) === "away" ? faults + 1 : 0;
      since = clock.now();
      last = cause;
      throw cause;
    }
  };
}
