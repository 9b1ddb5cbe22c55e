import { App, type Receiver } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { AuditLog } from "../access/audit/audit-log.ts";
import { createPlaces, type PlaceLimits } from "../access/places.ts";
import type { Rules } from "../access/decide.ts";
import { vetted } from "../catalog/catalog.ts";
import type { Clock } from "../clock.ts";
import { createJobLife, type JobLife } from "../jobs/job-life.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Log } from "../log.ts";
import type { Register } from "../register/register.ts";
import type { Trail } from "../trail.ts";
import type { AlertSettings } from "./alerts/alert-settings.ts";
import { createAlertCards } from "./alerts/cards.ts";
import { askOnArrival } from "./alerts/ask-on-arrival.ts";
import { createInvestigator } from "./alerts/investigator.ts";
import { createRedraws } from "./alerts/redraws.ts";
import { createTally, type Tally } from "./alerts/tally.ts";
import { createSlackWork } from "./answer-job.ts";
import { createAuditChannel } from "./audit-channel.ts";
import { createAuditor } from "./auditor.ts";
import type { Desk } from "./desk.ts";
import { createDirectory } from "./directory.ts";
import { watched, type Figures } from "./figures.ts";
import { createForms } from "./forms/forms.ts";
import { createIntake, type Intake } from "./intake.ts";
import { introduce } from "./introduce.ts";
import { libraryLogger } from "./library-logger.ts";
import { listenToAlerts } from "./listeners/alerts.ts";
import { listenToCommands } from "./listeners/commands.ts";
import { listenToForms } from "./listeners/form-events.ts";
import { listenToHome } from "./listeners/home.ts";
import { listenToMessages } from "./listeners/messages.ts";
import type { Own } from "./listeners/own.ts";
import { listenToPresses } from "./listeners/presses.ts";
import { homeView } from "./message/home.ts";
import { sentenceMessage } from "./message/words.ts";
import { COMMAND, SHORTCUTS } from "./names.ts";
import { createPresses } from "./presses.ts";
import { createHttpReceiver } from "./receiving/http-receiver.ts";
import { createSocketReceiver } from "./receiving/socket-receiver.ts";
import { createSayPrivately } from "./say-privately.ts";
import { createSender } from "./sending/sender.ts";
import { createRespond } from "./sending/respond.ts";
import { createWeb, webOptions } from "./sending/web.ts";
import { createSmallCommands } from "./small-commands.ts";
import { createSpending, type Budget } from "./spending.ts";
import type { Surface } from "./surface.ts";

/** How requests reach the bot. */
export type Receiving =
  | { readonly by: "socket"; readonly appToken: string; readonly connections: number }
  | { readonly by: "http"; readonly signingSecret: string; readonly port: number };

export interface SlackBotParts {
  readonly botToken: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  readonly receiving: Receiving;
  readonly trail: Trail;
  readonly store: JobStore;
  readonly register: Register;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process among those that share the store. */
  readonly owner: string;
  readonly newId: () => string;
  readonly spool: string;
  readonly csvRows: number;
  readonly deadlineMs: number;
  readonly places: PlaceLimits;
  readonly access: Rules;
  /** Dollars that one question may cost, and that may be spent on a day. */
  readonly budget: Budget;
  readonly audit: AuditLog;
  /** Where questions answered to one person alone, and the audit's head, are told of; null: nowhere. */
  readonly auditChannel: string | null;
  /** Hashes of the configuration and of the catalogue, for the audit. */
  readonly hashes: { readonly configuration: string; readonly catalogue: string };
  /** Whether the history of channels may be read (features.history). */
  readonly hasHistory: boolean;
  readonly alerts: AlertSettings;
  readonly figures: Figures;
  /** Told when Slack will never let this bot in again. */
  readonly refused: (cause: Error) => void;
}

/** The bot in Slack. */
export interface SlackBot {
  /** Connects, takes up what was left, and listens. Throws TrailError("configuration") for a token or scope that will not do. */
  start(): Promise<void>;
  /** Takes no more, lets what is in hand end for up to `ms` milliseconds, and leaves the rest to the next process. */
  stop(ms: number): Promise<void>;
  /**
   * Shows a message of the queue of alerts, by its id; when this resolves it may be deleted. Throws where it is not shown: it
   * must come again then.
   */
  takeAlert(text: string, id: string): Promise<void>;
  /** Notes the head of the audit in its channel, where one is named. */
  noteAuditHead(): Promise<void>;
  /** Jobs, and alerts, in hand. */
  inHand(): number;
  /** Port of the HTTP receiver, or 0; and how many sockets are open. */
  port(): number;
  sockets(): number;
}

