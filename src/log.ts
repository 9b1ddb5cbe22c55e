import { pino, type DestinationStream } from "pino";
import { redactText } from "./engine/redact-text.ts";
import { secretName } from "./engine/secret-names.ts";

/** Facts that go with a line; texts in them are redacted. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** Where what happens is written down: a fixed sentence, and facts beside it, so that lines group. */
export interface Log {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
  /** A log whose lines all carry these facts, such as the job. */
  child(facts: LogFacts): Log;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines, one for each event whatever a text holds, without secrets: tokens in an error's message are hidden too. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return wrap(destination === undefined ? pino(options) : pino(options, destination));
}

interface Inner {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  child(facts: object): Inner;
}

function wrap(inner: Inner): Log {
  return {
    debug: (message, facts = {}) => inner.debug(cleaned(facts), redactText(message)),
    info: (message, facts = {}) => inner.info(cleaned(facts), redactText(message)),
    warn: (message, facts = {}) => inner.warn(cleaned(facts), redactText(message)),
    error: (message, facts = {}) => inner.error(cleaned(facts), redactText(message)),
    child: (facts) => wrap(inner.child(cleaned(facts))),
  };
}

function cleaned(facts: LogFacts): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, named(name, value, 0)]));
}

const DEEPEST = 5;

function clean(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return {
      name,
      message: redactText(message),
      stack: redactText(stack ?? ""),
      ...("code" in value ? { code: value.code } : {}),
      ...(cause === undefined || depth > DEEPEST ? {} : { cause: clean(cause, depth + 1) }),
    };
  }
  if (Array.isArray(value)) return depth > DEEPEST ? "…" : value.map((item) => clean(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return "…";
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, named(name, inner, depth + 1)]));
}

/** A fact whose name announces a secret is one, whatever it looks like. */
function named(name: string, value: unknown, depth: number): unknown {
  const kind = secretName(name);
  return kind === null || value === null || value === undefined ? clean(value, depth) : `[redacted:${kind}]`;
}
