import { instantOf, millisecondsOf, type Instant } from "../../clock.ts";
import type { Span } from "../../engine/engine.ts";
import { TrailError } from "../../errors.ts";
import type { IntentTest } from "../schema.ts";
import { BASE_EVENTS, layOver, type TestEvent } from "./base-events.ts";

const MINUTE_MS = 60_000;

/**
 * The complete events of a test: those of its window and those of the baseline before it. Events without a time of their
 * own come a minute apart in the order written, the last a minute before the end of their span; ids are made from their
 * place. Throws TrailError("configuration") for an unknown base.
 */
export function testEvents(test: IntentTest, window: Span): readonly TestEvent[] {
  return [
    ...complete(test.events, window.end, "e"),
    ...complete(test.before, instantOf(millisecondsOf(window.start) - 24 * 60 * MINUTE_MS), "b"),
  ];
}

function complete(events: readonly TestEvent[], end: Instant, prefix: string): readonly TestEvent[] {
  return events.map(({ base, ...event }, index) => {
    const name = typeof base === "string" ? base : "plain";
    const below = Object.hasOwn(BASE_EVENTS, name) ? BASE_EVENTS[name] : undefined;
    if (below === undefined) {
      throw new TrailError(
        "configuration",
        `there is no base event "${name}": the bases are ${Object.keys(BASE_EVENTS).join(", ")}.`,
      );
    }
    const time = instantOf(millisecondsOf(end) - (events.length - index) * MINUTE_MS);
    return layOver(below, { eventTime: time, eventID: `${prefix}${index}`, requestID: `r-${prefix}${index}` }, event);
  });
}
