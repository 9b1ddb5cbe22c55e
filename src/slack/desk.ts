import type { Rules } from "../access/decide.ts";
import type { PlaceLimits } from "../access/line.ts";
import type { Places } from "../access/places.ts";
import type { Clock } from "../clock.ts";
import type { Job } from "../jobs/job.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Register } from "../register/register.ts";
import type { Rechecks } from "../schedule/rechecks.ts";
import type { Schedules } from "../schedule/schedules.ts";
import type { Trail } from "../trail.ts";
import type { AlertSettings } from "./alerts/alert-settings.ts";
import type { AuditChannel } from "./audit-channel.ts";
import type { Auditor } from "./auditor.ts";
import type { Directory } from "./directory.ts";
import type { Mint, Press } from "./press.ts";
import { keepPresses } from "./stored-press.ts";
import type { Post } from "./sending/post.ts";
import type { SayPrivately } from "./sending/say-privately.ts";
import type { Budget, Spending } from "./spending.ts";
import type { Uploading } from "./sending/upload.ts";

/** Everything that a question in Slack is answered with. */
export interface Desk {
  readonly trail: Trail;
  /** How the engine is, in a sentence. */
  readonly engineHealth: () => string;
  readonly store: JobStore;
  readonly register: Register;
  readonly schedules: Schedules;
  readonly rechecks: Rechecks;
  readonly clock: Clock;
  readonly directory: Directory;
  /** Whether people may be found by their e-mail (features.email). */
  readonly hasEmail: boolean;
  readonly post: Post;
  readonly uploading: Uploading;
  readonly sayPrivately: SayPrivately;
  readonly places: Places;
  readonly placeLimits: PlaceLimits;
  readonly access: Rules;
  readonly budget: Budget;
  readonly alerts: AlertSettings;
  readonly spending: Spending;
  readonly auditor: Auditor;
  readonly auditChannel: AuditChannel;
  /** The slash command, as people type it. */
  readonly command: string;
  /** Makes ids that cannot be guessed. */
  readonly newId: () => string;
  /** Folder for CSV files on their way. */
  readonly spool: string;
  /** Most rows of a CSV in chat. */
  readonly csvRows: number;
  /** Milliseconds from the question to the moment at which its query is given up. */
  readonly deadlineMs: number;
  /** Told of what cannot be told to any asker. */
  readonly trouble: (what: string, cause: unknown) => void;
}

/** How long a button works, in milliseconds. */
const PRESS_LIFE = 7 * 86_400_000;

/** Buttons made while a message is drawn; they are stored together before the message is sent. */
export interface Minting {
  readonly mint: Mint;
  store(): Promise<void>;
}

/** Begins to draw a message for one channel: its buttons work only there. */
export function createMinting(
  { store, clock, newId }: Pick<Desk, "store" | "clock" | "newId">,
  channel: string,
): Minting {
  let made: readonly Press[] = [];
  let set = newId();
  return {
    mint(press) {
      made = [...made, press];
      return `${set}.${made.length - 1}`;
    },
    async store() {
      if (made.length === 0) return;
      await keepPresses(store, set, { presses: made, channel }, clock.now() + PRESS_LIFE);
      // What is drawn from now on is stored anew.
      [set, made] = [newId(), []];
    },
  };
}

/** The id of the Cancel button of a job: the same each time its status is drawn, and known to nobody but its message. */
export function cancelOf({ id }: Pick<Job, "id">): string {
  return `${id}-cancel`;
}

/** Stores what the Cancel button of a job does. */
export async function keepCancel(
  { store, clock }: Pick<Desk, "store" | "clock">,
  job: Job,
  channel: string,
): Promise<void> {
  const presses: readonly Press[] = [{ kind: "cancel", job: job.id }];
  await keepPresses(store, cancelOf(job), { presses, channel }, clock.now() + PRESS_LIFE);
}
