import type { Alert } from "../../alerts/alert.ts";

/** Whether an alert is about what the bot's own role did: looking into it would do the same again (fault 85). */
export function isOwnDoing({ doers }: Pick<Alert, "doers">, role: string | null): boolean {
  const name = roleName(role ?? "");
  return name !== "" && doers.some((doer) => roleName(doer) === name);
}

/** The role of a name, of the role's ARN, of a session's ARN, or of `role/session`. */
function roleName(doer: string): string {
  const [, session = null] = /:assumed-role\/([^/]+)\//.exec(doer) ?? [];
  if (session !== null) return session.toLowerCase();
  if (/^arn:/i.test(doer)) return (/:role\/(?:.*\/)?([^/]+)$/.exec(doer)?.[1] ?? doer).toLowerCase();
  return (doer.split("/")[0] ?? "").toLowerCase();
}
