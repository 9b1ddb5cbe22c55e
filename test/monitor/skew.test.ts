import { systemClock } from "../../src/clock.ts";
import { describe, expect, it } from "vitest";
import { createSkewWatch } from "../../src/monitor/skew.ts";
import { startLocalAthena } from "../fixtures/athena/local-athena.ts";
import { groupLogs, NOW } from "../fixtures/bot.ts";
import { connectAws } from "../../src/engine/athena/aws.ts";

describe("fault 88: the watch of the clock", () => {
  const watch = () => {
    let now = NOW;
    const told: number[] = [];
    const skew = createSkewWatch({ now: () => now }, (_, { seconds }) => told.push(seconds));
    /** A call that took so many milliseconds, and whose answer was dated so many after the question. */
    const call = (took: number, dated: number | null): void => {
      const answered = skew.of("AWS")();
      const date = dated === null ? null : new Date(now + dated).toUTCString();
      now += took;
      answered(date);
    };
    return { skew, told, call };
  };

  it("takes a slow answer, a cut second and a missing date for no fault", () => {
    const { skew, told, call } = watch();
    call(300_000, 299_000);
    call(300_000, 0);
    call(10, -900);
    call(10, null);
    expect([told, skew.faults()]).toEqual([[], []]);
  });

  it("tells a wrong clock once, and again when it was right between", () => {
    const { skew, told, call } = watch();
    for (const dated of [31_000, 45_000, 0, -40_000, 240_000]) call(0, dated);
    expect(told).toEqual([-31, 39]);
    expect(skew.faults()).toEqual([]);
    call(0, 241_000);
    expect(skew.faults()).toEqual(["this machine's clock is 241 s behind that of AWS"]);
    call(0, 0);
    expect(skew.faults()).toEqual([]);
  });

  it("sees the dates of AWS's answers, of refusals too", async () => {
    const local = await startLocalAthena({ folder: groupLogs(), tables: [] });
    const dates: (string | null)[] = [];
    const aws = connectAws(
      {
        environment: {},
        connections: 5,
        attempts: 1,
        dated: () => (date) => dates.push(date),
        client: {
          region: "us-east-1",
          endpoint: local.url,
          credentials: { accessKeyId: "AKIAEXAMPLEEXAMPLE12", secretAccessKey: "example" },
        },
      },
      systemClock,
    );
    await aws.workgroup("trail");
    await expect(aws.queries(["no-such-query"]).then(() => aws.table("default", "nowhere"))).rejects.toThrow();
    aws.close();
    await local.close();
    expect(dates).toHaveLength(3);
    for (const date of dates) expect(Date.parse(date ?? "")).not.toBeNaN();
  });
});
