import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { TrailError, reasonOf } from "../errors.ts";

/** What a monitor shows. */
export interface MonitorParts {
  /** 0 for any that is free. */
  readonly port: number;
  /** Milliseconds in which a request must have arrived; left out: ten seconds. */
  readonly patience?: number;
  /** Why the bot is not ready, one phrase each; empty: it is. */
  readonly faults: () => readonly string[];
  /** Figures in Prometheus' text format. */
  readonly figures: () => Promise<string>;
}

export interface Monitor {
  readonly port: number;
  close(): Promise<void>;
}

const MOST_CONNECTIONS = 1000;

/**
 * Serves `/healthz` (200, or 503 with the reasons) and `/metrics` on all interfaces: whoever watches a container asks from
 * outside. Nothing of a question is in either. Throws TrailError("configuration") where the port is taken.
 */
export async function startMonitor({ port, patience = 10_000, faults, figures }: MonitorParts): Promise<Monitor> {
  const server = createServer(
    // Node looks for connections that are late every half minute, unless told otherwise.
    { headersTimeout: patience, requestTimeout: patience, connectionsCheckingInterval: patience / 10 },
    (request, response) => {
      void answer(request, response, faults, figures).catch((cause: unknown) =>
        response.writeHead(500).end(reasonOf(cause)),
      );
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port);
  await once(server, "listening").catch((cause: unknown) => {
    throw new TrailError("configuration", `The monitor's port ${port} cannot be used: ${reasonOf(cause)}.`, { cause });
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  faults: MonitorParts["faults"],
  figures: MonitorParts["figures"],
): Promise<void> {
  const path = url?.split("?")[0];
  if (method !== "GET") return void response.writeHead(405).end();
  if (path === "/metrics") {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    return void response.end(await figures());
  }
  if (path !== "/healthz") return void response.writeHead(404).end();
  const reasons = faults();
  response.writeHead(reasons.length === 0 ? 200 : 503, { "content-type": "application/json" });
  response.end(JSON.stringify(reasons.length === 0 ? { status: "ok" } : { status: "not ready", reasons }));
}
