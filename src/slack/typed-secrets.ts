import { redactQuestion } from "../engine/secret-patterns.ts";

/** Forty characters as a secret access key has them: capitals, small letters and digits. */
const KEY_LIKE = /(?<![A-Za-z0-9/+=_-])(?=[^ ]*[a-z])(?=[^ ]*[A-Z])(?=[^ ]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g;
/** Words inside a name, which a random text has seldom. */
const WORD_INSIDE = /[a-z]{5,}/g;

/** A question without the secrets that somebody typed into it by mistake; the same text where there is none. */
export function withoutTypedSecrets(text: string): string {
  return redactQuestion(text).replaceAll(KEY_LIKE, (match) => {
    const isName = !/[/+]/.test(match) && (match.match(WORD_INSIDE) ?? []).length > 1;
    return isName ? match : "[redacted:secret-key]";
  });
}

/** Whether somebody typed a secret. */
export function typedSecretIn(text: string): boolean {
  return withoutTypedSecrets(text) !== text;
}

/** What somebody is told who typed a secret; the question itself is not read. */
export const TYPED_SECRET =
  "This question holds what looks like a secret, so it was not read, and is not kept by Trail. Slack has kept your message: delete it, and replace the secret (a key, a token, a password) now. Access key ids (AKIA…) may be asked about; their secret halves may not.";
