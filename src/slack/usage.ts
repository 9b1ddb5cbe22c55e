import { dayStart, dollars } from "../access/budget.ts";
import type { SpentTogether } from "../jobs/job-store.ts";
import { bytesInWords, counted } from "../report/words.ts";
import type { Desk } from "./desk.ts";

/** What somebody, the channel and everybody have asked and spent today, beside what they may, a line each. */
export async function usageOf(asker: string, channel: string, desk: Desk): Promise<string> {
  const { store, clock, budget, places, placeLimits } = desk;
  const spent = await store.spentSince(dayStart(clock.now()), { asker, channel });
  const { running, waiting } = await places.count();
  const line = (whose: string, { jobs, bytes, dollars: sum }: SpentTogether, limit: number): string =>
    `${whose}: ${counted(jobs, "question")}, ${bytesInWords(bytes)} read, ${dollars(sum)} of ${dollars(limit)}`;
  return [
    "Today (UTC), questions in hand included:",
    line("You", spent.asker, budget.day.person),
    line("This channel", spent.channel, budget.day.channel),
    line("All", spent.all, budget.day.all),
    `Running now: ${running} of ${placeLimits.all}, ${waiting} waiting. At once: ${placeLimits.person} a person, ${placeLimits.channel} a channel.`,
  ].join("\n");
}
