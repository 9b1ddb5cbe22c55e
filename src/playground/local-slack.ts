import type { Block } from "./world.ts";
import type { Call, Channel, FileShare, Message, Person, View } from "./world.ts";

/** What a person typed a slash command into. */
export interface TypedCommand {
  readonly user: string;
  readonly channel: string;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/** What somebody wrote: in a channel, in a thread (`thread` is its root's ts), or to the bot (`channel` is a D id). */
export interface Written {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly thread?: string;
  /** It is another app that writes: then `user` is empty. */
  readonly bot?: { readonly id: string; readonly blocks?: readonly Block[]; readonly attachments?: readonly unknown[] };
}

/** A press on a button, a choice in a menu, or what was typed, of a message, of an open view or of the home tab. */
export interface Pressed {
  readonly user: string;
  /** The message that holds the element; left out for one in the person's open view, else on their home tab. */
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly actionId: string;
  /** Where the same action_id stands in several blocks. */
  readonly blockId?: string;
  /** Chosen option's value, typed text, picked date (yyyy-mm-dd) or time (HH:mm); left out for a button. */
  readonly value?: string;
}

/** How the app took what was delivered to it. */
export interface Delivery {
  /** Whether it acknowledged within three seconds. */
  readonly acknowledged: boolean;
  readonly milliseconds: number;
  /** What came with the acknowledgement: a text, `response_action` and the like; null for an empty one. */
  readonly body: unknown;
  /** What Slack would show to the person when it was not acknowledged (`dispatch_failed`, `operation_timeout`), or null. */
  readonly error: string | null;
}

/** What is delivered: a command or an interaction (over HTTP as a form), or an event (as JSON). */
export interface Parcel {
  readonly type: "slash_commands" | "interactive" | "events_api";
  readonly payload: Readonly<Record<string, unknown>>;
}

/** How the next call of a Web API method, `upload` of bytes or `hook` (a response_url) goes wrong; taken off the list when it was met. */
export type Fault =
  /** Refused with Slack's own error code; nothing is done. */
  | { readonly kind: "error"; readonly error: string }
  /** Answered with 429 and, unless null, this Retry-After in seconds; nothing is done. */
  | { readonly kind: "limited"; readonly retryAfter: number | null }
  /** Answered with this HTTP status. `done` tells whether the work was done all the same. */
  | { readonly kind: "status"; readonly status: number; readonly done: boolean }
  /** The connection breaks before the answer. */
  | { readonly kind: "reset"; readonly done: boolean }
  /** No answer until the caller gives up. */
  | { readonly kind: "hang"; readonly done: boolean }
  /** Answered with `ok` and these fields, over those of the work where that was done. */
  | { readonly kind: "answer"; readonly fields: Readonly<Record<string, unknown>>; readonly done: boolean };

/**
 * A Slack of one workspace on the loopback interface, for the demo and the tests: the Web API, Socket Mode, signed HTTP
 * delivery, slash commands, interactivity, views and files, with Slack's own error codes and the limits of Block Kit.
 */
export interface LocalSlack {
  /** For SLACK_API_URL: `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  /** `http://127.0.0.1:PORT`; the page is served there by whoever adds it. */
  readonly origin: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly team: string;
  readonly appId: string;
  readonly botUser: string;
  readonly botId: string;

  /** People do things. Each resolves when the app has acknowledged, or when three seconds (of the clock) are over. */
  command(typed: TypedCommand): Promise<Delivery>;
  write(written: Written): Promise<{ readonly ts: string; readonly deliveries: readonly Delivery[] }>;
  press(pressed: Pressed): Promise<Delivery>;
  /** A message shortcut (with `message`) or a global one. */
  shortcut(used: { user: string; callbackId: string; message?: { channel: string; ts: string } }): Promise<Delivery>;
  /** Submits the person's open view; `values` go by action_id. */
  submit(user: string, values: Readonly<Record<string, string>>): Promise<Delivery>;
  closeView(user: string): Promise<void>;
  openHome(user: string): Promise<Delivery>;

  /** What can be seen. Messages are oldest first; a thread begins with its root. */
  people(): readonly Person[];
  channels(): readonly Channel[];
  messages(channel: string): readonly Message[];
  thread(channel: string, ts: string): readonly Message[];
  /** What only this person sees in a channel. */
  ephemerals(channel: string, user: string): readonly Message[];
  view(user: string): View | null;
  home(user: string): View | null;
  files(): readonly FileShare[];
  /** The bytes of a file that was uploaded. */
  content(file: string): Buffer;
  /** Every Web API call so far, refused ones too. */
  calls(): readonly Call[];
  /** Called after every change of anything that can be seen, until the function it returns is called. */
  watch(changed: () => void): () => void;

  /** Faults, met in the order they were put. */
  fail(method: string, fault: Fault): void;
  /** From now on no method answers (true), or all do again. */
  outage(on: boolean): void;
  /** Changes a channel or a person: shared, archived, without the bot, deactivated, a guest … */
  setChannel(id: string, parts: Partial<Channel>): void;
  setPerson(id: string, parts: Partial<Person>): void;
  /** Another app or person posts, without going through the bot; resolves to its ts. */
  post(message: {
    channel: string;
    user?: string;
    botId?: string;
    text: string;
    blocks?: readonly Block[];
    thread?: string;
  }): string;
  /** Somebody deletes a message. */
  remove(channel: string, ts: string): void;
  /** Sockets that are open; asks the oldest to renew itself; drops them all. */
  sockets(): number;
  refreshSocket(): void;
  dropSockets(): void;
  /** Sends this envelope, text or binary frame as it is down one open socket. */
  sendRaw(frame: string | object): void;
  /** Delivers what nobody did: a payload of another workspace, an event that no act here makes. */
  deliver(parcel: Parcel): Promise<Delivery>;
  /** Delivers the last event or command once more, as Slack does after a time-out. */
  redeliver(parts?: { readonly newEnvelope?: boolean; readonly retry?: number }): Promise<Delivery>;
  /** Events go to this address, signed, instead of sockets; null: back to sockets. */
  deliverTo(url: string | null): void;

  close(): Promise<void>;
}
