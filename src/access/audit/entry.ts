import { z } from "zod";

/**
 * What happened: a question was accepted, a question ended, part of an answer was shown to somebody who pressed a button,
 * or a request was turned away before it became a question.
 */
export const AUDIT_EVENTS = ["accepted", "ended", "shown", "turned-away"] as const;

/** What is recorded of one event: who, where, what was asked and what became of it; no rows of logs, and no secrets. */
export const AuditEntry = z.strictObject({
  event: z.enum(AUDIT_EVENTS),
  /** Instant in UTC, with milliseconds. */
  at: z.string(),
  /** Id of the question's job; null for what never became one. */
  job: z.string().nullable(),
  /** What it came in by: command, mention, direct, button, form, shortcut, home, schedule, alert. */
  surface: z.string().nullable(),
  /** Id of a person, or `alert:` and the source of an alert. */
  person: z.string(),
  team: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  /** Whether the answer is for the asker alone. */
  isPrivate: z.boolean(),
  /** As typed, secrets hidden, cut at a thousand characters; null where a button or form says it all. */
  words: z.string().nullable(),
  intent: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  window: z
    .strictObject({ start: z.string().nullable(), end: z.string(), zone: z.string(), text: z.string() })
    .nullable(),
  /** Fingerprint of the reviewed SQL. */
  sql: z.string().nullable(),
  /** Hashes of the configuration and of the catalogue under which it ran. */
  configuration: z.string(),
  catalogue: z.string(),
  /** The engine's executions, each with the token under which it was started. */
  executions: z.array(z.strictObject({ token: z.string(), id: z.string().nullable() })),
  rows: z.number().nullable(),
  /** Compressed bytes scanned, and dollars. */
  bytes: z.number().nullable(),
  price: z.number().nullable(),
  /** How it ended: answered, asked, refused, failed, cancelled, given-up; or what was shown. */
  outcome: z.string().nullable(),
  /** The sentence that was said where there is no answer. */
  reason: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
