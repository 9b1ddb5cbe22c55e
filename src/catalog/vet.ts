import { fingerprint } from "./fingerprint.ts";
import type { Intent } from "./schema.ts";

/**
 * The text of an intent file with its review stamped: status vetted, the day, the fingerprint of the SQL that was read.
 * Everything else stays to the letter. `day` is `yyyy-mm-dd`.
 */
export function stampReview(text: string, intent: Pick<Intent, "sql" | "steps">, day: string): string {
  const review = `reviewed: { on: ${day}, sql: ${quotedIfNumber(fingerprint(intent))} }`;
  const vetted = text.replace(/^(status:[ \t]*)[^\s#]+/m, "$1vetted");
  return /^reviewed:/m.test(vetted)
    ? vetted.replace(/^reviewed:[ \t]*(?:\{[^}]*\}|(?:\r?\n[ \t]+[^\r\n]*)+)/m, review)
    : vetted.replace(/^status:.*$/m, (status) => `${status}\n${review}`);
}

/** YAML would read a fingerprint such as 123456789012 or 12e456789012 as a number. */
function quotedIfNumber(fingerprintText: string): string {
  return /^[0-9]+(e[0-9]+)?$/.test(fingerprintText) ? `"${fingerprintText}"` : fingerprintText;
}
