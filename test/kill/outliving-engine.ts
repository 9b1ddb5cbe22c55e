import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Engine, Result } from "../../src/engine/engine.ts";
import { COVERAGE } from "../fixtures/memory-engine.ts";

const Body = z.object({ token: z.string() });
const Answer = z.object({ id: z.string(), state: z.enum(["running", "succeeded"]) });

/** How many looks an execution takes to end. */
const LOOKS = 3;

/** An engine in another process than its users: queries go on when they die. */
export interface OutlivingEngine {
  readonly url: string;
  /** How many executions were started for each token, and in all. */
  executions(): number;
  close(): Promise<void>;
}

export async function serveEngine(): Promise<OutlivingEngine> {
  const looks = new Map<string, number>();
  const send = (response: ServerResponse, body: unknown): void => void response.end(JSON.stringify(body));
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { token } = Body.parse(body);
      const seen = looks.get(token) ?? 0;
      looks.set(token, seen + (request.url === "/look" ? 1 : 0));
      send(response, { id: `query-${token}`, state: seen >= LOOKS ? "succeeded" : "running" });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    executions: () => looks.size,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The engine as one process reaches it. */
export function engineAt(url: string): Engine {
  const call = async (path: string, token: string): Promise<z.infer<typeof Answer>> => {
    const response = await fetch(url + path, { method: "POST", body: JSON.stringify({ token }) });
    return Answer.parse(await response.json());
  };
  const tokenOf = (id: string): string => id.replace("query-", "");
  return {
    name: "duckdb",
    estimate: async () => ({ bytes: 1000, files: 1, price: 0, priceLimit: null, exact: true, atLeast: false }),
    start: async (_, token) => (await call("/start", token)).id,
    async status(ids) {
      const states = await Promise.all(ids.map(async (id) => [id, (await call("/look", tokenOf(id))).state] as const));
      return new Map(states);
    },
    rows: async (id) => resultOf(id),
    spent: async () => ({ bytes: 0, dollars: 0 }),
    cancel: async () => undefined,
  };
}

function resultOf(id: string): Result {
  const row = (eventid: string) => ({
    eventtime: "2026-11-20T10:00:00Z",
    eventid,
    actor: "alice",
    eventname: "AuthorizeSecurityGroupIngress",
    detail: "{}",
    hidden: "",
  });
  return {
    columns: ["eventtime", "eventid", "actor", "eventname", "detail", "hidden"].map((name) => ({
      name,
      type: "varchar",
    })),
    batches: (async function* batches() {
      yield [row("e1")];
      yield [row("e2")];
    })(),
    truncated: () => false,
    execution: { id, sql: "SELECT 1", values: [], reusedFrom: null },
    coverage: COVERAGE,
    scannedBytes: 1000,
    price: 0,
  };
}
