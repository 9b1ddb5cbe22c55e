import type { JobLife } from "../jobs/job-life.ts";
import { createInvestigator } from "./alerts/investigator.ts";
import type { Tally } from "./alerts/tally.ts";
import type { Desk } from "./desk.ts";
import { createForms } from "./forms/forms.ts";
import type { Intake } from "./intake.ts";
import type { Own } from "./listeners/own.ts";
import { createHomes } from "./home/homes.ts";
import { sentenceMessage } from "./message/words.ts";
import { createPresses } from "./presses.ts";
import { createScheduleCommands } from "./recurring/schedule-commands.ts";
import { createSmallCommands } from "./small-commands.ts";
import type { Surface } from "./surface.ts";
import type { SlackBotParts } from "./bot-parts.ts";

/** How long deliveries are told from new ones, in milliseconds. */
const SEEN_LIFE = 86_400_000;

/** Makes what the listeners need from the desk and the parts of the bot. */
export function createSurface(
  desk: Desk,
  life: JobLife,
  intake: Intake,
  tally: Tally,
  own: Own,
  parts: SlackBotParts,
): Surface {
  const { log, clock, store } = parts;
  const schedules = createScheduleCommands(desk, intake);
  const forms = createForms(desk, intake);
  const dropped: Surface["dropped"] = (reason) => {
    parts.figures.dropped();
    log.info("a request was dropped", { reason });
  };
  return {
    own,
    clock,
    intake,
    forms,
    small: createSmallCommands(desk, life),
    presses: createPresses(desk, life, intake, schedules, forms),
    schedules,
    investigator: createInvestigator(desk, parts.alerts, tally, dropped),
    seen: (key) => store.keep(`seen:${key}`, true, clock.now() + SEEN_LIFE),
    tell: (ear, text) => desk.sayPrivately(ear, [sentenceMessage(text)]),
    homes: createHomes(desk, life, intake),
    acked: (seconds) => parts.figures.ack(seconds),
    dropped,
    async turnedAway(doer, reason) {
      parts.figures.dropped();
      log.warn("a request was turned away", { reason, team: doer.team });
      await desk.auditor.turnedAway(doer, reason);
    },
    fault(what, cause) {
      const reference = parts.newId().slice(0, 8);
      log.error(what, { reference, cause });
      return reference;
    },
    trouble: desk.trouble,
  };
}
