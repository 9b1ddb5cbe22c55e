import type { Clock } from "../clock.ts";
import type { JobLife } from "../jobs/job-life.ts";
import type { Job } from "../jobs/job.ts";
import { Asked } from "./asked.ts";

/** A question that came in: what was asked, and the name by which a second delivery of it is known. */
export interface Arrival {
  readonly key: string;
  readonly asked: Asked;
}

/** A question that is written down. */
export interface Taken {
  readonly job: Job;
  /** False where it had come in before: nothing more is done for it. */
  readonly isNew: boolean;
}

/** The one way in for questions, whatever they were typed into or pressed on. */
export interface Intake {
  /** Writes a question down; only then may Slack be told that it was taken. Throws TrailError where it cannot be. */
  take(arrival: Arrival): Promise<Taken>;
  /** Begins to answer it, where it is new. */
  begin(taken: Taken): void;
}

export function createIntake(life: JobLife, clock: Clock): Intake {
  return {
    take: ({ key, asked }) =>
      life.accept({
        key,
        asker: asked.user,
        channel: asked.channel,
        thread: asked.thread,
        question: Asked.parse(asked),
        acceptedAt: clock.now(),
      }),
    begin({ job, isNew }) {
      if (isNew) life.begin(job);
    },
  };
}
