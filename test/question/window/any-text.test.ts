import { describe, expect, it } from "vitest";
import { findWindow } from "../../../src/question/window/find-window.ts";
import { readWindow } from "../../../src/question/window/read-window.ts";
import { AUCKLAND, AUTUMN, FRIDAY, MONDAY, NEW_YORK_AUTUMN, NEW_YORK_SPRING, SPRING } from "./reference.ts";

const WORDS = (
  "last past this next previous since until before after between and to from on in at the of for around within " +
  "yesterday today tomorrow monday friday sunday feb march 15 15th 2 30 31 2016 2026 10:00 25:00 3pm 12am noon midnight " +
  "morning night week month quarter q3 year weekend 12h 2 hours days ago half an a couple 2026-02-30 2026-03-29 03/04/2016 " +
  "now-1d/d now @d -1h@h PT2H / - , +/- ± UTC +02:00 1455651722 <!date^1^x> \uE000 who changed 0h first second third ordinal"
).split(" ");

/** A fixed sequence of numbers from 0 up to a limit, the same on every run. */
function* draws(seed: number): Generator<(limit: number) => number> {
  let state = seed;
  for (;;) {
    yield (limit) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * limit);
    };
  }
}

describe("Whatever the words", () => {
  it.each([FRIDAY, MONDAY, SPRING, AUTUMN, NEW_YORK_SPRING, NEW_YORK_AUTUMN, AUCKLAND])(
    "start < end <= now at %o",
    (reference) => {
      const draw = draws(reference.now.length + reference.zone.length).next().value;
      for (let round = 0; round < 400; round += 1) {
        const text = Array.from({ length: 1 + draw(6) }, () => WORDS[draw(WORDS.length)] ?? "").join(" ");
        for (const reading of [readWindow(text, reference), findWindow(text, reference)]) {
          if (reading.kind !== "window") continue;
          const { start, end } = reading.window;
          expect({ text, isOrdered: start === null || start < end, isPast: end <= reference.now }).toEqual({
            text,
            isOrdered: true,
            isPast: true,
          });
          expect(reading.spans.every((span) => span.start < span.end && span.end <= text.length)).toBe(true);
        }
      }
    },
  );

  it.each([
    "half an hour ",
    "last ",
    "between 2 and ",
    "yesterday ",
    "1 ",
    "from 3 to ",
    "(",
    "2017-02-16 ",
    "12:00 - ",
    "1/2 ",
    "day before ",
    "week of ",
    "PT1H/",
    "twenty ",
    "the end of ",
  ])("gives some reading of %j again and again", (words) => {
    const text = words.repeat(300).slice(0, 300);
    expect(["none", "window", "unclear"]).toContain(findWindow(text, FRIDAY).kind);
    expect(["none", "window", "unclear"]).toContain(readWindow(text, FRIDAY).kind);
  });
});
