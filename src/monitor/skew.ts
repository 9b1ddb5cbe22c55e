import type { Clock } from "../clock.ts";

/** Called when a call is made; what it returns is called with the Date of the answer, or null where it has none. */
export type Dated = () => (date: string | null) => void;

/** How far this machine's clock is from the clocks of those it calls, by the dates of their answers. */
export interface SkewWatch {
  /** For the calls of one service, such as `Slack`. */
  of(service: string): Dated;
  /** Why the bot is not ready; empty: it is. */
  faults(): readonly string[];
}

/** Seconds above which whoever runs Trail is told, and above which Slack's signed requests may be refused before long. */
const TOLD = 30;
const MOST = 240;

/** `tell` is called when a clock turns out to be wrong, and not again before it was right. */
export function createSkewWatch(
  clock: Pick<Clock, "now">,
  tell: (message: string, facts: { readonly service: string; readonly seconds: number }) => void,
): SkewWatch {
  const skews = new Map<string, number>();
  const note = (service: string, seconds: number): void => {
    const wasTold = Math.abs(skews.get(service) ?? 0) > TOLD;
    skews.set(service, seconds);
    if (!wasTold && Math.abs(seconds) > TOLD) {
      tell("this machine's clock is wrong, by the answers of a service", { service, seconds });
    }
  };
  return {
    of: (service) => () => {
      const asked = clock.now();
      return (date) => {
        const said = Date.parse(date ?? "");
        if (!Number.isNaN(said)) note(service, secondsBetween(asked, clock.now(), said));
      };
    },
    faults: () =>
      [...skews].flatMap(([service, seconds]) =>
        Math.abs(seconds) <= MOST
          ? []
          : [
              `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} that of ${service}`,
            ],
      ),
  };
}

/** A date is cut to whole seconds, and was written somewhere between the question and its answer. Ahead: above 0. */
function secondsBetween(asked: number, answered: number, said: number): number {
  if (asked > said + 1000) return Math.round((asked - said - 1000) / 1000);
  return answered < said ? Math.round((answered - said) / 1000) : 0;
}
