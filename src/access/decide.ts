import type { AccessDecision, AccessRequest, AccessRule, Somebody } from "./rule.ts";

/** The rules of a configuration, with its account names (id -> name). */
export interface Rules {
  readonly rules: readonly AccessRule[];
  readonly accountNames: Readonly<Record<string, string>>;
  readonly guests: "refuse" | "allow";
}

/**
 * Closed by default: a question is allowed where one rule matches in all its parts. Guests neither ask nor read unless the
 * configuration lets them, or a rule for the place names them by id. Strangers, bots, people who left, and channels shared
 * with another organization are refused always.
 */
export function decide(request: AccessRequest, { rules, accountNames, guests }: Rules): AccessDecision {
  const here = rules.filter((rule) => matchesChannel(rule, request));
  const mayBeGuest = ({ id }: Somebody): boolean => guests === "allow" || here.some(({ who }) => who?.includes(id));
  const barred = barredFor(request, mayBeGuest) ?? readerBarred(request, mayBeGuest);
  if (barred !== null) return refused(barred);
  if (rules.length === 0) {
    return refused(
      `Trail answers nobody yet: its configuration has no access rule. Add one, such as \`access: [{ channels: [${request.channel.id}] }]\`.`,
    );
  }
  if (here.length === 0) {
    const place = request.channel.kind === "direct" ? "direct messages (`dm`)" : `this channel (${request.channel.id})`;
    return refused(`Trail may not be asked here: no access rule names ${place}. Ask whoever runs it to add one.`);
  }
  const mine = here.filter((rule) => matchesPerson(rule, request));
  if (mine.length === 0) {
    return refused(`Here only ${whoMay(here, request)} may ask. Ask whoever runs Trail to add you.`);
  }
  const fitting = mine.filter((rule) => matchesIntent(rule, request.intent));
  if (fitting.length === 0) {
    return refused(`${request.intent} may not be asked here by you: no access rule of this channel allows it.`);
  }
  return accountsOf(fitting, request.accounts, accountNames);
}

function barredFor(
  { person, channel, isMember }: AccessRequest,
  mayBeGuest: (person: Somebody) => boolean,
): string | null {
  if (person.isBot) return "Trail answers people, not other bots.";
  if (person.isDeactivated) return "This person has left the workspace.";
  if (person.isStranger) return "Trail answers only members of this workspace.";
  if (person.isGuest && !mayBeGuest(person)) return "Guests may not ask Trail: a full member can ask in your place.";
  if (channel.isExternallyShared)
    return "This channel is shared with another organization: what the logs say is not shown here. Ask in an internal channel.";
  if (!isMember) return "You are not in that private channel any more: what was asked there is not shown.";
  if (channel.isArchived) return "This channel is archived: ask in another one.";
  return null;
}

/** An answer is read by everybody who is there. */
function readerBarred({ readers }: AccessRequest, mayBeGuest: (person: Somebody) => boolean): string | null {
  const present = readers.filter(({ isBot, isDeactivated }) => !isBot && !isDeactivated);
  if (present.some(({ isStranger }) => isStranger)) {
    return "Somebody of another organization is in this channel and would read the answer: ask with “privately”, or in an internal channel.";
  }
  if (present.some((one) => one.isGuest && !mayBeGuest(one))) {
    return "A guest is in this channel and would read the answer: ask with “privately”, or in a channel of full members alone.";
  }
  return null;
}

/** Groups by their names; single people are counted, not named. */
function whoMay(here: readonly AccessRule[], { groupNames }: AccessRequest): string {
  const named = [...new Set(here.flatMap(({ who }) => who ?? []))];
  const groups = named.filter((id) => id.startsWith("S"));
  const people = named.length - groups.length;
  const parts = [
    ...groups.map((id) =>
      groupNames.has(id) ? `members of @${groupNames.get(id)}` : `members of the user group ${id}`,
    ),
    ...(people === 0 ? [] : [people === 1 ? "one person" : `${people} people`]),
  ];
  return parts.join(" and ");
}

function refused(reason: string): AccessDecision {
  return { allowed: false, reason };
}

function matchesChannel({ channels }: AccessRule, { channel }: AccessRequest): boolean {
  if (channel.kind === "direct") return channels?.includes("dm") === true;
  return channels === undefined || channels.includes(channel.id);
}

function matchesPerson({ who }: AccessRule, { person, groups }: AccessRequest): boolean {
  return who === undefined || who.includes(person.id) || who.some((id) => groups.includes(id));
}

function matchesIntent({ intents }: AccessRule, intent: string | null): boolean {
  return intents === undefined || intent === null || intents.some((pattern) => matchesGlob(pattern, intent));
}

/** Whether a rule's pattern names the intent: `*` stands for any characters, everything else for itself. */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

/** The accounts that the fitting rules open, together; those asked for must be among them. */
function accountsOf(
  rules: readonly AccessRule[],
  asked: readonly string[],
  names: Readonly<Record<string, string>>,
): AccessDecision {
  if (rules.some(({ accounts }) => accounts === undefined)) return { allowed: true, accounts: asked };
  const open = new Set(rules.flatMap(({ accounts }) => accounts ?? []).map((account) => idOf(account, names)));
  if (asked.length === 0) return { allowed: true, accounts: [...open] };
  const closed = asked.filter((account) => !open.has(account));
  if (closed.length === 0) return { allowed: true, accounts: asked };
  const shown = [...open].map((id) => names[id] ?? id).join(", ");
  return refused(
    `Account ${closed.map((id) => names[id] ?? id).join(", ")} may not be asked about here, only ${shown}.`,
  );
}

function idOf(account: string, names: Readonly<Record<string, string>>): string {
  const found = Object.entries(names).find(([, name]) => name.toLowerCase() === account.toLowerCase());
  return found?.[0] ?? account;
}
