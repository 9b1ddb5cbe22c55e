import type { IntentShape } from "./intent-shape.ts";
import { spanBefore } from "./window/duration.ts";
import type { WindowReading } from "./window/window-reading.ts";
import type { Reference, Window } from "./window/window.ts";

/** The window of a question, or why there is none. */
export type WindowChoice =
  | { readonly ok: true; readonly window: Window; readonly notes: readonly string[] }
  | { readonly ok: false; readonly status: "asked" | "refused"; readonly message: string };

/**
 * The window that the words give, else the intent's own. An open start is the intent's longest look-back, and said;
 * so is an end in the future, which is now. A window that is longer is refused.
 */
export function windowOf(intent: IntentShape, time: WindowReading, reference: Reference): WindowChoice {
  switch (time.kind) {
    case "none":
      return { ok: true, window: defaultWindow(intent, reference), notes: [] };
    case "unclear":
      return { ok: false, status: "asked", message: time.message };
    case "window":
      return withCut(bounded(intent, time.window), time.isCut);
  }
}

function withCut(choice: WindowChoice, isCut: boolean): WindowChoice {
  if (!choice.ok || !isCut) return choice;
  const note = `“${choice.window.text}” ends in the future: this looks until now.`;
  return { ...choice, notes: [...choice.notes, note] };
}

function defaultWindow(intent: IntentShape, reference: Reference): Window {
  const { now, zone } = reference;
  return { start: spanBefore(intent.window.default, now, zone), end: now, zone, text: `last ${intent.window.default}` };
}

function bounded(intent: IntentShape, window: Window): WindowChoice {
  const { max } = intent.window;
  const earliest = spanBefore(max, window.end, window.zone);
  if (window.start === null) {
    const note = `No start was given: this looks back ${spoken(max)} from the end, which is the furthest.`;
    return { ok: true, window: { ...window, start: earliest }, notes: [note] };
  }
  if (window.start >= earliest) return { ok: true, window, notes: [] };
  const message =
    `“${window.text}” is longer than ${spoken(max)}, the most that this question looks at. ` +
    `Split it into parts of at most ${spoken(max)}, for example “last ${max}”.`;
  return { ok: false, status: "refused", message };
}

function spoken(length: string): string {
  const amount = Number.parseInt(length, 10);
  const unit = { m: "minute", h: "hour", d: "day" }[length.slice(-1)] ?? "day";
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
