import { expect, it } from "vitest";
import { survive } from "./replica-run.ts";

/** `npm run replica-test` does the same with a thousand commands and thirty kills, at the pace of every day. */
it(
  "two replicas on one table, one of them killed, answer every question once; renewed sockets lose none",
  { timeout: 120_000 },
  async () => {
    const seen = await survive({ commands: 8, kills: 1, refreshes: 4, apartMs: 60, hurry: 10, seed: "replicas" });
    expect(seen).toMatchObject({ lostInRefreshes: 0, forgotten: 0, otherwise: [], isChainWhole: true });
    expect(seen.once).toBeGreaterThan(5);
  },
);
