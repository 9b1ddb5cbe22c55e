import { z } from "zod";
import type { Clock } from "../clock.ts";
import { SlackRefused, SlackUncertain, type Sender } from "./sending/sender.ts";

/** What Slack says of a person, as far as it decides what they may see. */
export interface Person {
  readonly id: string;
  /** As others see it. */
  readonly name: string;
  readonly team: string;
  /** IANA zone; null where Slack names none. */
  readonly zone: string | null;
  readonly isGuest: boolean;
  /** From another workspace. */
  readonly isStranger: boolean;
  readonly isDeactivated: boolean;
  readonly isBot: boolean;
}

/** What Slack says of a channel. */
export interface Channel {
  readonly id: string;
  readonly kind: "public" | "private" | "direct";
  /** Shared with another organization, or about to be. */
  readonly isExternallyShared: boolean;
  readonly isArchived: boolean;
}

/**
 * Who and where, asked of Slack and remembered for five minutes; `fresh` asks again. Throws what the sender throws where
 * Slack does not say: nobody may take that for a yes.
 */
export interface Directory {
  person(id: string, fresh?: boolean): Promise<Person>;
  channel(id: string, fresh?: boolean): Promise<Channel>;
  /** Who is in a channel, and so reads what is posted there; who they are is remembered also with `fresh`. */
  members(channel: string, fresh?: boolean): Promise<readonly Person[]>;
  /** The person with that e-mail address, or null; needs users:read.email. */
  byEmail(email: string): Promise<Person | null>;
  /** The handle of a user group, such as `security`; null where Slack knows no such group. */
  groupName(id: string): Promise<string | null>;
  /** The channel of the direct messages between a person and the bot. */
  directWith(person: string): Promise<string>;
  /** Those of the groups in which a person is. */
  groupsOf(person: string, groups: readonly string[], fresh?: boolean): Promise<readonly string[]>;
}

