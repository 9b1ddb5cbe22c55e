import { instantOf, millisecondsOf, type Instant } from "../../clock.ts";
import type { Span } from "../../engine/engine.ts";
import type { IntentTest } from "../schema.ts";
import type { TestEvent } from "./base-events.ts";
import { otherEvents, serviceEvents } from "./noise.ts";

/** Records as they lie on disk: one file each, in the folder of an account, a region and a day of delivery. */
export interface TestFile {
  readonly account: string;
  readonly region: string;
  /** `yyyy-mm-dd`. */
  readonly day: string;
  readonly records: readonly TestEvent[];
}

/** What a transformation may look at. */
export interface TransformationContext {
  readonly window: Span;
  /** Span of `cloudtrail_before`, or null. */
  readonly before: Span | null;
  readonly noise: IntentTest["noise"];
}

/** Lays the same events out in another way, none of which may change the answer; null where it does not apply. */
export type Transformation = (
  events: readonly TestEvent[],
  context: TransformationContext,
) => readonly TestFile[] | null;

/**
 * Transformations that do not hide one another, laid over one another: a test that passes both passes as it is written and
 * under each of them.
 */
export const TOGETHER: readonly Transformation[] = [
  (events, context) => byFolder([...(noiseOf(context) ?? []), ...events.toReversed(), ...justOutside(events, context)]),
  (events) => {
    const spread = events.map(elsewhere);
    return spread.length === 0 ? null : [...spread, ...spread];
  },
];

/** By the name that a failure is reported under. */
export const TRANSFORMATIONS: Readonly<Record<string, Transformation>> = {
  "as written": (events) => byFolder(events),
  "each event delivered twice": (events) => (events.length === 0 ? null : [...byFolder(events), ...byFolder(events)]),
  "order shuffled": (events) => (events.length < 2 ? null : byFolder(events.toReversed())),
  "with noise": (events, context) => {
    const noise = noiseOf(context);
    return noise === null ? null : byFolder([...noise, ...events]);
  },
  "with events just outside the windows": (events, context) =>
    events.length === 0 ? null : byFolder([...events, ...justOutside(events, context)]),
  "spread over other files and folders": (events) =>
    events.length === 0 ? null : events.map((event, index) => elsewhere(event, index)),
};

function text(event: TestEvent, key: string): string {
  const value = event[key];
  return typeof value === "string" ? value : "";
}

function homeOf(event: TestEvent): Omit<TestFile, "records"> {
  return {
    account: text(event, "recipientAccountId") || "111122223333",
    region: text(event, "awsRegion") || "us-east-1",
    day: text(event, "eventTime").slice(0, 10),
  };
}

function byFolder(events: readonly TestEvent[]): readonly TestFile[] {
  const folders = Map.groupBy(events, (event) => JSON.stringify(homeOf(event)));
  return [...folders.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...homeOf(first), records: [first, ...rest] }],
  );
}

function noiseOf({ window, noise }: TransformationContext): readonly TestEvent[] | null {
  const time = instantOf(millisecondsOf(window.end) - 30_000);
  switch (noise) {
    case "others":
      return [...otherEvents(time), ...serviceEvents(time)];
    case "services":
      return serviceEvents(time);
    default:
      return null;
  }
}

/** The test's own events again, under other ids, a second before the first span and at the end of the last. */
function justOutside(events: readonly TestEvent[], { window, before }: TransformationContext): readonly TestEvent[] {
  const first = before?.start ?? window.start;
  const times: readonly Instant[] = [instantOf(millisecondsOf(first) - 1000), window.end];
  return times.flatMap((eventTime, side) =>
    events.map((event, index) => Object.assign({}, event, { eventTime, eventID: `outside-${side}-${index}` })),
  );
}

/**
 * One file each; global events, which are recorded in us-east-1, in another region's folder; what was delivered after
 * midnight in the next day's.
 */
function elsewhere(event: TestEvent, index: number): TestFile {
  const home = homeOf(event);
  const late = text(event, "eventTime").slice(11, 13) === "23";
  const nextDay = instantOf(millisecondsOf(`${home.day}T00:00:00Z`) + 86_400_000).slice(0, 10);
  return {
    account: home.account,
    region: home.region === "us-east-1" && index % 2 === 0 ? "eu-west-1" : home.region,
    day: late ? nextDay : home.day,
    records: [event],
  };
}
