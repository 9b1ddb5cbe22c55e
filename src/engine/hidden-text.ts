import type { SecretKind } from "./secret-names.ts";

/** What stands in place of something hidden. */
export function mark(kind: string): string {
  return `[redacted:${kind}]`;
}

/** What stands in place of a secret text; of user data its length is told. */
export function hideText(text: string, kind: SecretKind): string {
  return kind === "user-data" ? `[redacted:user-data, ${text.length} characters]` : mark(kind);
}

/** Whether AWS, an engine or Trail has hidden a text already. */
export function isAlreadyHidden(text: string): boolean {
  return (
    /^\*+$/.test(text) ||
    text.startsWith("[redacted:") ||
    text === "HIDDEN_DUE_TO_SECURITY_REASONS" ||
    text === "<sensitiveDataRemoved>"
  );
}
