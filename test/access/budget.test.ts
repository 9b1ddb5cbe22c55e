import { describe, expect, it } from "vitest";
import { dayStart, leftOf, overBudget, overPrice } from "../../src/access/budget.ts";

const LIMITS = { person: 5, channel: 10, all: 25 };

describe("a budget of a day", () => {
  it.each([
    ["fits", { person: 0, channel: 0, all: 0 }, 5, null],
    ["fits to the cent", { person: 4.5, channel: 9.5, all: 24.5 }, 0.5, null],
    ["is too much for the person", { person: 4.8, channel: 4.8, all: 4.8 }, 0.3, /^You have spent \$4\.80 of \$5\.00/],
    ["is too much for the channel", { person: 0, channel: 9.9, all: 10 }, 0.3, /^This channel has spent \$9\.90 of/],
    ["is too much for all", { person: 0, channel: 0, all: 24.9 }, 0.3, /^Everybody together has spent \$24\.90 of/],
  ])("a question that %s", (_, spent, price, said) => {
    const sentence = overBudget(spent, price, LIMITS);
    if (said === null) expect(sentence).toBeNull();
    else expect(sentence).toMatch(said);
  });

  it("has left what the least of the three has", () => {
    expect(leftOf({ person: 1, channel: 9, all: 3 }, LIMITS)).toBe(1);
    expect(leftOf({ person: 6, channel: 0, all: 0 }, LIMITS)).toBe(0);
  });

  it("begins at midnight UTC", () => {
    expect(dayStart(Date.parse("2026-11-20T23:59:59.999Z"))).toBe(Date.parse("2026-11-20T00:00:00Z"));
    expect(dayStart(Date.parse("2026-11-20T00:00:00Z"))).toBe(Date.parse("2026-11-20T00:00:00Z"));
  });
});

it("fault 79: a question that is too dear is told in how many parts it fits", () => {
  expect(overPrice(5, 5)).toBeNull();
  expect(overPrice(12, 5)).toMatch(/about \$12\.00, more than the \$5\.00 .* in 3 parts/);
});
