import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findWindow } from "../../src/question/window/find-window.ts";
import { readWindow } from "../../src/question/window/read-window.ts";
import type { Reference } from "../../src/question/window/window.ts";
import type { WindowReading } from "../../src/question/window/window-reading.ts";
import { holds } from "../fixtures/properties.ts";
import {
  AUCKLAND,
  AUTUMN,
  FRIDAY,
  KOLKATA,
  MONDAY,
  NEW_YORK_AUTUMN,
  NEW_YORK_SPRING,
  SPRING,
  TUESDAY,
} from "../question/window/reference.ts";

const REFERENCES = [
  FRIDAY,
  TUESDAY,
  MONDAY,
  SPRING,
  AUTUMN,
  NEW_YORK_SPRING,
  NEW_YORK_AUTUMN,
  KOLKATA,
  AUCKLAND,
  // Half an hour forward, a day left out, no midnight in spring, and the zone without any.
  { now: "2026-10-04T06:00:00Z", zone: "Australia/Lord_Howe" },
  { now: "2011-12-31T12:00:00Z", zone: "Pacific/Apia" },
  { now: "2018-11-04T12:00:00Z", zone: "America/Sao_Paulo" },
  { now: "2026-11-20T13:05:30Z", zone: "UTC" },
] as const satisfies readonly Reference[];

/** What phrases of time are made of; letters whose case counts ("1M" and "1m") left out. */
const PIECES = (
  "last past this next previous since until before after between and to from on in at the of for around within " +
  "yesterday today tomorrow monday friday sunday feb march 15 15th 2 30 31 2016 2026 10:00 25:00 02:30 3pm 12am noon midnight " +
  "morning night week month quarter q3 year weekend 12h 2 hours days ago half an a couple 2026-02-30 2026-03-29 03/04/2016 " +
  "2026-11-01 nov 1 oct 25 mar 8 - , +/- ± UTC +02:00 2:30am who changed 0h first second third ordinal so far only hour"
).split(" ");
/** Pieces of machines, which are typed as they are. */
const MACHINE_PIECES = "now-1d/d now @d -1h@h PT2H / 1455651722 <!date^1^x> \uE000".split(" ");

const reference = fc.constantFrom<Reference[]>(...REFERENCES);
const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 });
const allPieces = fc.array(fc.constantFrom(...PIECES, ...MACHINE_PIECES), { minLength: 1, maxLength: 6 });

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function isSound(reading: WindowReading, text: string, now: string): void {
  if (reading.kind === "unclear") expect(reading.message).not.toBe("");
  if (reading.kind !== "window") return;
  const { start, end } = reading.window;
  expect(end).toMatch(INSTANT);
  expect(end <= now).toBe(true);
  if (start !== null) expect(start).toMatch(INSTANT);
  if (start !== null) expect(start < end).toBe(true);
  let last = 0;
  for (const span of reading.spans) {
    expect(span.start >= last && span.start < span.end && span.end <= text.length).toBe(true);
    last = span.end;
  }
}

describe("whatever the words", () => {
  it("a window is half-open, of whole seconds, and past; also where the clocks change", () => {
    holds(
      fc.property(allPieces, reference, (words, here) => {
        const text = words.join(" ");
        isSound(readWindow(text, here), text, here.now);
        isSound(findWindow(text, here), text, here.now);
      }),
      1200,
    );
  });

  it("spaces and capitals change nothing", () => {
    const gap = fc.constantFrom(" ", "   ", "\t", "\r\n", "\u00a0", " \u2009 ");
    const spelled = pieces.chain((words) =>
      fc.record({
        words: fc.constant(words),
        typed: fc
          .tuple(...words.flatMap((word) => [gap, fc.mixedCase(fc.constant(word))]))
          .map((parts) => parts.slice(1).join("")),
      }),
    );
    holds(
      fc.property(spelled, reference, ({ words, typed }, here) => {
        const plain = words.join(" ");
        expect(bounds(readWindow(typed, here))).toEqual(bounds(readWindow(plain, here)));
        // A question comes here with single spaces.
        const spaced = typed.replaceAll(/\s+/g, " ");
        expect(bounds(findWindow(spaced, here))).toEqual(bounds(findWindow(plain, here)));
      }),
      800,
    );
  });
});

function bounds(reading: WindowReading): unknown {
  if (reading.kind !== "window") return reading.kind;
  const { start, end, zone } = reading.window;
  return { start, end, zone, isCut: reading.isCut };
}
