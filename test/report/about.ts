import type { Column, Coverage, Row } from "../../src/engine/engine.ts";
import { createMoments } from "../../src/report/moments.ts";
import { createReport, type Outcome, type Report, type ReportAbout } from "../../src/report/report.ts";

export const COVERAGE: Coverage = {
  accounts: ["111122223333"],
  regions: ["us-east-1"],
  days: 1,
  files: 96,
  isSampled: false,
  logsUntil: "2026-11-20T12:00:00Z",
  skippedFiles: [],
  repairedRecords: 0,
  missing: [],
};

export const OUTCOME: Outcome = {
  truncated: false,
  coverage: COVERAGE,
  scannedBytes: 812_345,
  price: 0,
  executions: [{ id: "e1", sql: "SELECT 1", values: ["sg-1"], reusedFrom: null }],
};

const NAMES =
  "eventtime eventid actor actor_kind via eventname eventsource detail sourceipaddress errorcode recipientaccountid " +
  "requestparameters responseelements additionaleventdata sessioncredentialfromconsole issued_key access_key_id exposure weakened from_outside bucket refused reason action why readonly hidden";

export const COLUMNS: readonly Column[] = NAMES.split(" ").map((name) => ({ name, type: "varchar" }));

export const ABOUT: ReportAbout = {
  intent: {
    id: "who-changed",
    title: "Who changed this resource?",
    params: { resource: { type: "resource", many: false, optional: false, description: "the id" } },
    summary: "{count} changes to {resource} by {distinct actor}",
    hides: ["failures", "reads"],
    findings: [],
    attachments: [],
    needs: [],
    followups: [],
    window: { default: "24h", max: "400d" },
  },
  isList: true,
  params: { resource: "sg-1" },
  window: { start: "2026-11-18T23:00:00Z", end: "2026-11-19T23:00:00Z", zone: "Europe/Berlin", text: "yesterday" },
  span: { start: "2026-11-18T23:00:00Z", end: "2026-11-19T23:00:00Z" },
  columns: COLUMNS,
  include: [],
  limit: null,
  engine: "duckdb",
  now: "2026-11-20T12:00:00Z",
  accounts: [],
  regions: [],
  accountNames: { "111122223333": "prod" },
  notes: [],
};

/** A whole event row of alice's; what is given replaces or adds columns. */
export function row(changes: Row = {}): Row {
  return {
    eventtime: "2026-11-19T13:03:00Z",
    eventid: "id-1",
    actor: "alice",
    actor_kind: "person",
    via: null,
    eventname: "AuthorizeSecurityGroupIngress",
    eventsource: "ec2.amazonaws.com",
    detail: "",
    sourceipaddress: "198.51.100.7",
    errorcode: null,
    recipientaccountid: "111122223333",
    requestparameters: null,
    responseelements: null,
    additionaleventdata: null,
    sessioncredentialfromconsole: null,
    readonly: "false",
    hidden: "",
    ...changes,
  };
}

/** The report of these rows. */
export function reportOf(
  rows: Iterable<Row>,
  about: Partial<ReportAbout> = {},
  outcome: Partial<Outcome> = {},
): Report {
  const report = createReport({ ...ABOUT, ...about });
  for (const each of rows) report.row(each);
  return report.end({ ...OUTCOME, ...outcome });
}

export const NAMING = { params: {}, accountNames: ABOUT.accountNames, moments: createMoments("Europe/Berlin") };
