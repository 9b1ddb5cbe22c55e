import type { Clock } from "../../clock.ts";
import type { Form } from "./form.ts";
import { mrkdwn } from "./mrkdwn.ts";
import type { CallOptions, Sender } from "./sender.ts";

/** A message whose state changes faster than Slack takes changes: a state that waits gives way to a newer one. */
export interface NewestUpdate {
  /** Shows a state, or a newer one. Never rejects: a change that Slack does not take is left out. */
  show(state: Form): Promise<void>;
  /** What still waits is never shown. */
  end(): void;
}

export interface NewestUpdateParts {
  readonly sender: Sender;
  readonly clock: Clock;
  readonly channel: string;
  readonly ts: string;
  readonly options: CallOptions;
}

/** Least time between two changes of one message, in milliseconds. */
const PAUSE = 3000;

export function createNewestUpdate({ sender, clock, channel, ts, options }: NewestUpdateParts): NewestUpdate {
  const over = new AbortController();
  const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
  let newest: Form = { text: mrkdwn(""), blocks: [] };
  let isShown = true;
  let due = 0;
  let showing: Promise<void> | null = null;

  const take = (): Readonly<Record<string, unknown>> => {
    isShown = true;
    return { channel, ts, ...newest };
  };
  const showAll = async (): Promise<void> => {
    while (!isShown) {
      await clock.after(Math.max(0, due - clock.now()), signal);
      if (signal.aborted) return;
      await sender.once("chat.update", take, { ...options, signal, channel }).catch(() => undefined);
      due = clock.now() + PAUSE;
    }
  };

  return {
    show(state) {
      newest = state;
      isShown = false;
      showing ??= showAll().finally(() => (showing = null));
      return showing;
    },
    end: () => over.abort(),
  };
}
