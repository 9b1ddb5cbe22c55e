import type { Followup } from "../../report/followups.ts";

/** Characters that mean nothing to a shell inside double quotes, and nothing to Trail but themselves. */
const HARMLESS = /^[A-Za-z0-9@%+=:,./_#*()' -]*$/;

/**
 * The command that asks a follow-up, ready to be pasted into a shell; null where a value could do more there than be
 * read, or can't be typed. Values go under their param's name: a user may be called `yesterday`, or like an address.
 */
export function readyCommand({ intent, params, window }: Followup): string | null {
  const values = Object.entries(params).flatMap(([name, value]) => [value].flat().map((text) => `${name}=${text}`));
  if (values.some((value) => /[ ,]/.test(value))) return null;
  const span = window.start === null ? `until ${window.end}` : `${window.start}/${window.end}`;
  const words = [intent, ...values, span].join(" ");
  return HARMLESS.test(words) ? `./trail ask "${words}"` : null;
}
