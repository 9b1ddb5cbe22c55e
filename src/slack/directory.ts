import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Sender } from "./sending/sender.ts";

/** What Slack says of a person, as far as it decides what they may see. */
export interface Person {
  readonly id: string;
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
  /** The channel of the direct messages between a person and the bot. */
  directWith(person: string): Promise<string>;
  /** Those of the groups in which a person is. */
  groupsOf(person: string, groups: readonly string[]): Promise<readonly string[]>;
}

const User = z.object({
  id: z.string(),
  team_id: z.string().default(""),
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

const Opened = z.object({ channel: z.object({ id: z.string() }) });

/** How long an answer of Slack's is taken for true, in milliseconds. */
const REMEMBERED = 5 * 60_000;
/** How long Slack is asked before it counts as silent, in milliseconds. */
const PATIENCE = 15_000;

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

  return {
    person: (id, fresh = false) => ask(`user ${id}`, fresh, "users.info", { user: id }, personIn),
    channel: (id, fresh = false) => ask(`channel ${id}`, fresh, "conversations.info", { channel: id }, channelIn),
    directWith: (person) =>
      ask(
        `direct ${person}`,
        false,
        "conversations.open",
        { users: person },
        (answer) => Opened.parse(answer).channel.id,
      ),
    async groupsOf(person, groups) {
      const members = await Promise.all(
        groups.map((group) => ask(`group ${group}`, false, "usergroups.users.list", { usergroup: group }, membersIn)),
      );
      return groups.filter((_, index) => members[index]?.includes(person) === true);
    },
  };
}

function personIn(answer: unknown): Person {
  const { user } = z.object({ user: User }).parse(answer);
  return {
    id: user.id,
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

function membersIn(answer: unknown): readonly string[] {
  return z.object({ users: z.array(z.string()) }).parse(answer).users;
}
