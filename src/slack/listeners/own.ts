import type { Doer } from "../auditor.ts";
import type { Ear } from "../ear.ts";

/** Who the bot is, from auth.test: what it must not answer, and what is not meant for it. */
export interface Own {
  readonly team: string;
  readonly user: string;
  readonly bot: string;
  /** From bots.info; null where Slack did not say. */
  readonly app: string | null;
}

/** Whether a request is of this workspace and for this app; one of an organization without a team is let through. */
export function isForUs(own: Own, team: string | null | undefined, app: string | null | undefined): boolean {
  if (team !== null && team !== undefined && team !== own.team) return false;
  return own.app === null || app === null || app === undefined || app === own.app;
}

/** Why a request of somebody else is turned away. */
export const NOT_OURS = "a request of another workspace, or for another app";

/** Who sent a request, for the audit. */
export function doerOf(
  surface: string,
  { user, team, channel }: { readonly user: string; readonly team: string; readonly channel: string },
): Doer {
  return { surface, person: user, team, channel, thread: null };
}

/** A form has no channel of its own: its person is told in the bot's direct messages. */
export function directEar(user: string): Ear {
  return { user, channel: user, thread: null, responseUrl: null };
}
