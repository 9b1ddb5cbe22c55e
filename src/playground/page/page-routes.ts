import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { LocalSlack } from "../local-slack.ts";
import type { Route } from "../server.ts";
import { doAct } from "./acts.ts";
import { drawFragments } from "./draw-page.ts";

/** What a page may have beside Slack itself. */
export interface PageExtras {
  /** Questions to click. */
  readonly examples: readonly string[];
  /** A switch that makes the engine slow; left out: none. */
  readonly slow?: { get(): boolean; set(on: boolean): void };
}

const HERE = new URL(".", import.meta.url);
const STYLE_OF_BLOCKS = createRequire(import.meta.url).resolve("slack-blocks-to-jsx/dist/style.css");
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const Look = z.object({ person: z.string(), channel: z.string(), thread: z.string().nullable() });

/** The page of a local Slack: one document, its fragments, and what people do on it. For this machine alone. */
export function pageRoutes(slack: LocalSlack, extras: PageExtras = { examples: [] }): readonly Route[] {
  return [
    (request, response) => {
      const url = new URL(request.url ?? "/", slack.origin);
      if (!isOurs(request, slack)) return refuse(response, 403);
      const [, area = "", name = ""] = url.pathname.split("/");
      if (request.method === "POST" && area === "act") return act(name, request, response, slack, extras);
      if (request.method !== "GET") return false;
      switch (area) {
        case "":
          return send(response, "text/html; charset=utf-8", readFileSync(new URL("page.html", HERE)));
        case "page":
          return asset(name, response);
        case "fragments":
          return fragments(url, response, slack, extras);
        case "events":
          return events(request, response, slack);
        case "files":
          return download(name, response, slack);
        default:
          return false;
      }
    },
  ];
}

/** Another site, or another name for this machine, may not reach in through somebody's browser. */
function isOurs({ headers }: IncomingMessage, { origin }: LocalSlack): boolean {
  const { port } = new URL(origin);
  const isHere = [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? "");
  return isHere && (headers.origin === undefined || headers.origin === `http://${headers.host ?? ""}`);
}

function refuse(response: ServerResponse, status: number): true {
  response.writeHead(status).end();
  return true;
}

function send(response: ServerResponse, type: string, body: string | Buffer): true {
  response.writeHead(200, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  response.end(body);
  return true;
}

function asset(name: string, response: ServerResponse): boolean {
  if (name === "page.js")
    return send(response, "text/javascript; charset=utf-8", readFileSync(new URL("page.js", HERE)));
  if (name === "page.css") return send(response, "text/css; charset=utf-8", readFileSync(new URL("page.css", HERE)));
  if (name === "blocks.css") return send(response, "text/css; charset=utf-8", readFileSync(STYLE_OF_BLOCKS));
  return false;
}

function fragments(url: URL, response: ServerResponse, slack: LocalSlack, { examples, slow }: PageExtras): true {
  const look = Look.parse({
    person: url.searchParams.get("person") ?? "U0ALICE",
    channel: url.searchParams.get("channel") ?? "C0INC",
    thread: url.searchParams.get("thread") || null,
  });
  const body = { ...drawFragments(slack, look), examples, slow: slow?.get() ?? null };
  return send(response, "application/json; charset=utf-8", JSON.stringify(body));
}

/** Tells the page that something has changed, at most ten times a second. */
function events(request: IncomingMessage, response: ServerResponse, slack: LocalSlack): true {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 1000\n\ndata: changed\n\n");
  let timer: NodeJS.Timeout | null = null;
  const stop = slack.watch(() => {
    timer ??= setTimeout(() => {
      timer = null;
      response.write("data: changed\n\n");
    }, 100);
  });
  request.on("close", () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  });
  return true;
}

function download(id: string, response: ServerResponse, slack: LocalSlack): true {
  const file = slack.files().find((one) => one.id === id && one.channel !== null);
  if (file === undefined) return refuse(response, 404);
  const name = file.name.replaceAll(/[^\w.-]/g, "_");
  response.setHeader("content-disposition", `attachment; filename="${name}"`);
  return send(response, "text/csv; charset=utf-8", slack.content(id));
}

function act(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  slack: LocalSlack,
  { slow }: PageExtras,
): true {
  const work = async (): Promise<number> => {
    const body = await json(request);
    if (name === "slow") {
      slow?.set(z.strictObject({ on: z.boolean() }).parse(body).on);
      return 204;
    }
    return (await doAct(name, body, slack)) ? 204 : 404;
  };
  void work().then(
    (status) => refuse(response, status),
    (cause: unknown) => {
      response.writeHead(400, { "content-type": "text/plain; charset=utf-8" });
      response.end(cause instanceof Error ? cause.message : "");
    },
  );
  return true;
}
