import type { WebClient } from "@slack/web-api";
import { createPlaces } from "../access/places.ts";
import { createRechecks } from "../schedule/rechecks.ts";
import { createSchedules } from "../schedule/schedules.ts";
import type { AlertSettings } from "./alerts/alert-settings.ts";
import { createAuditChannel } from "./audit-channel.ts";
import { createAuditor } from "./auditor.ts";
import type { Desk } from "./desk.ts";
import { createDirectory } from "./directory.ts";
import { lockedOutBy } from "./locked-out.ts";
import { watchEngine } from "./home/engine-health.ts";
import { COMMAND } from "./names.ts";
import { createSayPrivately } from "./sending/say-privately.ts";
import { createSender, SlackRefused } from "./sending/sender.ts";
import { createRespond } from "./sending/respond.ts";
import { PATIENCE } from "./sending/web.ts";
import { createSpending } from "./spending.ts";
import type { SlackBotParts } from "./bot-parts.ts";

/** Makes what questions are answered with from the parts of the bot. */
export function createDesk(parts: SlackBotParts, web: WebClient): Desk {
  const { apiUrl, clock, log, store, trail } = parts;
  const sender = createSender(web, clock, (method, outcome, code) => {
    parts.figures.slackCall(method, outcome);
    const why = lockedOutBy(code);
    if (why !== null) parts.lockedOut(why, new SlackRefused(method, code ?? ""));
  });
  const trouble: Desk["trouble"] = (what, cause) => log.error(what, { cause });
  const watched = watchEngine(trail.engine, clock);
  return {
    trail: { ...trail, engine: watched.engine },
    engineHealth: () => watched.health(),
    store,
    register: parts.register,
    schedules: createSchedules(parts.register),
    rechecks: createRechecks(parts.register),
    clock,
    directory: createDirectory(sender, clock),
    hasEmail: parts.hasEmail,
    post: {
      sender,
      hasHistory: parts.hasHistory,
      repeated: () => {
        parts.figures.repeated();
        log.warn("a message was posted again");
      },
    },
    uploading: { sender, hasHistory: parts.hasHistory, apiUrl, clock, patience: (parts.patience ?? PATIENCE).bytes },
    sayPrivately: createSayPrivately(sender, createRespond(apiUrl, fetch), () => clock.now()),
    places: createPlaces({
      limits: parts.places,
      register: parts.register,
      clock,
      isOver: async (job) => (await store.get(job))?.ending !== null,
      trouble,
    }),
    placeLimits: parts.places,
    access: parts.access,
    budget: parts.budget,
    alerts: parts.alerts,
    spending: createSpending({
      store,
      engine: trail.engine,
      clock,
      alerts: askingAlerts(parts.alerts),
      ...parts.budget,
    }),
    auditChannel: createAuditChannel({ channel: parts.auditChannel, log: parts.audit, store, clock, sender, trouble }),
    auditor: createAuditor({ log: parts.audit, catalog: trail.catalog, clock, ...parts.hashes }),
    command: COMMAND,
    newId: parts.newId,
    spool: parts.spool,
    csvRows: parts.csvRows,
    deadlineMs: parts.deadlineMs,
    trouble,
  };
}

/** The channel and the budget of alerts that ask; null where none does. */
function askingAlerts({ channel, run, day }: AlertSettings): { readonly channel: string; readonly day: number } | null {
  return channel === null || Object.keys(run).length === 0 ? null : { channel, day };
}
