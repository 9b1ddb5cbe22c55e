import type { Report } from "../../report/report.ts";
import { textIn } from "../../report/row-values.ts";
import type { Desk } from "../desk.ts";

/** Somebody whom a finding names, and whom Slack knows. */
export interface Accused {
  /** Slack's id. */
  readonly person: string;
  readonly email: string;
  /** What the finding says. */
  readonly sentence: string;
}

/** Most people who can be asked about one answer. */
const MOST = 3;
const EMAIL = /^[^\s@<>"']{1,64}@[^\s@<>"']{1,190}\.[A-Za-z]{2,24}$/;

/**
 * The people whom the findings of an answer name by an e-mail address that Slack knows, but for `asker`. What Slack does not
 * say is left out: a button is missing then, and nothing else.
 */
export async function accusedIn(
  { findings, rows }: Pick<Report, "findings" | "rows">,
  asker: string,
  { directory }: Pick<Desk, "directory">,
): Promise<readonly Accused[]> {
  const byEmail = new Map<string, string>();
  for (const { eventids, text } of findings) {
    const row = rows.find((one) => eventids.includes(textIn(one, "eventid")));
    const email = row === undefined ? "" : textIn(row, "actor");
    if (EMAIL.test(email) && !byEmail.has(email)) byEmail.set(email, text);
  }
  const known = await Promise.all(
    [...byEmail].slice(0, MOST).map(async ([email, sentence]) => {
      const person = await directory.byEmail(email).catch(() => null);
      const isAskable = person !== null && !person.isBot && !person.isDeactivated && !person.isStranger;
      return isAskable && person.id !== asker ? [{ person: person.id, email, sentence }] : [];
    }),
  );
  return known.flat();
}
