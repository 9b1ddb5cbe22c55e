import type { SocketModeClient } from "@slack/socket-mode";
import { z } from "zod";

/** What every frame with a payload has; hello and disconnect have neither. */
const Envelope = z.object({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z.looseObject({ type: z.string().optional(), event: z.unknown().optional() }).optional(),
});

/**
 * Lets only frames through that the library can read: an event without its inner event would end the process
 * (@slack/socket-mode 3.1.0). What is dropped is acknowledged where it has an id, so that Slack does not repeat it.
 */
export function guardFrames(client: SocketModeClient, dropped: (reason: string) => void): void {
  const inner = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const fault = isBinary === true ? "binary" : faultIn(data);
    if (fault === null) {
      for (const listener of inner) Reflect.apply(listener, client, [data, isBinary]);
      return;
    }
    dropped(fault);
    const id = idOf(data);
    if (id !== null) client.websocket?.send(JSON.stringify({ envelope_id: id }), () => undefined);
  });
}

function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer || data instanceof Uint8Array ? new TextDecoder().decode(data) : "";
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(textOf(data));
  } catch {
    return undefined;
  }
}

function faultIn(data: unknown): string | null {
  const envelope = Envelope.safeParse(parsed(data));
  if (!envelope.success) return "not an envelope";
  const { type, payload } = envelope.data;
  if (type === "events_api" && !isEvent(payload?.event)) return payload?.type ?? "no event";
  const isPlain = ["hello", "disconnect", "slash_commands", "interactive", "events_api"].includes(type);
  if (!isPlain) return `type ${type}`;
  return type !== "hello" && type !== "disconnect" && payload === undefined ? "no payload" : null;
}

/** Events that the bot subscribes to. The library emits an event under its own name: one called `error` would be taken for a fault. */
const EVENTS: readonly unknown[] = ["app_mention", "message", "app_home_opened"];

function isEvent(event: unknown): boolean {
  return typeof event === "object" && event !== null && "type" in event && EVENTS.includes(event.type);
}

function idOf(data: unknown): string | null {
  const envelope = Envelope.safeParse(parsed(data));
  return envelope.data?.envelope_id ?? null;
}
