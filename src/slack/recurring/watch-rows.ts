import { isList } from "../../catalog/catalog.ts";
import { instantOf, millisecondsOf } from "../../clock.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ready } from "../../question/interpretation.ts";
import { createLook, type Look, type Sight, type Telling } from "../../schedule/sight.ts";
import { DELIVERY_LAG_MS } from "../../trail.ts";
import type { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { asItIs, type Watch } from "./told.ts";
import { keepSight, sightOf, watchAgain } from "./watch-again.ts";
import { watchRun } from "./watch-run.ts";

/** What watches the rows of an answer: against the last run, against an earlier answer, or so that it can be looked at again; null: nothing does. */
export async function watchRows(held: HeldJob, asked: Asked, ready: Ready, desk: Desk): Promise<Watch | null> {
  const { against } = asked;
  const look = (before: Sight | null): Look =>
    createLook(before, tellingOf(ready.intent, desk), ready.window.start ?? instantOf(0));
  if (against?.is === "schedule") return watchRun(held, asked, ready, against.number, look, desk);
  if (against?.is === "answer") return watchAgain(look(await sightOf(against.job, desk)));
  if (!isComing(ready, asked.at)) return null;
  return watchOnly(look(null), (sight) => keepSight(held.job.id, sight, desk));
}

/** Whether logs of a window may still come at a moment. */
export function isComing({ window }: Ready, at: number): boolean {
  return millisecondsOf(window.end) + DELIVERY_LAG_MS > at;
}

/** How the rows of an intent are told apart. */
export function tellingOf(id: string, { trail }: Pick<Desk, "trail">): Telling {
  const intent = trail.catalog.get(id);
  return intent === undefined ? { isList: false, key: [] } : { isList: isList(intent), key: intent.key };
}

function watchOnly(look: Look, keep: (sight: Sight) => Promise<void>): Watch {
  return {
    csv: (sink) => ({
      async rows(batch) {
        for (const row of batch) look.row(row);
        await sink.rows(batch);
      },
      end: () => sink.end(),
    }),
    async tell(report) {
      await keep(look.sight());
      return asItIs(report);
    },
  };
}