export function createSlackBot(parts: SlackBotParts): SlackBot {
  const { apiUrl, botToken, clock, log, store } = parts;
  const web = createWeb({ token: botToken, apiUrl, logger: libraryLogger(log) });
  const desk = createDesk(parts, web);
  const life = createJobLife({
    store,
    clock,
    owner: parts.owner,
    newId: parts.newId,
    work: watched(createSlackWork(desk), parts.figures, clock, log),
    trouble: desk.trouble,
  });
  const receivers = createReceiver(parts);
  const tally = createTally();
  const intake = createIntake({ life, auditor: desk.auditor, clock, newId: parts.newId });
  const redraws = createRedraws(clock, desk.trouble);
  const cards = createAlertCards({
    desk,
    channel: parts.alerts.channel ?? "",
    role: parts.alerts.role,
    owner: parts.owner,
    redraws,
    counted: (outcome) => parts.figures.alert(outcome),
    posted: (card, ts) => askOnArrival(card, ts, desk, intake),
  });

  return {
    async start() {
      const own = await introduce(web, parts.hasHistory || parts.alerts.watch.length > 0);
      const app = new App({
        receiver: receivers.receiver,
        authorize: async () => ({ botToken, botId: own.bot, botUserId: own.user, teamId: own.team }),
        clientOptions: { ...webOptions(apiUrl), logger: libraryLogger(log) },
        logger: libraryLogger(log),
      });
      listen(app, createSurface(desk, life, own, intake, tally, parts), parts.alerts.watch.length > 0);
      life.start();
      await receivers.receiver.start();
    },
    async stop(ms) {
      const until = clock.now() + ms;
      await receivers.receiver.stop();
      redraws.end();
      await life.drain(ms);
      while (tally.count() + redraws.count() > 0 && clock.now() < until) await clock.after(LOOK_MS);
    },
    noteAuditHead: () => desk.auditChannel.noteHead(),
    takeAlert: (text, id) => tally.run(() => cards.take(text, id)),
    inHand: () => life.inHand() + tally.count() + redraws.count(),
    port: () => receivers.port(),
    sockets: () => receivers.sockets(),
  };
}

/** The channel and the budget of alerts that ask; null where none does. */
function askingAlerts({ channel, run, day }: AlertSettings): { readonly channel: string; readonly day: number } | null {
  return channel === null || Object.keys(run).length === 0 ? null : { channel, day };
}

/** How often it is looked whether all alerts are done, in milliseconds. */
const LOOK_MS = 50;

function listen(app: App, surface: Surface, isWatching: boolean): void {
  listenToCommands(app, COMMAND, surface);
  listenToMessages(app, surface);
  listenToPresses(app, surface);
  listenToForms(app, SHORTCUTS, surface);
  listenToHome(app, surface);
  listenToAlerts(app, SHORTCUTS.investigate, isWatching, surface);
  app.error(async (error) => surface.trouble("a listener failed", error));
}

function createDesk(parts: SlackBotParts, web: WebClient): Desk {
  const { apiUrl, clock, log, store, trail } = parts;
  const sender = createSender(web, clock, (method, outcome) => parts.figures.slackCall(method, outcome));
  const trouble: Desk["trouble"] = (what, cause) => log.error(what, { cause });
  return {
    trail,
    store,
    register: parts.register,
    clock,
    directory: createDirectory(sender, clock),
    post: {
      sender,
      hasHistory: parts.hasHistory,
      repeated: () => {
        parts.figures.repeated();
        log.warn("a message was posted again");
      },
    },
    uploading: { sender, hasHistory: parts.hasHistory, apiUrl },
    sayPrivately: createSayPrivately(sender, createRespond(apiUrl, fetch), () => clock.now()),
    places: createPlaces(parts.places),
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
    auditChannel: createAuditChannel({ channel: parts.auditChannel, log: parts.audit, sender, trouble }),
    auditor: createAuditor({ log: parts.audit, catalog: trail.catalog, clock, ...parts.hashes }),
    command: COMMAND,
    newId: parts.newId,
    spool: parts.spool,
    csvRows: parts.csvRows,
    deadlineMs: parts.deadlineMs,
    trouble,
  };
}

function createSurface(
  desk: Desk,
  life: JobLife,
  own: Own,
  intake: Intake,
  tally: Tally,
  parts: SlackBotParts,
): Surface {
  const { log, clock, store, trail } = parts;
  const forms = createForms(desk, intake);
  const dropped: Surface["dropped"] = (reason) => {
    parts.figures.dropped();
    log.info("a request was dropped", { reason });
  };
  const DAY = 86_400_000;
  return {
    own,
    clock,
    intake,
    forms,
    small: createSmallCommands(desk, life),
    presses: createPresses(desk, life, intake, forms),
    investigator: createInvestigator(desk, parts.alerts, tally, dropped),
    seen: (key) => store.keep(`seen:${key}`, true, clock.now() + DAY),
    tell: (ear, text) => desk.sayPrivately(ear, [sentenceMessage(text)]),
    async showHome(user) {
      await desk.post.sender.repeat(
        "views.publish",
        { user_id: user, view: homeView(vetted(trail.catalog), COMMAND) },
        { until: clock.now() + 30_000 },
      );
    },
    acked: (seconds) => parts.figures.ack(seconds),
    dropped,
    async turnedAway(doer, reason) {
      parts.figures.dropped();
      log.warn("a request was turned away", { reason, team: doer.team });
      await desk.auditor.turnedAway(doer, reason);
    },
    trouble: desk.trouble,
  };
}

function createReceiver({ receiving, apiUrl, clock, log, store, refused, figures }: SlackBotParts): {
  readonly receiver: Receiver;
  port(): number;
  sockets(): number;
} {
  const logger = libraryLogger(log);
  const dropped = (reason: string): void => {
    figures.dropped();
    log.warn("a request was dropped", { reason });
  };
  if (receiving.by === "http") {
    const isFresh = (signature: string, until: number): Promise<boolean> => store.keep(signature, true, until);
    const receiver = createHttpReceiver({ ...receiving, clock, logger, isFresh, dropped });
    return { receiver, port: () => receiver.port(), sockets: () => 0 };
  }
  const receiver = createSocketReceiver({ ...receiving, apiUrl, clock, logger, refused, dropped });
  return { receiver, port: () => 0, sockets: () => receiver.open() };
}
