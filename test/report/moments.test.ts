import { describe, expect, it } from "vitest";
import { createMoments } from "../../src/report/moments.ts";

describe("createMoments", () => {
  it.each([
    ["Europe/Berlin", "2026-11-19T13:03:27Z", "on 2026-11-19 at 14:03 Europe/Berlin (13:03 UTC)"],
    ["Europe/Berlin", "2026-07-19T13:03:27Z", "on 2026-07-19 at 15:03 Europe/Berlin (13:03 UTC)"],
    ["Europe/Berlin", "2026-11-19T23:30:00Z", "on 2026-11-20 at 00:30 Europe/Berlin (2026-11-19 23:30 UTC)"],
    ["Asia/Kolkata", "2026-11-19T13:03:27Z", "on 2026-11-19 at 18:33 Asia/Kolkata (13:03 UTC)"],
    ["UTC", "2026-11-19T00:00:00Z", "on 2026-11-19 at 00:00 UTC"],
    ["Europe/London", "2026-11-19T13:03:27Z", "on 2026-11-19 at 13:03 UTC"],
    ["UTC", "no\u001Btime", "at no⟨U+001B⟩time"],
    ["UTC", "", "at an unknown time"],
  ])("%s, %j: %s", (zone, instant, words) => {
    expect(createMoments(zone).sentence(instant)).toBe(words);
  });

  it("writes local and UTC stamps", () => {
    const moments = createMoments("America/Los_Angeles");
    expect([moments.local("2026-11-19T07:59:59Z"), moments.utc("2026-11-19T07:59:59Z")]).toEqual([
      "2026-11-18 23:59:59",
      "2026-11-19 07:59:59",
    ]);
  });
});
