import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";

/** What comes back for an envelope. */
export type Acknowledged = (payload: unknown) => void;

/** Socket Mode: up to ten connections, each payload to one of them. https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface Sockets {
  /** A new address for one connection, as apps.connections.open gives it. */
  ticket(origin: string): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends an envelope down one connection; false where there is none. */
  send(
    envelope: Readonly<Record<string, unknown>> & { readonly envelope_id: string },
    acknowledged: Acknowledged,
  ): boolean;
  sendRaw(frame: string | object): void;
  count(): number;
  refresh(): void;
  drop(): void;
  close(): void;
}

const MOST = 10;
const Ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

export function createSockets(): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const open: WebSocket[] = [];
  const waiting = new Map<string, Acknowledged>();
  const tickets = new Set<string>();
  let turn = 0;

  server.on("connection", (socket) => {
    if (open.length >= MOST) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "too_many_websockets" }));
      return socket.close();
    }
    open.push(socket);
    socket.on("close", () => {
      if (open.includes(socket)) open.splice(open.indexOf(socket), 1);
    });
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      const ack = Ack.safeParse(parsed(data));
      if (!ack.success) return;
      const acknowledged = waiting.get(ack.data.envelope_id);
      waiting.delete(ack.data.envelope_id);
      acknowledged?.(ack.data.payload ?? null);
    });
    socket.send(
      JSON.stringify({ type: "hello", num_connections: open.length, connection_info: { app_id: "A0TRAIL" } }),
    );
  });

  return {
    ticket(origin) {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${origin.replace(/^http/, "ws")}/socket?ticket=${ticket}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? "", "http://x").searchParams.get("ticket") ?? "";
      if (!tickets.delete(ticket)) return void socket.destroy();
      server.handleUpgrade(request, socket, head, (upgraded) => server.emit("connection", upgraded, request));
    },
    send(envelope, acknowledged) {
      const socket = open[turn++ % Math.max(open.length, 1)];
      if (socket === undefined) return false;
      waiting.set(envelope.envelope_id, acknowledged);
      socket.send(JSON.stringify(envelope));
      return true;
    },
    sendRaw: (frame) =>
      open[turn++ % Math.max(open.length, 1)]?.send(
        typeof frame === "string" || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame),
      ),
    count: () => open.length,
    refresh() {
      // Slack renews one at a time, and sends nothing more down it.
      const oldest = open.shift();
      oldest?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    },
    drop: () => [...open].forEach((socket) => socket.terminate()),
    close() {
      [...open].forEach((socket) => socket.terminate());
      server.close();
    },
  };
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
