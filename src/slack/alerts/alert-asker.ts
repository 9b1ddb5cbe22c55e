import { ALERT_KINDS, type AlertKind } from "../../alerts/alert.ts";
import type { Person } from "../directory.ts";

const PREFIX = "alert:";

/** Who asks where an alert itself is the reason: its source, and nobody whom its text names (fault 76). No id of Slack's has a colon. */
export function alertAsker(kind: AlertKind): string {
  return `${PREFIX}${kind}`;
}

/** The sources that may be askers. */
export const ALERT_ASKERS: readonly string[] = ALERT_KINDS.map(alertAsker);

/** The kind of alert that an asker stands for; null for a person. */
export function kindOfAsker(asker: string): AlertKind | null {
  return ALERT_KINDS.find((kind) => asker === alertAsker(kind)) ?? null;
}

/** An alert in the place of a person: of this workspace, and in no zone of its own. */
export function alertPerson(id: string): Person {
  return { id, name: id, team: "", zone: null, isGuest: false, isStranger: false, isDeactivated: false, isBot: false };
}
