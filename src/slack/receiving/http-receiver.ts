import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isValidSlackRequest, type App, type Receiver, type ReceiverEvent } from "@slack/bolt";
import type { Logger } from "@slack/bolt";
import type { Clock } from "../../clock.ts";
import { deliver, isEvent } from "./deliver.ts";

export interface HttpSettings {
  readonly signingSecret: string;
  readonly port: number;
  /** Milliseconds in which headers and body must have arrived. */
  readonly patience: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** False where a request with this signature was taken before. */
  readonly isFresh: (signature: string, until: number) => Promise<boolean>;
  /** Told of each request that was refused. */
  readonly dropped: (reason: string) => void;
}

/** Bolt's receiver over HTTP, and the port it listens on. */
export interface HttpReceiver extends Receiver {
  port(): number;
}

/** Slack's payloads stay far below; more is not read. */
const LARGEST_BODY = 1024 * 1024;
/** Seconds that a request's stamp may differ from now, either way. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const WINDOW = 300;
/** Slack opens a few connections; whoever opens more waits, or is turned away. */
const MOST_CONNECTIONS = 1000;

/**
 * Serves `/slack/events` on a port. Signatures are checked with Bolt's own function; its receiver lets requests from the
 * future and repeated ones pass, ends the process at a body that is no object, and acknowledges events unread.
 */
export function createHttpReceiver(settings: HttpSettings): HttpReceiver {
  const { patience, logger } = settings;
  let app: App | null = null;
  const server = createServer(
    // Node looks for connections that are late every half minute, unless told otherwise.
    { headersTimeout: patience, requestTimeout: patience, connectionsCheckingInterval: patience / 10 },
    (request, response) => {
      void receive(request, response, settings, app).catch((cause: unknown) => {
        logger.error("A request could not be handled", cause);
        end(response, 500);
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  return {
    init: (bolt) => void (app = bolt),
    port: () => portOf(server),
    start: () =>
      new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(settings.port, resolve);
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  settings: HttpSettings,
  app: App | null,
): Promise<void> {
  const refuse = (status: number, reason: string): void => {
    settings.dropped(reason);
    end(response, status);
  };
  if (request.url?.split("?")[0] !== "/slack/events" || request.method !== "POST") return refuse(404, "no such path");
  const stamp = single(request.headers["x-slack-request-timestamp"]);
  const signature = single(request.headers["x-slack-signature"]);
  const skew = /^\d{1,12}$/.test(stamp) ? Math.abs(settings.clock.now() / 1000 - Number(stamp)) : Infinity;
  if (skew > WINDOW) return refuse(401, "stamp out of the window");
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return refuse(401, "no signature");
  const bytes = await bodyOf(request);
  if (bytes === null) return refuse(413, "body too long");
  if (!isSigned(bytes, signature, stamp, settings)) return refuse(401, "wrong signature");
  const body = objectIn(bytes, request.headers["content-type"] ?? "");
  if (body === null || app === null) return refuse(400, "no object");
  // The check that whoever sets the app up has its secret. https://docs.slack.dev/reference/events/url_verification
  if (body["type"] === "url_verification") return answer(response, { challenge: body["challenge"] });
  // https://docs.slack.dev/interactivity/implementing-slash-commands#ssl
  if (body["ssl_check"] === "1") return end(response, 200);
  // An event has a key of its own, and must come in again where it could not be written down.
  const isFresh = (): Promise<boolean> =>
    settings.isFresh(`signature:${signature}`, settings.clock.now() + 2 * WINDOW * 1000);
  if (!isEvent(body) && !(await isFresh())) {
    settings.dropped("repeated");
    return end(response, 200);
  }
  await deliver(app, { body, ack: async (said: unknown) => answer(response, said), ...retryOf(request) });
  // Nobody listens for such a thing; what was acknowledged has its answer by now.
  if (!response.headersSent) refuse(400, "nobody listens");
}

/** What Slack tells of a delivery that it made before. */
function retryOf({ headers }: IncomingMessage): Pick<ReceiverEvent, "retryNum" | "retryReason"> {
  const number = Number(single(headers["x-slack-retry-num"]));
  return number > 0 ? { retryNum: number, retryReason: single(headers["x-slack-retry-reason"]) } : {};
}

function isSigned(body: Buffer, signature: string, stamp: string, { signingSecret, clock }: HttpSettings): boolean {
  return isValidSlackRequest({
    signingSecret,
    body: body.toString(),
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(stamp) },
    nowMilliseconds: clock.now(),
  });
}

/** The body, or null where it is too long; the rest is thrown away unread. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes: unknown = part;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > LARGEST_BODY) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The fields of a form, or the object in its `payload`, or the object that the body is; null: it is no object. */
function objectIn(body: Buffer, type: string): ReceiverEvent["body"] | null {
  const text = body.toString();
  const form = type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(text) : null;
  const json = form === null ? text : form.get("payload");
  if (json === null) return Object.fromEntries(form ?? []);
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function single(header: string | string[] | undefined): string {
  return typeof header === "string" ? header : "";
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, status === 413 ? { connection: "close" } : {});
  response.end();
}

/** An acknowledgement: nothing, a text, or an object such as the errors of a form. Throws where one was sent before. */
function answer(response: ServerResponse, said: unknown): void {
  if (typeof said === "object" && said !== null) {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
  } else response.writeHead(200).end(typeof said === "string" ? said : "");
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
