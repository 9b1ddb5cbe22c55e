import type { Row } from "../../engine/engine.ts";
import { TrailError } from "../../errors.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ledger } from "../../jobs/ledger.ts";
import type { Ready } from "../../question/interpretation.ts";
import type { Report } from "../../report/report.ts";
import type { Seen } from "../../schedule/schedules.ts";
import { createLook, type Difference, type Sight } from "../../schedule/sight.ts";
import { answerReady, type CsvSink } from "../../trail.ts";
import type { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { permit } from "../permit.ts";
import { questionOf } from "../question-of.ts";
import type { Showing } from "../showing.ts";
import { DIGEST_PARTS, digestParts, type DigestPart } from "./digest-parts.ts";
import { reachingBack } from "./run-due.ts";
import { tellingOf } from "./watch-rows.ts";

/** A part that may be asked, of which accounts (empty: all), and what it saw the last time. */
export interface AskedPart {
  readonly part: DigestPart;
  /** Its place among all parts: the same after a crash. */
  readonly index: number;
  readonly ready: Ready;
  readonly accounts: readonly string[];
  readonly before: Sight | null;
}

/** The answer to a part. */
export interface Section {
  readonly part: DigestPart;
  readonly ready: Ready;
  /** The first rows that belong there, new ones first. */
  readonly rows: readonly Row[];
  /** How many belong there. */
  readonly count: number;
  readonly difference: Difference | null;
  readonly sight: Sight;
  readonly report: Report | null;
  /** Why there is no answer, or null. */
  readonly failure: string | null;
}

/** Rows of a section. */
const MOST_ROWS = 5;
/** Steps that a part may have: its executions stand in the job behind those of the parts before. */
const MOST_STEPS = 5;

/** The parts that may be asked here, and a sentence for each that may not. Throws TrailError("refused") where none may. */
export async function mayAskParts(
  asked: Asked,
  ready: Ready,
  seen: Seen | null,
  desk: Desk,
  again: boolean,
): Promise<{ readonly parts: readonly AskedPart[]; readonly refusals: readonly string[] }> {
  const parts: AskedPart[] = [];
  const refusals: string[] = [];
  for (const [index, one] of digestParts(ready).entries()) {
    const part = DIGEST_PARTS[index];
    if (part === undefined) continue;
    const permitted = await permit(asked, one, desk, again && index === 0);
    if (!permitted.allowed) {
      refusals.push(permitted.reason);
      continue;
    }
    const before = seen?.parts[part.intent] ?? null;
    const reaching = tellingOf(part.intent, desk).isList ? reachingBack(one, seen) : one;
    parts.push({ part, index, ready: reaching, accounts: permitted.accounts, before });
  }
  if (parts.length === 0) throw new TrailError("refused", refusals[0] ?? "");
  return { parts, refusals: [...new Set(refusals)] };
}

/** Answers one part as executions of the digest's job. What fails by the part's own fault is its section. */
export async function answerPart(
  { part, index, ready, accounts, before }: AskedPart,
  held: HeldJob,
  asked: Asked,
  showing: Showing,
  desk: Desk,
): Promise<Section> {
  const look = createLook(before, tellingOf(part.intent, desk), ready.window.start ?? "");
  const [fresh, others]: [Row[], Row[]] = [[], []];
  let count = 0;
  const sink: CsvSink = {
    async rows(batch) {
      for (const row of batch.filter((one) => part.keeps(one))) {
        count += 1;
        const list = look.row(row) === "new" ? fresh : others;
        if (list.length < MOST_ROWS) list.push(row);
      }
    },
    end: async () => undefined,
  };
  const section = (report: Report | null, failure: string | null): Section => ({
    part,
    ready,
    rows: [...fresh, ...others].slice(0, MOST_ROWS),
    count,
    difference: look.difference(),
    sight: look.sight(),
    report,
    failure,
  });
  try {
    const question = questionOf({ ...asked, isConfirmed: true }, ready, accounts);
    const answer = await answerReady(ready, question, desk.trail, {
      signal: showing.signal,
      ledger: partLedger(held.ledger, index),
      estimated: () => undefined,
      state: (state, reached) =>
        showing.change({ state: state === "queued" ? "queued" : "running", reached, held: null }),
      held: (reason) => showing.change({ held: reason }),
      csv: async () => sink,
    });
    return answer.status === "answered" ? section(answer.report, null) : section(null, "it was asked back.");
  } catch (cause) {
    const isOwn = cause instanceof TrailError && (cause.code === "engine-user" || cause.code === "refused");
    if (!isOwn || showing.signal.aborted) throw cause;
    return section(null, cause.message);
  }
}

function partLedger(ledger: Ledger, index: number): Ledger {
  return { ...ledger, open: (step) => ledger.open(index * MOST_STEPS + step) };
}