const User = z.object({
  id: z.string(),
  team_id: z.string().default(""),
  name: z.string().default(""),
  profile: z.object({ display_name: z.string().default("") }).default({ display_name: "" }),
  tz: z.string().nullish(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
});
const Conversation = z.object({
  id: z.string(),
  is_im: z.boolean().default(false),
  is_mpim: z.boolean().default(false),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
  is_pending_ext_shared: z.boolean().default(false),
});

const Paged = z.object({
  response_metadata: z.object({ next_cursor: z.string().default("") }).default({ next_cursor: "" }),
});
const Opened = z.object({ channel: z.object({ id: z.string() }) });

/** How long an answer of Slack's is taken for true, in milliseconds. */
const REMEMBERED = 5 * 60_000;
/** How long Slack is asked before it counts as silent, in milliseconds. */
const PATIENCE = 15_000;

/** So many strangers to the memory are asked for one by one; where more are unknown, Slack is asked for everybody. */
const ONE_BY_ONE = 50;
/** Entries of a page, and pages of a list that are read: a workspace of a hundred thousand. */
const PAGE = 1000;
const MOST_PAGES = 100;

export function createDirectory(sender: Sender, clock: Clock): Directory {
  const seen = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();

  const ask = async <T>(
    what: string,
    fresh: boolean,
    method: string,
    args: Readonly<Record<string, unknown>>,
    read: (answer: unknown) => T,
  ): Promise<T> => {
    const known = seen.get(what);
    if (!fresh && known !== undefined && known.until > clock.now()) return read(await known.value);
    const value = sender.repeat(method, args, { until: clock.now() + PATIENCE });
    seen.set(what, { value, until: clock.now() + REMEMBERED });
    value.catch(() => seen.delete(what));
    return read(await value);
  };

  /** All pages of a list, each remembered as one answer under its name. */
  const pages = async <T>(
    what: string,
    fresh: boolean,
    method: string,
    args: Readonly<Record<string, unknown>>,
    read: (answer: unknown) => readonly T[],
  ): Promise<readonly T[]> => {
    const all: T[] = [];
    let cursor = "";
    for (let page = 0; page < MOST_PAGES; page++) {
      const name = `${what} from ${cursor}`;
      const paged = { ...args, limit: PAGE, ...(cursor === "" ? {} : { cursor }) };
      const next = await ask(name, fresh, method, paged, (answer) => {
        all.push(...read(answer));
        return Paged.parse(answer).response_metadata.next_cursor;
      });
      if (next === "") return all;
      cursor = next;
    }
    throw new SlackUncertain(`${method} has more pages than are read`);
  };

  const person = (id: string, fresh = false): Promise<Person> =>
    ask(`user ${id}`, fresh, "users.info", { user: id }, personIn);

  const isKnown = (id: string): boolean => (seen.get(`user ${id}`)?.until ?? 0) > clock.now();

  const everybody = async (): Promise<ReadonlyMap<string, Person>> => {
    const people = await pages("users", false, "users.list", {}, peopleIn);
    return new Map(people.map((one) => [one.id, one]));
  };

  return {
    person,
    async members(channel, fresh = false) {
      const ids = await pages(`members ${channel}`, fresh, "conversations.members", { channel }, memberIdsIn);
      const listed =
        ids.filter((id) => !isKnown(id)).length > ONE_BY_ONE ? await everybody() : new Map<string, Person>();
      return Promise.all(ids.map(async (id) => listed.get(id) ?? (await person(id))));
    },
    async byEmail(email) {
      try {
        return await ask(`email ${email}`, false, "users.lookupByEmail", { email }, personIn);
      } catch (cause) {
        if (cause instanceof SlackRefused && cause.code === "users_not_found") return null;
        throw cause;
      }
    },
    async groupName(id) {
      const groups = await ask("groups", false, "usergroups.list", {}, groupsIn);
      return groups.find((group) => group.id === id)?.handle ?? null;
    },
    channel: (id, fresh = false) => ask(`channel ${id}`, fresh, "conversations.info", { channel: id }, channelIn),
    directWith: (id) =>
      ask(`direct ${id}`, false, "conversations.open", { users: id }, (answer) => Opened.parse(answer).channel.id),
    async groupsOf(id, groups, fresh = false) {
      const members = await Promise.all(
        groups.map((group) => ask(`group ${group}`, fresh, "usergroups.users.list", { usergroup: group }, usersIn)),
      );
      return groups.filter((_, index) => members[index]?.includes(id) === true);
    },
  };
}

function personIn(answer: unknown): Person {
  return asPerson(z.object({ user: User }).parse(answer).user);
}

function peopleIn(answer: unknown): readonly Person[] {
  return z
    .object({ members: z.array(User) })
    .parse(answer)
    .members.map(asPerson);
}

function asPerson(user: z.infer<typeof User>): Person {
  return {
    id: user.id,
    name: user.profile.display_name || user.name || user.id,
    team: user.team_id,
    zone: user.tz ?? null,
    isGuest: user.is_restricted || user.is_ultra_restricted,
    isStranger: user.is_stranger,
    isDeactivated: user.deleted,
    isBot: user.is_bot,
  };
}

function channelIn(answer: unknown): Channel {
  const { channel } = z.object({ channel: Conversation }).parse(answer);
  return {
    id: channel.id,
    kind: channel.is_im ? "direct" : channel.is_private || channel.is_mpim ? "private" : "public",
    isExternallyShared: channel.is_ext_shared || channel.is_pending_ext_shared,
    isArchived: channel.is_archived,
  };
}

function memberIdsIn(answer: unknown): readonly string[] {
  return z.object({ members: z.array(z.string()) }).parse(answer).members;
}

function usersIn(answer: unknown): readonly string[] {
  return z.object({ users: z.array(z.string()) }).parse(answer).users;
}

function groupsIn(answer: unknown): readonly { readonly id: string; readonly handle: string }[] {
  return z.object({ usergroups: z.array(z.object({ id: z.string(), handle: z.string() })) }).parse(answer).usergroups;
}
