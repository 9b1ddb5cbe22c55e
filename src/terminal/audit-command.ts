import type { AuditLog } from "../access/audit/audit-log.ts";
import { recordOf, type AuditRecord, type Head, type Link } from "../access/audit/chain.ts";
import { verify } from "../access/audit/verify.ts";
import { TrailError } from "../errors.ts";
import { visible } from "../report/visible.ts";
import { counted } from "../report/words.ts";
import { readArguments, readLimit, type Arguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** Records that `audit show` prints unless it is told otherwise. */
const SHOWN = 50;

/**
 * `./trail audit [show | verify]`: who asked what, and whether the record of it is whole. `open` opens the audit. Resolves
 * to 1 where a record was changed, moved or taken away.
 */
export async function auditCommand(
  words: readonly string[],
  open: () => Promise<AuditLog>,
  terminal: Terminal,
): Promise<number> {
  const args = readArguments(words, ["limit", "head"], ["json"]);
  const [action = "show", ...more] = args.words;
  if ((action !== "show" && action !== "verify") || more.length > 0) {
    throw new TrailError(
      "configuration",
      `audit ${args.words.join(" ")} is not known: write audit show or audit verify.`,
    );
  }
  const noted = notedHead(args);
  const log = await open();
  try {
    return action === "show" ? await show(log, args, terminal) : await check(log, noted, terminal);
  } finally {
    await log.close();
  }
}

async function show(log: AuditLog, args: Arguments, terminal: Terminal): Promise<number> {
  const { n } = await log.head();
  const after = Math.max(0, n - (readLimit(args) ?? SHOWN));
  for await (const link of log.links(after)) {
    await terminal.out(`${args.flag("json") ? documentOf(link) : lineOf(recordOf(link))}\n`);
  }
  if (n === 0) await terminal.err("Nothing was asked yet.\n");
  return 0;
}

async function check(log: AuditLog, noted: readonly Head[], terminal: Terminal): Promise<number> {
  const verdict = await verify(log, noted);
  if (verdict.isWhole) {
    const { n, hash } = verdict.head;
    await terminal.out(`The audit is whole: ${counted(n, "record")}, head ${n}:${hash}\n`);
    return 0;
  }
  await terminal.out(
    `The audit is not whole. Record ${verdict.n}: ${verdict.fault}. What stands before it is as it was written.\n`,
  );
  return 1;
}

/** `--head N:HASH`, as `audit verify` and the audit's channel write it. */
function notedHead(args: Arguments): readonly Head[] {
  const typed = args.text("head");
  if (typed === null) return [];
  const [, n = "", hash = ""] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(typed) ?? [];
  if (n === "") {
    throw new TrailError(
      "configuration",
      `--head ${typed} is no head: write it as it was noted, a number, a colon and 64 hex digits.`,
    );
  }
  return [{ n: Number(n), hash }];
}

function documentOf({ body, hash }: Link): string {
  return `{"record":${body},"hash":"${hash}"}`;
}

/** `17  2026-11-20 12:00:00Z  ended  U0ALICE in C0INC  who-changed sg-1, yesterday: answered, 2 rows, $0.01`. */
function lineOf(record: AuditRecord): string {
  const { n, at, event, person, channel, outcome, rows, price, reason } = record;
  const cost = price === null || price === 0 ? [] : [`$${price.toFixed(2)}`];
  const ends = [...(outcome === null ? [] : [outcome]), ...(rows === null ? [] : [counted(rows, "row")]), ...cost];
  const parts = [
    String(n).padStart(6),
    `${at.slice(0, 19).replace("T", " ")}Z`,
    event.padEnd(11),
    `${person} in ${record.isPrivate ? "private, from " : ""}${channel}`,
    [whatOf(record), ends.join(", "), reason ?? ""].filter((part) => part !== "").join(": "),
  ];
  return visible(parts.join("  "));
}

function whatOf({ intent, params, window, words }: AuditRecord): string {
  if (intent === null) return words === null ? "" : JSON.stringify(words);
  return [intent, ...Object.values(params).flat(), window?.text ?? ""].filter((part) => part !== "").join(" ");
}
