import type { Clock } from "../clock.ts";
import type { Call, Channel, FileShare, Message, Person, UserGroup, View } from "./world.ts";
import type { Workspace } from "./workspace.ts";

/** A file on its way: announced, sent, completed. */
export interface StoredFile extends FileShare {
  readonly announced: number;
  readonly content: Buffer | null;
  readonly isCompleted: boolean;
}

/** Everything that the local Slack knows, and the one way to change it. */
export interface Records {
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: readonly UserGroup[];
  /** Oldest first, ephemeral ones among them. */
  readonly messages: Message[];
  readonly files: Map<string, StoredFile>;
  /** Open modals by person. */
  readonly views: Map<string, View>;
  readonly homes: Map<string, View>;
  readonly calls: Call[];
  readonly watchers: Set<() => void>;
  /** Ids that name nothing yet: `F0000001`. */
  newId(letter: string): string;
  /** The next time stamp, later than all before: seconds, and microseconds that count. */
  newTs(): string;
  changed(): void;
  /** Puts a message in the place of another of the same ts. */
  replace(old: Message, fresh: Message): void;
}

export function createRecords(workspace: Workspace, clock: Pick<Clock, "now">): Records {
  let ids = 0;
  let lastMicros = 0;
  const watchers = new Set<() => void>();
  const messages: Message[] = [];
  return {
    people: new Map(workspace.people.map((person) => [person.id, person])),
    channels: new Map(workspace.channels.map((channel) => [channel.id, channel])),
    groups: workspace.groups,
    messages,
    files: new Map(),
    views: new Map(),
    homes: new Map(),
    calls: [],
    watchers,
    newId: (letter) => `${letter}${String(++ids).padStart(8, "0")}`,
    newTs() {
      lastMicros = Math.max(lastMicros + 1, Math.floor(clock.now()) * 1000);
      const seconds = Math.floor(lastMicros / 1e6);
      return `${seconds}.${String(lastMicros % 1e6).padStart(6, "0")}`;
    },
    changed: () => [...watchers].forEach((watcher) => watcher()),
    replace(old, fresh) {
      messages.splice(messages.indexOf(old), 1, fresh);
    },
  };
}
