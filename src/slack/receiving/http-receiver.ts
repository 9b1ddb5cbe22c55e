import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { HTTPReceiver, isValidSlackRequest, type App, type Receiver } from "@slack/bolt";
import type { Logger } from "@slack/bolt";
import type { Clock } from "../../clock.ts";

export interface HttpSettings {
  readonly signingSecret: string;
  readonly port: number;
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
/** Milliseconds in which headers and body must have arrived. */
const PATIENCE = 10_000;

/**
 * Serves `/slack/events` on a port. Signatures are checked with Bolt's own function, before its receiver: that one lets
 * requests from the future and repeated ones pass, and a body that is no object would end the process.
 */
export function createHttpReceiver(settings: HttpSettings): HttpReceiver {
  const inner = new HTTPReceiver({
    signingSecret: settings.signingSecret,
    logger: settings.logger,
    signatureVerification: false,
  });
  const server = createServer((request, response) => {
    void receive(request, response, settings, inner).catch((cause: unknown) => {
      settings.logger.error("A request could not be handled", cause);
      end(response, 500);
    });
  });
  server.headersTimeout = PATIENCE;
  server.requestTimeout = PATIENCE;
  return {
    init: (app: App) => inner.init(app),
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
  inner: HTTPReceiver,
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
  const body = await bodyOf(request);
  if (body === null) return refuse(413, "body too long");
  if (!isSigned(body, signature, stamp, settings)) return refuse(401, "wrong signature");
  if (!holdsObject(body, request.headers["content-type"] ?? "")) return refuse(400, "no object");
  if (!(await settings.isFresh(`signature:${signature}`, settings.clock.now() + 2 * WINDOW * 1000))) {
    settings.dropped("repeated");
    return end(response, 200);
  }
  inner.requestListener(Object.assign(request, { rawBody: body }), response);
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

/** Whether the body is a form, or JSON that is an object, as all of Slack's are. */
function holdsObject(body: Buffer, type: string): boolean {
  const text = body.toString();
  const json = type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(text).get("payload") : text;
  if (json === null) return true;
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
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

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
