import { randomUUID } from "node:crypto";
import type { AuditEntry } from "../access/audit/entry.ts";
import type { AuditLog } from "../access/audit/audit-log.ts";
import { recordOf } from "../access/audit/chain.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Clock } from "../clock.ts";
import { redactText } from "../engine/redact-text.ts";
import { reasonOf, TrailError } from "../errors.ts";
import type { Job } from "../jobs/job.ts";
import type { End } from "../jobs/work.ts";
import { Asked } from "./asked.ts";
import { KeptReport } from "./kept-report.ts";
import { StoredReady } from "./stored-ready.ts";

export interface AuditorParts {
  readonly log: AuditLog;
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** Hashes of the configuration and of the catalogue. */
  readonly configuration: string;
  readonly catalogue: string;
}

/** Who did something, and where. */
export type Doer = Pick<AuditEntry, "surface" | "person" | "team" | "channel" | "thread">;

/** Writes down who asked what, what became of it, and what was shown; throws where the audit cannot be written. */
export interface Auditor {
  /** Before a question becomes a job: resolves to the id that its job must have. `key` is that of the delivery. */
  accepted(key: string, asked: Asked, job: string): Promise<string>;
  /** Once a question has its answer, or the sentence why it has none. */
  ended(job: Job, end: End): Promise<void>;
  /** Before something of an answer is shown to whoever pressed for it. */
  shown(doer: Doer, job: Job, what: string): Promise<void>;
  /** What was turned away before it became a question. */
  turnedAway(doer: Doer, reason: string): Promise<void>;
}

const MOST_WORDS = 1000;

export function createAuditor({ log, catalog, clock, configuration, catalogue }: AuditorParts): Auditor {
  const blank = (): Omit<AuditEntry, "event" | keyof Doer> => ({
    at: new Date(clock.now()).toISOString(),
    job: null,
    isPrivate: false,
    words: null,
    intent: null,
    params: {},
    window: null,
    sql: null,
    configuration,
    catalogue,
    executions: [],
    rows: null,
    bytes: null,
    price: null,
    outcome: null,
    reason: null,
  });

  const meant = (meaning: unknown): Pick<AuditEntry, "intent" | "params" | "window" | "sql"> => {
    const ready = StoredReady.safeParse(meaning);
    if (!ready.success) return { intent: null, params: {}, window: null, sql: null };
    const { intent, params, window } = ready.data;
    return { intent, params: redactedParams(params), window, sql: catalog.get(intent)?.reviewed?.sql ?? null };
  };

  const ofJob = (job: Job): Omit<AuditEntry, "event" | "outcome"> => {
    const asked = Asked.parse(job.question);
    const report = KeptReport.safeParse(job.answer);
    return {
      ...blank(),
      ...doerOf(asked),
      job: job.id,
      isPrivate: asked.isPrivate,
      words: wordsOf(asked),
      ...meant(job.meaning),
      executions: job.executions.map(({ token, id }) => ({ token, id })),
      rows: report.data?.rowCount ?? null,
      bytes: job.spent.bytes,
      price: job.spent.dollars,
    };
  };

  return {
    async accepted(key, asked, job) {
      const { link } = await log.once(`accepted ${key}`, {
        ...blank(),
        ...doerOf(asked),
        event: "accepted",
        job,
        isPrivate: asked.isPrivate,
        words: wordsOf(asked),
        ...meant(asked.ready),
      });
      return recordOf(link).job ?? job;
    },
    async ended(job, { ending, cause }) {
      const entry = { ...ofJob(job), event: "ended" as const, outcome: ending, reason: reasonFor(cause) };
      await log.once(`ended ${job.id}`, entry);
    },
    async shown(doer, job, what) {
      const entry = { ...ofJob(job), ...doer, event: "shown" as const, outcome: what };
      await log.once(`shown ${randomUUID()}`, entry);
    },
    async turnedAway(doer, reason) {
      await log.once(`turned away ${randomUUID()}`, { ...blank(), ...doer, event: "turned-away", reason });
    },
  };
}

function doerOf({ surface, user, team, channel, thread }: Asked): Doer {
  return { surface, person: user, team, channel, thread };
}

function wordsOf({ text }: Asked): string | null {
  return text === "" ? null : redactText(text).slice(0, MOST_WORDS);
}

function reasonFor(cause: unknown): string | null {
  if (cause === null) return null;
  const reason = cause instanceof TrailError ? cause.message : `Trail failed: ${reasonOf(cause)}`;
  return redactText(reason).slice(0, MOST_WORDS);
}

function redactedParams(params: AuditEntry["params"]): AuditEntry["params"] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(redactText) : redactText(value),
    ]),
  );
}
