import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const ALL = Array.from({ length: 240 }, (_, index) => index + 1);

/** `fault 148`, `faults 64, 65 and 67`, `faults 203 to 208`. */
const NAMED = /\bfaults? ((?:\d{1,3}(?:, | and | or | to )?)+)/g;

function numbersIn(text: string): number[] {
  return [...text.matchAll(NAMED)].flatMap(([, list = ""]) => {
    const parts = list.match(/\d+( to \d+)?/g) ?? [];
    return parts.flatMap((part) => {
      const [from = 0, to = from] = part.split(" to ").map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
  });
}

const tested = new Set(
  readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && name !== "faults.test.ts")
    .flatMap((name) => numbersIn(readFileSync(join(ROOT, "test", name), "utf8"))),
);
/** Number -> what holds it: `tests`, or the reason why there is none. */
const held = new Map(
  [...readFileSync(join(ROOT, "docs/faults.md"), "utf8").matchAll(/^\| (\d{1,3}) \| .* \| (.*) \|$/gm)].map(
    ([, number, by]): [number, string] => [Number(number), by ?? ""],
  ),
);

it("every numbered fault stands in docs/faults.md once", () => {
  expect([...held.keys()].toSorted((a, b) => a - b)).toEqual(ALL);
});

it("a fault that is said to be held by tests is named in the title of one", () => {
  expect(ALL.filter((number) => held.get(number) === "tests" && !tested.has(number))).toEqual([]);
});

it("a fault without a test has a reason, and one with a test needs none", () => {
  expect(ALL.filter((number) => held.get(number) !== "tests" && tested.has(number))).toEqual([]);
});
