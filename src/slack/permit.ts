import { decide } from "../access/decide.ts";
import type { AccessDecision } from "../access/rule.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";

/**
 * Whether this (null: anything, since it was not understood) may be asked here by this person, as Slack says now. `again` asks Slack anew, before an answer is shown.
 * Throws where Slack does not say: then nothing is shown.
 */
export async function permit(
  asked: Asked,
  ready: Pick<Ready, "intent" | "params"> | null,
  desk: Pick<Desk, "access" | "directory">,
  again: boolean,
): Promise<AccessDecision> {
  const { access, directory } = desk;
  const named = new Set(access.rules.flatMap(({ who }) => who ?? []).filter((id) => id.startsWith("S")));
  const [person, channel, groups] = await Promise.all([
    directory.person(asked.user, again),
    directory.channel(asked.channel, again),
    directory.groupsOf(asked.user, [...named]),
  ]);
  const accounts = [ready?.params["account"] ?? []].flat();
  return decide({ person, channel, groups, intent: ready?.intent ?? null, accounts }, access);
}
