import { describe, expect, it } from "vitest";
import { createOutlast, type Outlast } from "../../../src/slack/sending/silence.ts";
import { movingClock } from "../../fixtures/clock.ts";

class Silent extends Error {}

interface Line {
  readonly outlast: Outlast;
  readonly clock: ReturnType<typeof movingClock>;
  /** How often it was asked whether there is an answer again. */
  looks(): number;
}

/** Slack is silent until this moment of the clock. */
function lineUntil(back: number): Line {
  const clock = movingClock();
  let looks = 0;
  const answers = async (): Promise<boolean> => {
    looks += 1;
    return clock.now() >= back;
  };
  return { clock, outlast: createOutlast(clock, answers, (cause) => cause instanceof Silent), looks: () => looks };
}

const silentBefore =
  <T>({ clock }: Line, back: number, value: T) =>
  async (): Promise<T> => {
    if (clock.now() < back) throw new Silent();
    return value;
  };

describe("a silence", () => {
  it("is waited out by one for all, who go on in the order in which they came (fault 148)", async () => {
    const line = lineUntil(60_000);
    const order: string[] = [];
    const calls = ["a", "b", "c", "d"].map(async (name) => {
      order.push(await line.outlast(silentBefore(line, 60_000, name), {}));
    });
    await Promise.all(calls);
    expect(order).toEqual(["a", "b", "c", "d"]);
    expect(line.looks()).toBeLessThan(10);
    expect(line.clock.now()).toBeLessThan(60_000 + 16_000);
  });

  it("is not waited out beyond the caller's time, nor by who was stopped, nor for what is no silence", async () => {
    const line = lineUntil(Infinity);
    const stop = new AbortController();
    const stopped = line.outlast(silentBefore(line, Infinity, 1), { signal: stop.signal });
    const late = line.outlast(silentBefore(line, Infinity, 1), { until: 60_000 });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error("over"));
    await expect(stopped).rejects.toThrow("over");
    await expect(late).rejects.toBeInstanceOf(Silent);
    await expect(line.outlast(() => Promise.reject(new Error("refused")), {})).rejects.toThrow("refused");
    await expect(
      line.outlast(silentBefore(line, Infinity, 1), { signal: AbortSignal.abort(new Error("no")) }),
    ).rejects.toThrow("no");
  });

  it("of one call alone slows that call down, though all others are answered", async () => {
    const line = lineUntil(0);
    let calls = 0;
    const flaky = async (): Promise<number> => {
      if (++calls < 6) throw new Silent();
      return calls;
    };
    expect(await line.outlast(flaky, {})).toBe(6);
    expect(line.clock.now()).toBeGreaterThanOrEqual(1000 + 2000 + 4000 + 8000);
  });
});
