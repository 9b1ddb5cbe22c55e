import { once } from "node:events";
import { systemClock, type Clock } from "../clock.ts";
import { createActs } from "./acts.ts";
import { createDeliveries } from "./deliveries.ts";
import { createFaults } from "./faults.ts";
import { createHooks } from "./hooks.ts";
import type { LocalSlack } from "./local-slack.ts";
import { createRecords, type Records } from "./records.ts";
import { createSlackServer, type Route } from "./server.ts";
import { createSockets } from "./sockets.ts";
import type { Site } from "./web-api/method.ts";
import { IDS, WORKSPACE, type Workspace } from "./workspace.ts";
import type { Message } from "./world.ts";

export interface LocalSlackSettings {
  /** Left out: the machine's own. */
  readonly clock?: Clock;
  /** Left out: any that is free. */
  readonly port?: number;
  readonly workspace?: Workspace;
  /** Scopes granted to the bot. */
  readonly scopes?: readonly string[];
  /** Events that the app subscribes to. */
  readonly events?: readonly string[];
  /** Pages of somebody else's on the same origin. */
  readonly routes?: (slack: LocalSlack) => readonly Route[];
}

const TOKENS = { bot: "xoxb-local-bot", app: "xapp-local-app" } as const;
const SECRET = "local-signing-secret";
export const SCOPES = [
  "app_mentions:read",
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:read",
  "im:history",
  "im:write",
  "usergroups:read",
  "users:read",
  "users:read.email",
] as const;
const EVENTS = ["app_mention", "message.im", "app_home_opened"];

/** Opens a local Slack on 127.0.0.1. */
export async function startLocalSlack(settings: LocalSlackSettings = {}): Promise<LocalSlack> {
  const clock = settings.clock ?? systemClock;
  const records = createRecords(settings.workspace ?? WORKSPACE, clock);
  const sockets = createSockets();
  const faults = createFaults();
  const hooks = createHooks(records, clock);
  const deliveries = createDeliveries(sockets, clock, SECRET);
  let origin = "";
  const site: Site = {
    records,
    clock,
    origin: () => origin,
    scopes: new Set(settings.scopes ?? SCOPES),
    triggers: new Map(),
  };
  const acts = createActs({ records, clock, deliveries, hooks, site, events: new Set(settings.events ?? EVENTS) });
  const routes: Route[] = [];
  const server = createSlackServer({ site, tokens: TOKENS, hooks, sockets, faults, routes });
  server.listen(settings.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

  const slack: LocalSlack = {
    apiUrl: `${origin}/api/`,
    origin,
    botToken: TOKENS.bot,
    appToken: TOKENS.app,
    signingSecret: SECRET,
    team: IDS.team,
    appId: IDS.app,
    botUser: IDS.botUser,
    botId: IDS.bot,
    ...acts,
    ...createSight(records),
    ...createGrip(records),
    fail: (method, fault) => faults.add(method, fault),
    outage: (on) => faults.outage(on),
    sockets: () => sockets.count(),
    refreshSocket: () => sockets.refresh(),
    dropSockets: () => sockets.drop(),
    sendRaw: (frame) => sockets.sendRaw(frame),
    deliver: (parcel) => deliveries.deliver(parcel),
    redeliver: (parts) => deliveries.again(parts),
    deliverTo: (url) => deliveries.deliverTo(url),
    async close() {
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  routes.push(...(settings.routes?.(slack) ?? []));
  return slack;
}

type Sight = Pick<
  LocalSlack,
  | "people"
  | "channels"
  | "messages"
  | "thread"
  | "ephemerals"
  | "view"
  | "home"
  | "files"
  | "content"
  | "calls"
  | "watch"
>;

function createSight(records: Records): Sight {
  const inChannel = (channel: string): readonly Message[] => records.messages.filter((one) => one.channel === channel);
  return {
    people: () => [...records.people.values()],
    channels: () => [...records.channels.values()],
    messages: (channel) => inChannel(channel).filter(({ thread, onlyFor }) => thread === null && onlyFor === null),
    thread: (channel, ts) =>
      inChannel(channel).filter((one) => one.onlyFor === null && (one.ts === ts || one.thread === ts)),
    ephemerals: (channel, user) => inChannel(channel).filter(({ onlyFor }) => onlyFor === user),
    view: (user) => records.views.get(user) ?? null,
    home: (user) => records.homes.get(user) ?? null,
    files: () => [...records.files.values()],
    content: (file) => records.files.get(file)?.content ?? Buffer.alloc(0),
    calls: () => records.calls,
    watch(changed) {
      records.watchers.add(changed);
      return () => void records.watchers.delete(changed);
    },
  };
}

type Grip = Pick<LocalSlack, "setChannel" | "setPerson" | "post" | "remove">;

function createGrip(records: Records): Grip {
  return {
    setChannel(id, parts) {
      const channel = records.channels.get(id);
      if (channel === undefined) throw new Error(`There is no channel ${id}.`);
      records.channels.set(id, { ...channel, ...parts });
      records.changed();
    },
    setPerson(id, parts) {
      const person = records.people.get(id);
      if (person === undefined) throw new Error(`There is no person ${id}.`);
      records.people.set(id, { ...person, ...parts });
      records.changed();
    },
    remove(channel, ts) {
      const index = records.messages.findIndex((one) => one.channel === channel && one.ts === ts);
      if (index === -1) throw new Error(`There is no message ${ts} in ${channel}.`);
      records.messages.splice(index, 1);
      records.changed();
    },
    post({ channel, user, botId, text, blocks, thread }) {
      const ts = records.newTs();
      records.messages.push({
        channel,
        ts,
        thread: thread ?? null,
        user: user ?? "",
        botId: botId ?? null,
        text,
        blocks: blocks ?? [],
        metadata: null,
        files: [],
        onlyFor: null,
        isEdited: false,
      });
      records.changed();
      return ts;
    },
  };
}
