import type { Channel, Person, UserGroup } from "./world.ts";

/** The ids of the local workspace, its app and its bot. */
export const IDS = { team: "T0TRAIL", app: "A0TRAIL", bot: "B0TRAIL", botUser: "U0TRAIL" } as const;

/** What a workspace begins with. */
export interface Workspace {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly groups: readonly UserGroup[];
}

const PERSON: Omit<Person, "id" | "name" | "realName"> = {
  zone: "Europe/Berlin",
  isBot: false,
  isGuest: false,
  isSingleChannelGuest: false,
  isStranger: false,
  isDeactivated: false,
  team: IDS.team,
  email: null,
};
const CHANNEL: Omit<Channel, "id" | "name"> = {
  kind: "public",
  members: ["U0ALICE", "U0BOB", IDS.botUser],
  isArchived: false,
  isExternallyShared: false,
  isPendingExternallyShared: false,
};

/** Two members, a guest and a stranger; two channels, one with the guest, a private one and one shared with partners. */
export const WORKSPACE: Workspace = {
  people: [
    { ...PERSON, id: "U0ALICE", name: "alice", realName: "Alice Berg", email: "alice@example.com" },
    { ...PERSON, id: "U0BOB", name: "bob", realName: "Bob Ortiz", zone: "America/New_York", email: "bob@example.com" },
    { ...PERSON, id: "U0CAROL", name: "carol", realName: "Carol Lind", isGuest: true, email: "carol@example.com" },
    { ...PERSON, id: "U0DAVE", name: "dave", realName: "Dave Moss", isStranger: true, team: "T0OTHER" },
    { ...PERSON, id: IDS.botUser, name: "trail", realName: "Trail", zone: null, isBot: true },
  ],
  channels: [
    { ...CHANNEL, id: "C0INC", name: "incident" },
    { ...CHANNEL, id: "C0OPS", name: "ops" },
    { ...CHANNEL, id: "C0TEMP", name: "freelancers", members: [...CHANNEL.members, "U0CAROL"] },
    { ...CHANNEL, id: "G0SEC", name: "sec", kind: "private", members: ["U0ALICE", IDS.botUser] },
    { ...CHANNEL, id: "C0EXT", name: "partners", members: [...CHANNEL.members, "U0DAVE"], isExternallyShared: true },
  ],
  groups: [{ id: "S0SEC", handle: "sec", members: ["U0ALICE"] }],
};
