import { decide } from "../access/decide.ts";
import type { AccessDecision, AccessRequest, Somebody } from "../access/rule.ts";
import type { AlertKind } from "../alerts/alert.ts";
import type { Ready } from "../question/interpretation.ts";
import { alertPerson, kindOfAsker } from "./alerts/alert-asker.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import type { Person } from "./directory.ts";

/**
 * The one place where it is decided whether this (null: anything, since it was not understood) may be asked by this person
 * here and read by whoever is here, as Slack says now. `again` asks Slack anew, before an answer is shown. Throws where Slack
 * does not say: then nothing is shown.
 */
export async function permit(
  asked: Asking,
  ready: Pick<Ready, "intent" | "params"> | null,
  desk: Pick<Desk, "access" | "directory" | "alerts">,
  again: boolean,
): Promise<AccessDecision> {
  const accounts = [ready?.params["account"] ?? []].flat();
  const kind = kindOfAsker(asked.user);
  if (kind !== null) return permitAlert(kind, asked, ready, accounts, desk, again);
  return decide({ ...(await whoAsks(asked, desk, again)), intent: ready?.intent ?? null, accounts }, desk.access);
}

/**
 * An alert asks what the configuration names for its kind (alerts.run), in the channel of alerts, and nothing else. Of the
 * rules of that channel who may ask what is thereby said; the accounts that they open, and who may read along, hold.
 */
async function permitAlert(
  kind: AlertKind,
  asked: Asking,
  ready: Pick<Ready, "intent"> | null,
  accounts: readonly string[],
  desk: Pick<Desk, "access" | "directory" | "alerts">,
  again: boolean,
): Promise<AccessDecision> {
  const { alerts, access } = desk;
  if (ready === null || alerts.run[kind] !== ready.intent || alerts.channel !== asked.channel) {
    return { allowed: false, reason: "alerts.run does not name this question for this kind of alert, or no longer." };
  }
  const rules = access.rules.map((rule) => ({ channels: rule.channels, accounts: rule.accounts }));
  return decide({ ...(await whoAsks(asked, desk, again)), intent: ready.intent, accounts }, { ...access, rules });
}

/** Where a person asks, and whether the answer is for them alone. */
export type Asking = Pick<Asked, "user" | "team" | "channel" | "isPrivate">;

/** What Slack says of whoever asks, of where they are, and of who reads there. */
export async function whoAsks(
  asked: Asking,
  { access, directory }: Pick<Desk, "access" | "directory">,
  again: boolean,
): Promise<Omit<AccessRequest, "intent" | "accounts">> {
  const groups = [...new Set(access.rules.flatMap(({ who }) => who ?? []))].filter((id) => id.startsWith("S"));
  const [person, channel, inGroups, groupNames] = await Promise.all([
    personWho(asked.user, directory, again),
    directory.channel(asked.channel, again),
    kindOfAsker(asked.user) === null ? directory.groupsOf(asked.user, groups, again) : [],
    namesOf(groups, directory),
  ]);
  const isReadByAll = !asked.isPrivate && channel.kind !== "direct" && !channel.isExternallyShared;
  const isPrivate = channel.kind === "private";
  const members = isReadByAll || isPrivate ? await directory.members(asked.channel, again) : [];
  const readers = isReadByAll ? members : [];
  return {
    person: seenFrom(asked.team, person),
    channel,
    isMember: !isPrivate || kindOfAsker(asked.user) !== null || members.some(({ id }) => id === asked.user),
    groups: inGroups,
    groupNames,
    readers: readers.map((reader) => seenFrom(asked.team, reader)),
  };
}

/** Whoever asks, as Slack says; for an alert nobody is asked. */
export function personWho(id: string, directory: Desk["directory"], again = false): Promise<Person> {
  return kindOfAsker(id) === null ? directory.person(id, again) : Promise.resolve(alertPerson(id));
}

/** Whoever belongs to another workspace than the one that asks is a stranger, whatever Slack calls them. */
function seenFrom(team: string, person: Person): Somebody {
  const isElsewhere = team !== "" && person.team !== "" && person.team !== team;
  return { ...person, isStranger: person.isStranger || isElsewhere };
}

/** For a sentence alone: where Slack does not say, ids will do. */
async function namesOf(groups: readonly string[], directory: Desk["directory"]): Promise<ReadonlyMap<string, string>> {
  const names = await Promise.all(
    groups.map(async (id) => [id, await directory.groupName(id).catch(() => null)] as const),
  );
  return new Map(names.flatMap(([id, name]) => (name === null ? [] : [[id, name] as const])));
}
