import type { Person } from "../world.ts";
import { IDS } from "../workspace.ts";
import { needScope, Refusal, text, type Method } from "./method.ts";

/** auth.*, users.*, usergroups.*, bots.* and team.*: who is who. */
export const PEOPLE: Readonly<Record<string, Method>> = {
  "auth.test": (_, site) => ({
    url: site.origin(),
    team: "Trail Demo",
    user: "trail",
    team_id: IDS.team,
    user_id: IDS.botUser,
    bot_id: IDS.bot,
    is_enterprise_install: false,
  }),
  "bots.info": () => ({ bot: { id: IDS.bot, app_id: IDS.app, user_id: IDS.botUser, name: "trail", deleted: false } }),
  "team.info": () => ({ team: { id: IDS.team, name: "Trail Demo", domain: "trail-demo" } }),
  "users.info": (args, site) => {
    needScope(site, "users:read");
    const person = site.records.people.get(text(args, "user"));
    if (person === undefined) throw new Refusal("user_not_found");
    return { user: personOnTheWire(person) };
  },
  "users.list": (_, site) => {
    needScope(site, "users:read");
    return { members: [...site.records.people.values()].map(personOnTheWire), response_metadata: { next_cursor: "" } };
  },
  "users.lookupByEmail": (args, site) => {
    needScope(site, "users:read.email");
    const person = [...site.records.people.values()].find(({ email }) => email === text(args, "email"));
    if (person === undefined) throw new Refusal("users_not_found");
    return { user: personOnTheWire(person) };
  },
  "usergroups.list": (_, site) => {
    needScope(site, "usergroups:read");
    return { usergroups: site.records.groups.map(({ id, handle }) => ({ id, handle, name: handle })) };
  },
  "usergroups.users.list": (args, site) => {
    needScope(site, "usergroups:read");
    const group = site.records.groups.find(({ id }) => id === text(args, "usergroup"));
    if (group === undefined) throw new Refusal("no_such_subteam");
    return { users: group.members };
  },
};

function personOnTheWire(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    team_id: person.team,
    name: person.name,
    real_name: person.realName,
    deleted: person.isDeactivated,
    is_bot: person.isBot,
    is_restricted: person.isGuest || person.isSingleChannelGuest,
    is_ultra_restricted: person.isSingleChannelGuest,
    is_stranger: person.isStranger,
    ...(person.zone === null ? {} : { tz: person.zone }),
    profile: { display_name: person.name, real_name: person.realName },
  };
}
