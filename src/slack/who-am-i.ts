import { decide } from "../access/decide.ts";
import type { AccessDecision } from "../access/rule.ts";
import { dollars } from "../access/budget.ts";
import { vetted } from "../catalog/catalog.ts";
import { listed } from "../report/words.ts";
import type { Desk } from "./desk.ts";
import { whoAsks, type Asking } from "./permit.ts";

/** Who somebody is to Trail and what they may ask where they are, a sentence a line. Throws where Slack does not say. */
export async function whoAmI(asking: Asking, desk: Desk): Promise<string> {
  const who = await whoAsks(asking, desk, true);
  const { zone } = await desk.directory.person(asking.user);
  const kind = who.person.isStranger ? "of another workspace" : who.person.isGuest ? "a guest" : "a full member";
  const groups = who.groups.map((id) => `@${who.groupNames.get(id) ?? id}`);
  const decisions = vetted(desk.trail.catalog).map(({ id }) => ({
    id,
    decision: decide({ ...who, intent: id, accounts: [] }, desk.access),
  }));
  return [
    `You are ${asking.user}, ${kind}${groups.length === 0 ? "" : `, in ${listed(groups)}`}; ${zone === null ? "Slack names no time zone for you, so times are read as UTC" : `your times are read in ${zone}`}.`,
    mayAsk(decisions, desk),
    `One question may cost ${dollars(desk.budget.question)}, all of yours on a day (UTC) ${dollars(desk.budget.day.person)}. Every question is on record.`,
  ].join("\n");
}

interface Judged {
  readonly id: string;
  readonly decision: AccessDecision;
}

function mayAsk(decisions: readonly Judged[], desk: Desk): string {
  const open = decisions.filter(({ decision }) => decision.allowed);
  const [first] = decisions;
  if (open.length === 0) return first === undefined || first.decision.allowed ? "" : first.decision.reason;
  const which =
    open.length === decisions.length
      ? "everything"
      : listed(
          open.map(({ id }) => id),
          decisions.length,
        );
  return `Here you may ask ${which}${accountsIn(open, desk)}.`;
}

/** Accounts by name; nothing where a question is about all of them. */
function accountsIn(open: readonly Judged[], { trail }: Desk): string {
  const accounts = open.map(({ decision }) => (decision.allowed ? decision.accounts : []));
  if (accounts.some((ids) => ids.length === 0)) return "";
  const names = [...new Set(accounts.flat())].map((id) => trail.accountNames[id] ?? id);
  return `, about ${listed(names, names.length)}`;
}
