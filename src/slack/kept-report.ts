import { z } from "zod";
import type { Report } from "../report/report.ts";
import { StoredParams, StoredWindow } from "./stored-ready.ts";

/** Rows kept with an answer: those that its table shows and its row picker offers. */
export const ROWS_KEPT = 20;

const Headlined = z.object({ headline: z.string() });
const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Count = z.number().nullable();

/** A report as it is stored with its job, for what is pressed later: everything but the rows beyond {@link ROWS_KEPT}. */
export const KeptReport = z.object({
  intent: z.string(),
  isList: z.boolean(),
  params: StoredParams,
  window: StoredWindow.extend({ start: z.string() }),
  engine: z.enum(["duckdb", "athena"]),
  headline: z.string(),
  findings: z.array(
    z.object({
      name: z.string(),
      severity: z.enum(["high", "medium", "low"]),
      text: z.string(),
      eventids: z.array(z.string()),
    }),
  ),
  columns: z.array(z.object({ name: z.string(), type: z.enum(["varchar", "bigint", "double", "boolean"]) })),
  rows: z.array(z.record(z.string(), Value)),
  rowCount: z.number(),
  hidden: z.object({ failures: Count, reads: Count, services: Count }),
  followups: z.array(z.object({ intent: z.string(), label: z.string(), params: StoredParams, window: StoredWindow })),
  footer: z.array(z.string()),
  truncated: z.boolean(),
  coverage: z.object({
    accounts: z.array(z.string()),
    regions: z.array(z.string()),
    days: z.number(),
    files: Count,
    isSampled: z.boolean().default(false),
    logsUntil: z.string().nullable(),
    skippedFiles: z.array(z.object({ file: z.string(), reason: z.string() })),
    repairedRecords: z.number(),
    missing: z.array(z.string()),
  }),
  scannedBytes: z.number(),
  price: z.number(),
  executions: z.array(
    z.object({ id: z.string(), sql: z.string(), values: z.array(z.string()), reusedFrom: z.string().nullable() }),
  ),
  breakdown: z.null(),
  alert: z.null().default(null),
  attachments: z.array(z.never()).default([]),
});
export type KeptReport = z.infer<typeof KeptReport>;

/** The headline of what was answered, with or without a report; null: nothing was. */
export function headlineOf(answer: unknown): string | null {
  return Headlined.safeParse(answer).data?.headline ?? null;
}

/** What is kept of a report. Skipped files and SQL are cut to what is ever shown. */
export function keptReport(report: Report): KeptReport {
  return KeptReport.parse({
    ...report,
    rows: report.rows.slice(0, ROWS_KEPT),
    breakdown: null,
    alert: null,
    attachments: [],
    coverage: { ...report.coverage, skippedFiles: report.coverage.skippedFiles.slice(0, ROWS_KEPT) },
  });
}
