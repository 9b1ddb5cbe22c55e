import type { Clock } from "../../clock.ts";
import type { Records } from "../records.ts";

/** What a Web API method works with. */
export interface Site {
  readonly records: Records;
  readonly clock: Clock;
  readonly origin: () => string;
  /** Scopes granted to the bot. */
  readonly scopes: ReadonlySet<string>;
  /** trigger_id -> who may open a view with it, once, and until when. */
  readonly triggers: Map<string, { readonly user: string; readonly until: number }>;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** A method of the Web API: what it answers beside `ok`. Throws {@link Refusal}. */
export type Method = (args: Arguments, site: Site) => Readonly<Record<string, unknown>>;

/** Slack's own error code. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** A text argument; refused where it is missing or no text. */
export function text(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Refusal("invalid_arguments", {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function optional(args: Arguments, name: string): string | null {
  const value = args[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** An argument that is JSON, as an object or as text. */
export function json(args: Arguments, name: string): unknown {
  const value = args[name];
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal("invalid_json");
  }
}

export function needScope({ scopes }: Site, ...anyOf: string[]): void {
  if (anyOf.some((scope) => scopes.has(scope))) return;
  throw new Refusal("missing_scope", { needed: anyOf.join(","), provided: [...scopes].join(",") });
}
