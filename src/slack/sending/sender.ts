import type { WebAPICallResult, WebClient } from "@slack/web-api";
import type { Clock } from "../../clock.ts";
import { inert } from "./inert.ts";
import { createOutlast, type Outlast } from "./silence.ts";
import { slackCodeOf, slackFaultOf } from "./slack-fault.ts";

/** Slack refused a call with its own code; asking again gives the same answer. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
  readonly method: string;
  readonly code: string;

  constructor(method: string, code: string) {
    super(`${method} was refused: ${code}`);
    this.method = method;
    this.code = code;
  }
}

/** Nobody knows whether a call was carried out. */
export class SlackUncertain extends Error {
  override readonly name = "SlackUncertain";
}

export interface CallOptions {
  /** Calls for one channel are made one after the other. */
  readonly channel?: string;
  /** Aborts the waiting between attempts. */
  readonly signal?: AbortSignal;
  /** Called right before each attempt, when all waiting is over; where it throws, the attempt is not made. */
  readonly before?: () => Promise<void>;
  /** Milliseconds since 1970 after which no further attempt is made. */
  readonly until?: number;
}

type Fields = Readonly<Record<string, unknown>>;
/** What a call carries. A function is asked anew for each attempt, so that what waited is sent as it stands by then. */
export type Arguments = Fields | (() => Fields);

/** Calls of the Web API, with Slack's limits and faults ridden out. */
export interface Sender {
  /**
   * Makes a call that does no harm when it is made twice: again and again, at most 30 s apart, until it works. Throws
   * {@link SlackRefused} where Slack refuses it, {@link SlackUncertain} when the time is over.
   */
  repeat(method: string, args: Arguments, options?: CallOptions): Promise<WebAPICallResult>;
  /** Makes a call once; only a 429, at which nothing is done, is waited out. Throws {@link SlackUncertain} besides. */
  once(method: string, args: Arguments, options?: CallOptions): Promise<WebAPICallResult>;
  /**
   * Does something again after each {@link SlackUncertain} that it throws, once Slack answers at all. Those who wait go on one
   * after the other, in the order in which they came. Throws what is thrown besides, and that one when the time is over.
   */
  readonly outlast: Outlast;
}

/** Told of every call; `code` is Slack's own where it gave one. */
export type CallNoted = (
  method: string,
  outcome: "ok" | "refused" | "limited" | "uncertain",
  code: string | null,
) => void;

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** A sender over a client that does not retry by itself (see webOptions). */
export function createSender(web: WebClient, clock: Clock, noted: CallNoted): Sender {
  /** When a method may be called for a channel again. */
  const closedUntil = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();

  const attempt = async (method: string, args: Arguments, options: CallOptions): Promise<WebAPICallResult> => {
    const gate = `${method} ${options.channel ?? ""}`;
    for (;;) {
      await clock.after(Math.max(0, (closedUntil.get(gate) ?? 0) - clock.now()), options.signal);
      options.signal?.throwIfAborted();
      await options.before?.();
      try {
        const result = await web.apiCall(method, inert(method, typeof args === "function" ? args() : args));
        noted(method, "ok", null);
        return result;
      } catch (cause) {
        const fault = slackFaultOf(cause);
        noted(method, fault.kind, slackCodeOf(cause));
        if (fault.kind === "refused") throw new SlackRefused(method, fault.code);
        if (fault.kind === "uncertain") throw new SlackUncertain(`${method}: ${fault.reason}`, { cause });
        closedUntil.set(gate, clock.now() + fault.seconds * 1000);
        if (clock.now() + fault.seconds * 1000 > (options.until ?? Infinity))
          throw new SlackUncertain(`${method}: limited`);
      }
    }
  };

  /** What goes to one channel goes in order. */
  const inTurn = <T>(channel: string | undefined, work: () => Promise<T>): Promise<T> => {
    if (channel === undefined) return work();
    const mine = (turns.get(channel) ?? Promise.resolve()).then(work, work);
    turns.set(channel, mine);
    const clear = (): void => {
      if (turns.get(channel) === mine) turns.delete(channel);
    };
    mine.then(clear, clear);
    return mine;
  };

  const answers = (): Promise<boolean> =>
    attempt("auth.test", {}, {}).then(
      () => true,
      (cause: unknown) => cause instanceof SlackRefused,
    );

  return {
    outlast: createOutlast(clock, answers, (cause) => cause instanceof SlackUncertain),
    once: (method, args, options = {}) => inTurn(options.channel, () => attempt(method, args, options)),
    async repeat(method, args, options = {}) {
      for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
        try {
          return await inTurn(options.channel, () => attempt(method, args, options));
        } catch (cause) {
          if (!(cause instanceof SlackUncertain) || clock.now() + pause > (options.until ?? Infinity)) throw cause;
          await clock.after(pause, options.signal);
          options.signal?.throwIfAborted();
        }
      }
    },
  };
}
