import type { Row } from "../../engine/engine.ts";
import { DEFAULT_LIMIT, type Report } from "../../report/report.ts";
import { differenceInWords, Sight, type Difference, type Look } from "../../schedule/sight.ts";
import type { Desk } from "../desk.ts";
import { asItIs, type Told, type Watch } from "./told.ts";

/** As long as its button works, in milliseconds. */
const KEPT_MS = 7 * 86_400_000;

/** Keeps what an answer showed, so that it can be looked at again. */
export async function keepSight(
  job: string,
  sight: Sight,
  { store, clock }: Pick<Desk, "store" | "clock">,
): Promise<void> {
  await store.keep(`sight:${job}`, sight, clock.now() + KEPT_MS);
}

/** What an answer showed, or null. */
export async function sightOf(job: string, { store, clock }: Pick<Desk, "store" | "clock">): Promise<Sight | null> {
  return Sight.safeParse(await store.kept(`sight:${job}`, clock.now())).data ?? null;
}

/** Lets through what is new or has other figures than in the earlier answer; where that cannot be told, everything. */
export function watchAgain(look: Look): Watch {
  const fresh: Row[] = [];
  const isFresh = (row: Row): boolean => {
    const news = look.row(row);
    if (news === "same") return false;
    if (fresh.length < DEFAULT_LIMIT) fresh.push(row);
    return true;
  };
  return {
    csv: (sink) => ({ rows: async (batch) => sink.rows(batch.filter(isFresh)), end: () => sink.end() }),
    async tell(report) {
      const difference = look.difference();
      return difference === null ? asItIs(withHeadline(report, "")) : newOnly(report, fresh, difference);
    },
  };
}

function newOnly(report: Report, fresh: readonly Row[], difference: Difference): Told {
  const ids = new Set(fresh.map((row) => row["eventid"]));
  const changed = difference.changed === 0 || report.isList ? "" : `, ${difference.changed} of them with other figures`;
  const told = withHeadline(report, `${differenceInWords(difference)}${changed}`);
  const rowCount = difference.new + (report.isList ? 0 : difference.changed);
  return {
    ...asItIs({
      ...told,
      rows: fresh,
      rowCount,
      breakdown: null,
      findings: report.findings.filter(({ eventids }) => eventids.some((id) => ids.has(id))),
    }),
    posts: rowCount === 0 ? "headline" : "all",
  };
}

function withHeadline(report: Report, words: string): Report {
  const found = words === "" ? report.headline : `${words}.`;
  return { ...report, headline: `Looked at again, now that all logs have come: ${found}` };
}
