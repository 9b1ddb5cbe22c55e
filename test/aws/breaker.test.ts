import { describe, expect, it } from "vitest";
import { createBreaker } from "../../src/aws/breaker.ts";
import { movingClock } from "../fixtures/clock.ts";

const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });

/** Calls through a breaker; each goes as `service.now` says. */
function guarded() {
  const clock = movingClock(1_000_000);
  const service: { now: Error | null; calls: number } = { now: away, calls: 0 };
  const breaker = createBreaker(clock);
  const call = (): Promise<string> =>
    breaker(async () => {
      service.calls++;
      if (service.now !== null) throw service.now;
      return "answer";
    });
  const calls = async (count: number): Promise<void> => {
    for (let made = 0; made < count; made++) await expect(call()).rejects.toBe(service.now);
  };
  return { clock, service, call, calls };
}

describe("fault 140: a service that is away", () => {
  it("is called three times, then once a minute", async () => {
    const { clock, service, calls } = guarded();
    await calls(20);
    expect(service.calls).toBe(3);
    await clock.after(59_999);
    await calls(20);
    expect(service.calls).toBe(3);
    for (let minute = 1; minute <= 5; minute++) {
      await clock.after(60_000);
      await calls(20);
      expect(service.calls).toBe(3 + minute);
    }
  });

  it("is tried by one call, while the others do not wait for it", async () => {
    const { clock, service, call, calls } = guarded();
    await calls(3);
    await clock.after(60_000);
    service.now = null;
    const trying = call();
    await expect(call()).rejects.toBe(away);
    expect(await trying).toBe("answer");
    expect(await call()).toBe("answer");
    expect(service.calls).toBe(5);
  });

  it("is called again at once where the clock was set back", async () => {
    const { clock, service, call, calls } = guarded();
    await calls(3);
    await clock.after(-3_600_000);
    service.now = null;
    expect(await call()).toBe("answer");
  });

  it("is not one that answers, whatever it says", async () => {
    const { service, call, calls } = guarded();
    await calls(2);
    service.now = denied;
    await calls(20);
    service.now = away;
    await calls(2);
    service.now = null;
    expect(await call()).toBe("answer");
  });
});
