import type { Clock } from "../clock.ts";
import type { Investigator } from "./alerts/investigator.ts";
import type { Doer } from "./auditor.ts";
import type { Ear } from "./ear.ts";
import type { Forms } from "./forms/forms.ts";
import type { Homes } from "./home/homes.ts";
import type { Intake } from "./intake.ts";
import type { Own } from "./listeners/own.ts";
import type { Presses } from "./presses.ts";
import type { ScheduleCommands } from "./recurring/schedule-commands.ts";
import type { SmallCommands } from "./small-commands.ts";

/** All that the listeners need: each turns one kind of request into one call of these. */
export interface Surface {
  readonly own: Own;
  readonly clock: Clock;
  readonly intake: Intake;
  readonly forms: Forms;
  readonly small: SmallCommands;
  readonly presses: Presses;
  readonly homes: Homes;
  readonly schedules: ScheduleCommands;
  readonly investigator: Investigator;
  /** Whether this is the first delivery under a key. */
  seen(key: string): Promise<boolean>;
  /** Says a sentence to one person. */
  tell(ear: Ear, text: string): Promise<void>;
  /** Told how many seconds an acknowledgement took. */
  acked(seconds: number): void;
  /** Told of each request that is for somebody else, or that nobody wrote. */
  dropped(reason: string): void;
  /** Writes down a request that is not for this workspace or app. */
  turnedAway(doer: Doer, reason: string): Promise<void>;
  /** Writes down a fault that the asker is told of, and returns the reference under which it stands in the log. */
  fault(what: string, cause: unknown): string;
  /** Told of what cannot be told to anybody. */
  trouble(what: string, cause: unknown): void;
}
