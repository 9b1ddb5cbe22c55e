import type { IncomingMessage } from "node:http";
import { CHAT } from "./chat.ts";
import { CONVERSATIONS } from "./conversations.ts";
import { FILES } from "./files.ts";
import { Refusal, type Arguments, type Method, type Site } from "./method.ts";
import { PEOPLE } from "./people.ts";
import { VIEWS } from "./views.ts";

/** Every method that the bot may call with its own token. */
export const METHODS: Readonly<Record<string, Method>> = { ...CHAT, ...CONVERSATIONS, ...PEOPLE, ...VIEWS, ...FILES };

/** The arguments of a call: a form, JSON, or the address itself. */
export function argumentsOf(request: IncomingMessage, body: Buffer): Arguments {
  const type = request.headers["content-type"] ?? "";
  const query = Object.fromEntries(new URL(request.url ?? "", "http://x").searchParams);
  if (type.startsWith("application/json")) {
    const parsed: unknown = JSON.parse(body.toString() || "{}");
    return typeof parsed === "object" && parsed !== null ? { ...query, ...parsed } : query;
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString())) };
}

/** The answer to a call with this token: `ok` and what the method says, or Slack's error code. */
export function answerTo(
  method: string,
  args: Arguments,
  token: string,
  tokens: { readonly bot: string; readonly app: string },
  site: Site,
  socketUrl: () => string,
): Record<string, unknown> & { ok: boolean } {
  try {
    if (token === "") throw new Refusal("not_authed");
    if (method === "apps.connections.open") {
      if (token !== tokens.app) throw new Refusal("invalid_auth");
      return { ok: true, url: socketUrl() };
    }
    if (token !== tokens.bot) throw new Refusal("invalid_auth");
    const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (known === undefined) throw new Refusal("unknown_method");
    return { ok: true, ...known(args, site) };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { ok: false, error: cause.code, ...cause.more };
  }
}
