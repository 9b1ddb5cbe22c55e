import type { Clock } from "../clock.ts";
import type { JobLife } from "../jobs/job-life.ts";
import type { Job } from "../jobs/job.ts";
import { Asked, type NewAsked } from "./asked.ts";
import type { Auditor } from "./auditor.ts";
import { withoutTypedSecrets } from "./typed-secrets.ts";

/** A question that came in: what was asked, and the name by which a second delivery of it is known. */
export interface Arrival {
  readonly key: string;
  readonly asked: NewAsked;
}

/** A question that is written down. */
export interface Taken {
  readonly job: Job;
  /** False where it had come in before: nothing more is done for it. */
  readonly isNew: boolean;
}

/** The one way in for questions, whatever they were typed into or pressed on. */
export interface Intake {
  /** Writes a question down, in the audit first; only then may Slack be told that it was taken. Throws TrailError where it cannot be. */
  take(arrival: Arrival): Promise<Taken>;
  /** Begins to answer it, where it is new. */
  begin(taken: Taken): void;
}

export interface IntakeParts {
  readonly life: JobLife;
  readonly auditor: Auditor;
  readonly clock: Clock;
  /** Makes ids that cannot be guessed. */
  readonly newId: () => string;
}

export function createIntake({ life, auditor, clock, newId }: IntakeParts): Intake {
  return {
    async take({ key, asked }) {
      const question = cleaned(Asked.parse(asked));
      const id = await auditor.accepted(key, question, newId());
      const { user: asker, channel, thread } = question;
      return life.accept({ id, key, asker, channel, thread, question, acceptedAt: clock.now() });
    },
    begin({ job, isNew }) {
      if (isNew) life.begin(job);
    },
  };
}

/** A secret that was typed goes no further than this. */
function cleaned(asked: Asked): Asked {
  const text = withoutTypedSecrets(asked.text);
  const values = Object.values(asked.ready?.params ?? {}).flat();
  const isInForm = values.some((value) => withoutTypedSecrets(value) !== value);
  if (text === asked.text && !isInForm) return asked;
  return { ...asked, text, ready: null, heldSecret: true };
}
