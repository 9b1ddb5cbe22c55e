import type { Work } from "../jobs/work.ts";
import type { Ending } from "../jobs/job.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { AlertOutcome } from "./alerts/cards.ts";
import { StoredReady } from "./stored-ready.ts";
import type { CallNoted } from "./sending/sender.ts";

/** What the bot tells those who watch it. */
export interface Figures {
  slackCall(method: string, outcome: Parameters<CallNoted>[1]): void;
  question(ending: Ending, seconds: number): void;
  ack(seconds: number): void;
  dropped(): void;
  repeated(): void;
  /** Called when Slack is called; what it returns is called with the Date of the answer. */
  dated(): (date: string | null) => void;
  /** What became of an alert that was sent to Trail. */
  alert(outcome: AlertOutcome): void;
}

/** Work whose every end is counted, and logged with its job, once it is written down. */
export function watched(work: Work, figures: Figures, clock: Clock, log: Log): Work {
  return {
    ...work,
    async ended(held, end) {
      await work.ended(held, end);
      const { id, acceptedAt, meaning, attempts } = held.job;
      const ready = StoredReady.safeParse(meaning);
      const ms = clock.now() - acceptedAt;
      figures.question(end.ending, ms / 1000);
      log.info("a question has ended", {
        job: id,
        intent: ready.data?.intent ?? null,
        ending: end.ending,
        ms,
        attempts,
      });
    },
  };
}
