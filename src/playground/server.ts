import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Faults } from "./faults.ts";
import type { Hooks } from "./hooks.ts";
import type { Sockets } from "./sockets.ts";
import { answerTo, argumentsOf } from "./web-api/answer.ts";
import type { Site } from "./web-api/method.ts";

/** Serves a path of somebody else's, such as the page; false where it is none of theirs. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface ServerParts {
  readonly site: Site;
  readonly tokens: { readonly bot: string; readonly app: string };
  readonly hooks: Hooks;
  readonly sockets: Sockets;
  readonly faults: Faults;
  readonly routes: readonly Route[];
}

/** The HTTP side of the local Slack. */
export function createSlackServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    void serve(request, response, parts).catch((cause: unknown) => {
      response.writeHead(500).end(cause instanceof Error ? cause.message : "");
    });
  });
  server.on("upgrade", (request, socket, head) => parts.sockets.upgrade(request, socket, head));
  return server;
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  response.setHeader("date", new Date(parts.site.clock.now()).toUTCString());
  const path = new URL(request.url ?? "", "http://x").pathname;
  const [, area, name = ""] = path.split("/");
  if (area === "api") return callMethod(name, request, response, parts);
  if (area === "upload") return takeBytes(name, request, response, parts);
  if (area === "hooks") return takeNote(name, request, response, parts);
  if (parts.routes.some((route) => route(request, response))) return;
  response.writeHead(404).end();
}

async function callMethod(
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  { site, tokens, faults, sockets }: ServerParts,
): Promise<void> {
  const args = argumentsOf(request, await buffer(request));
  const header = /^Bearer (.*)$/.exec(request.headers.authorization ?? "")?.[1];
  const token = header ?? (typeof args["token"] === "string" ? args["token"] : "");
  const work = (): Record<string, unknown> & { ok: boolean } =>
    answerTo(method, args, token, tokens, site, () => sockets.ticket(site.origin()));
  const note = (ok: boolean, error: string | null): void => {
    site.records.calls.push({ method, at: site.clock.now(), arguments: args, ok, error });
  };
  if (faults.meet(method, response, work, note)) return;
  const answer = work();
  note(answer.ok, typeof answer["error"] === "string" ? answer["error"] : null);
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "x-oauth-scopes": [...site.scopes].join(","),
  });
  response.end(JSON.stringify(answer));
}

async function takeNote(
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  { hooks, faults }: ServerParts,
): Promise<void> {
  const content = await buffer(request);
  const take = (): ReturnType<Hooks["take"]> => hooks.take(id, content);
  if (
    faults.meet(
      "hook",
      response,
      () => ({ ok: take().status === 200 }),
      () => undefined,
    )
  )
    return;
  const { status, body } = take();
  response.writeHead(status).end(body);
}

async function takeBytes(
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  { site: { records }, faults }: ServerParts,
): Promise<void> {
  const content = await buffer(request);
  const store = (): { ok: boolean } => {
    const file = records.files.get(id);
    if (file === undefined || file.announced !== content.length) return { ok: false };
    records.files.set(id, { ...file, content, bytes: content.length });
    return { ok: true };
  };
  if (faults.meet("upload", response, store, () => undefined)) return;
  response.writeHead(store().ok ? 200 : 400).end(`OK - ${content.length}`);
}
