import type { SocketModeClient } from "@slack/socket-mode";
import { z } from "zod";

/** What every frame with a payload has; hello has neither, and disconnect a reason. */
const Envelope = z.object({
  type: z.string(),
  reason: z.string().optional(),
  envelope_id: z.string().optional(),
  payload: z.looseObject({ type: z.string().optional(), event: z.unknown().optional() }).optional(),
});
type Envelope = z.infer<typeof Envelope>;

export interface FrameWatch {
  /** Told why a frame was dropped. */
  readonly dropped: (reason: string) => void;
  /** Told that Slack ends the connection, and why; the library closes it when this resolves. */
  readonly leaving: (reason: string) => Promise<void>;
}

/**
 * Lets only frames through that the library can read: an event without its inner event would end the process
 * (@slack/socket-mode 3.1.0). What is dropped is acknowledged where it has an id, so that Slack does not repeat it.
 */
export function guardFrames(client: SocketModeClient, { dropped, leaving }: FrameWatch): void {
  const inner = client.listeners("ws_message");
  const pass = (data: unknown, isBinary: unknown): void => {
    for (const listener of inner) Reflect.apply(listener, client, [data, isBinary]);
  };
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const envelope = isBinary === true ? null : envelopeIn(data);
    const fault = envelope === null ? (isBinary === true ? "binary" : "not an envelope") : faultIn(envelope);
    if (fault !== null) {
      dropped(fault);
      const id = envelope?.envelope_id;
      if (id !== undefined) client.websocket?.send(JSON.stringify({ envelope_id: id }), () => undefined);
    } else if (envelope?.type === "disconnect") {
      void leaving(envelope.reason ?? "no reason").then(() => pass(data, isBinary));
    } else pass(data, isBinary);
  });
}

function envelopeIn(data: unknown): Envelope | null {
  try {
    return Envelope.safeParse(JSON.parse(textOf(data))).data ?? null;
  } catch {
    return null;
  }
}

function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer || data instanceof Uint8Array ? new TextDecoder().decode(data) : "";
}

function faultIn({ type, payload }: Envelope): string | null {
  if (type === "events_api" && !isSubscribed(payload?.event)) return payload?.type ?? "no event";
  const isPlain = ["hello", "disconnect", "slash_commands", "interactive", "events_api"].includes(type);
  if (!isPlain) return `type ${type}`;
  return type !== "hello" && type !== "disconnect" && payload === undefined ? "no payload" : null;
}

/** Events that the bot subscribes to. The library emits an event under its own name: one called `error` would be taken for a fault. */
const EVENTS: readonly unknown[] = ["app_mention", "message", "app_home_opened"];

function isSubscribed(event: unknown): boolean {
  return typeof event === "object" && event !== null && "type" in event && EVENTS.includes(event.type);
}
