import type { QueryExecution } from "@aws-sdk/client-athena";
import { TrailError, type ErrorCode } from "../../errors.ts";
import { denialInWords } from "../../aws/denial.ts";

/**
 * The error that ended a failed or cancelled query, in one or two sentences with a reference; the raw text, which may hold
 * names and ARNs, is the cause.
 * https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export function queryFault({ QueryExecutionId: id = "", Status: status, ...rest }: QueryExecution): TrailError {
  const error = status?.AthenaError;
  const raw = `${status?.StateChangeReason ?? ""} ${error?.ErrorMessage ?? ""}`.trim();
  const cause = new Error(raw || "no reason was given");
  const said = (code: ErrorCode, sentence: string): TrailError =>
    new TrailError(code, `${sentence} (Athena ${id.slice(0, 8)})`, { cause });
  if (status?.State === "CANCELLED") return cancelled(raw, rest.Statistics?.DataScannedInBytes ?? 0, said);
  if (error?.Retryable === true) {
    return said("engine-internal", `Athena failed over this question by a fault of its own: ${LATER}.`);
  }
  return failed(raw, error?.ErrorType ?? null, said);
}

type Said = (code: ErrorCode, sentence: string) => TrailError;

function cancelled(raw: string, scanned: number, said: Said): TrailError {
  if (/bytes scanned limit/i.test(raw)) {
    const gigabytes = scanned / 1e9;
    const read = scanned > 0 ? ` after ${gigabytes < 1 ? gigabytes.toFixed(2) : gigabytes.toFixed(1)} GB` : "";
    return said(
      "engine-user",
      `The query was ended by the workgroup's limit of bytes${read}, which are paid for: narrow the window, the accounts or the regions, or have whoever runs the workgroup raise the limit.`,
    );
  }
  if (/time ?out|exceeded .*time/i.test(raw)) {
    return said(
      "engine-user",
      "Athena ended the query at its own time limit: narrow the window, the accounts or the regions.",
    );
  }
  return said(
    "cancelled",
    "The query was stopped in Athena, by somebody outside Trail: ask again if you still need it.",
  );
}

interface KnownFault {
  readonly text: RegExp;
  readonly types: readonly number[];
  readonly code: ErrorCode;
  readonly sentence: string;
}

const LATER = "ask again in a minute";

/** The first that fits, by the text or by the type of the error, is what is said. */
const KNOWN: readonly KnownFault[] = [
  {
    text: /TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|DATABASE_NOT_FOUND|(table|schema|database) .*does not exist/i,
    types: [1301],
    code: "configuration",
    sentence:
      "The table of the configuration is not there: whoever runs Trail must look at athena.database and athena.table, or make it (./trail setup table).",
  },
  {
    text: /COLUMN_NOT_FOUND|cannot be resolved/i,
    types: [],
    code: "configuration",
    sentence:
      "The table lacks a column that it had when Trail looked at it: whoever runs Trail should restart it, and run ./trail doctor.",
  },
  {
    text: /time ?limit|exceeded .*time/i,
    types: [],
    code: "engine-user",
    sentence: "Athena ended the query at its own time limit: narrow the window, the accounts or the regions.",
  },
  {
    text: /EXHAUSTED|exceeded .*(memory|limit)|resources? at this scale/i,
    types: [0, 1, 2, 3, 4, 5, 6, 7, 8],
    code: "engine-user",
    sentence: "The question needs more than Athena gives one query: narrow the window, the accounts or the regions.",
  },
  {
    text: /ICEBERG/i,
    types: [],
    code: "configuration",
    sentence:
      "The table is an Iceberg table that Athena cannot read as it stands: name a table of CloudTrail's own files (./trail setup table).",
  },
  {
    text: /HIVE_BAD_DATA|HIVE_CURSOR_ERROR|HIVE_INVALID|PARTITION_SCHEMA_MISMATCH|malformed/i,
    types: [1001, 1002, 1007],
    code: "engine-user",
    sentence:
      "A log file or a partition does not fit the table's definition: whoever owns the table must mend it (./trail setup table prints a definition that works).",
  },
  {
    text: /CONSTRAINT_VIOLATION|injected|projection/i,
    types: [],
    code: "configuration",
    sentence:
      "The table's partition projection does not fit this question: whoever runs Trail sees why with ./trail doctor.",
  },
  {
    text: /NoSuchKey|NoSuchBucket|HIVE_FILESYSTEM|HIVE_CANNOT_OPEN_SPLIT|HIVE_UNKNOWN/i,
    types: [],
    code: "engine-user",
    sentence:
      "Athena could not open a log file: it was removed, or lies in a storage class that must be restored first. Ask again; if it stays, the owner of the log bucket must look.",
  },
  {
    text: /SYNTAX_ERROR|FUNCTION_NOT_FOUND|TYPE_MISMATCH|NOT_SUPPORTED|mismatched input|line \d+:\d+/i,
    types: [1006],
    code: "engine-user",
    sentence:
      "Athena does not accept the SQL of this question: that is a fault of the intent. Whoever runs Trail sees it with ./trail doctor --intents.",
  },
  {
    text: /throttl|slow ?down|rate exceeded/i,
    types: [1401, 1403, 1404, 1405, 1406],
    code: "engine-user",
    sentence: `Athena or the log bucket has too much to do just now: ${LATER}.`,
  },
  {
    text: /INTERNAL_ERROR|internal error/i,
    types: [],
    code: "engine-user",
    sentence: `Athena failed over this question by a fault of its own: ${LATER}; if it stays, whoever runs Trail finds the reason in the log.`,
  },
];

const DENIED = /access ?denied|not authorized|unauthorized|insufficient .*permission|forbidden/i;
/** Types of errors about rights. */
const DENIED_TYPES: readonly number[] = [1500, 1501];

function failed(raw: string, type: number | null, said: Said): TrailError {
  const isType = (types: readonly number[]): boolean => type !== null && types.includes(type);
  if (DENIED.test(raw) || isType(DENIED_TYPES)) return said("engine-user", denialInWords(raw, "read the logs"));
  const known = KNOWN.find(({ text }) => text.test(raw)) ?? KNOWN.find(({ types }) => isType(types));
  return known === undefined
    ? said("engine-user", "Athena could not run this question: whoever runs Trail finds the reason in the log.")
    : said(known.code, known.sentence);
}
