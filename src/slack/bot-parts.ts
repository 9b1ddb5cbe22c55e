import type { AuditLog } from "../access/audit/audit-log.ts";
import type { PlaceLimits } from "../access/line.ts";
import type { Rules } from "../access/decide.ts";
import type { Clock } from "../clock.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Log } from "../log.ts";
import type { Register } from "../register/register.ts";
import type { Trail } from "../trail.ts";
import type { AlertSettings } from "./alerts/alert-settings.ts";
import type { Figures } from "./figures.ts";
import type { LockedOut } from "./locked-out.ts";
import type { Patience } from "./sending/web.ts";
import type { Budget } from "./spending.ts";

/** How requests reach the bot. */
export type Receiving =
  | { readonly by: "socket"; readonly appToken: string; readonly connections: number }
  | { readonly by: "http"; readonly signingSecret: string; readonly port: number };

/** All that the bot in Slack is made of. */
export interface SlackBotParts {
  readonly botToken: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  /** How long Slack may take to answer. Left out: ten seconds for a call. */
  readonly patience?: Patience;
  readonly receiving: Receiving;
  readonly trail: Trail;
  readonly store: JobStore;
  readonly register: Register;
  readonly clock: Clock;
  /** The machine's steady clock, see steadyNow: by it processes hold their questions. */
  readonly steady: () => number;
  readonly log: Log;
  /** Names this process among those that share the store. */
  readonly owner: string;
  readonly newId: () => string;
  readonly spool: string;
  readonly csvRows: number;
  readonly deadlineMs: number;
  readonly places: PlaceLimits;
  readonly access: Rules;
  /** Dollars that one question may cost, and that may be spent on a day. */
  readonly budget: Budget;
  readonly audit: AuditLog;
  /** Where questions answered to one person alone, and the audit's head, are told of; null: nowhere. */
  readonly auditChannel: string | null;
  /** Hashes of the configuration and of the catalogue, for the audit. */
  readonly hashes: { readonly configuration: string; readonly catalogue: string };
  /** Whether the history of channels may be read (features.history). */
  readonly hasHistory: boolean;
  /** Whether people may be found by their e-mail (features.email). */
  readonly hasEmail: boolean;
  readonly alerts: AlertSettings;
  readonly figures: Figures;
  /** Told when Slack will not let this process in any more, perhaps more than once. */
  readonly lockedOut: (why: LockedOut, cause: Error) => void;
}
