import { App, type Receiver } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { AuditLog } from "../access/audit/audit-log.ts";
import type { PlaceLimits } from "../access/line.ts";
import { createPlaces } from "../access/places.ts";
import type { Rules } from "../access/decide.ts";
import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";
import { createJobLife, type JobLife } from "../jobs/job-life.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Log } from "../log.ts";
import type { Register } from "../register/register.ts";
import { createRechecks } from "../schedule/rechecks.ts";
import { createSchedules } from "../schedule/schedules.ts";
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
import { introduceWhenThere } from "./introduce.ts";
import { libraryLogger } from "./library-logger.ts";
import { listenToAlerts } from "./listeners/alerts.ts";
import { listenToCommands } from "./listeners/commands.ts";
import { listenToForms } from "./listeners/form-events.ts";
import { listenToHome } from "./listeners/home.ts";
import { listenToMessages } from "./listeners/messages.ts";
import type { Own } from "./listeners/own.ts";
import { listenToPresses } from "./listeners/presses.ts";
import { lockedOutBy, type LockedOut } from "./locked-out.ts";
import { watchEngine } from "./home/engine-health.ts";
import { createHomes } from "./home/homes.ts";
import { sentenceMessage } from "./message/words.ts";
import { COMMAND, scopesOf, SHORTCUTS } from "./names.ts";
import { createPresses } from "./presses.ts";
import { recheckDue } from "./recurring/recheck.ts";
import { runDue } from "./recurring/run-due.ts";
import { createScheduleCommands } from "./recurring/schedule-commands.ts";
import { createHttpReceiver } from "./receiving/http-receiver.ts";
import { createSocketReceiver } from "./receiving/socket-receiver.ts";
import { createSayPrivately } from "./sending/say-privately.ts";
import { createSender, SlackRefused } from "./sending/sender.ts";
import { createRespond } from "./sending/respond.ts";
import { createWeb, PATIENCE, webOptions, type Patience } from "./sending/web.ts";
import { createSmallCommands } from "./small-commands.ts";
import { createSpending, type Budget } from "./spending.ts";
import type { Surface } from "./surface.ts";

/** How long a request over HTTP waits for the store, in milliseconds, before it is looked at: Slack gives 3 s in all. */
const STORE_PATIENCE = 800;

/** How long connections to Slack may take to close, in milliseconds. */
const CLOSING_MS = 1000;

/** How requests reach the bot. */
export type Receiving =
  | { readonly by: "socket"; readonly appToken: string; readonly connections: number }
  | { readonly by: "http"; readonly signingSecret: string; readonly port: number };

export interface SlackBotParts {
  readonly botToken: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  /** How long Slack may take to answer. Left out: ten seconds for a call. */
  readonly patience?: Patience;
  readonly receiving: Receiving;
  readonly trail: Trail;
  readonly store: JobStore;
  readonly register: Register;
  readonly clock: Clock;
  /** The machine's steady clock, see steadyNow: by it processes hold their questions. */
  readonly steady: () => number;
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
  /** Whether people may be found by their e-mail (features.email). */
  readonly hasEmail: boolean;
  readonly alerts: AlertSettings;
  readonly figures: Figures;
  /** Told when Slack will not let this process in any more, perhaps more than once. */
  readonly lockedOut: (why: LockedOut, cause: Error) => void;
}

/** The bot in Slack. */
export interface SlackBot {
  /**
   * Connects, takes up what was left, and listens; waits where Slack cannot be reached. Throws TrailError("configuration")
   * for a token or scope that will not do.
   */
  start(): Promise<void>;
  /**
   * Takes no more, lets what is in hand end for up to `ms` milliseconds, and leaves the rest to the next process; some
   * seconds later this is over, whatever hangs.
   */
  stop(ms: number): Promise<void>;
  /** Stops every question in hand and its queries, since nobody can be told an answer any more. */
  abandon(): void;
  /** Begins what is due by schedule, and what is to be looked at again. */
  runDue(): Promise<void>;
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
  const { apiUrl, botToken, clock, log, store, patience = PATIENCE } = parts;
  const web = createWeb({
    token: botToken,
    apiUrl,
    logger: libraryLogger(log),
    patience,
    dated: () => parts.figures.dated(),
  });
  const desk = createDesk(parts, web);
  const life = createJobLife({
    store,
    clock,
    steady: parts.steady,
    owner: parts.owner,
    newId: parts.newId,
    work: watched(createSlackWork(desk), parts.figures, clock, log),
    trouble: desk.trouble,
  });
  const intake = createIntake({ life, auditor: desk.auditor, clock, newId: parts.newId });
  const receivers = createReceiver(parts);
  const tally = createTally();
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
  const isWatching = parts.alerts.watch.length > 0;
  const scopes = scopesOf({ history: parts.hasHistory, email: parts.hasEmail, watch: isWatching });
  const over = new AbortController();

  return {
    async start() {
      const own = await introduceWhenThere(web, scopes, {
        clock,
        signal: over.signal,
        away: (cause, ms) => log.warn("Slack cannot be reached: it is asked again", { cause, ms }),
      });
      const app = new App({
        receiver: receivers.receiver,
        authorize: async () => ({ botToken, botId: own.bot, botUserId: own.user, teamId: own.team }),
        clientOptions: { ...webOptions(apiUrl, patience), logger: libraryLogger(log) },
        logger: libraryLogger(log),
      });
      listen(app, createSurface(desk, life, intake, tally, own, parts), isWatching);
      life.start();
      await receivers.receiver.start();
    },
    async stop(ms) {
      const until = clock.now() + ms;
      over.abort();
      const closed = receivers.receiver.stop();
      redraws.end();
      await life.drain(ms);
      while (tally.count() + redraws.count() > 0 && clock.now() < until) await clock.after(LOOK_MS);
      await Promise.race([closed, clock.after(CLOSING_MS)]);
    },
    abandon: () =>
      life.stopAll(new TrailError("cancelled", "Trail was removed from this workspace: its questions were stopped.")),
    async runDue() {
      await runDue(desk, intake);
      await recheckDue(desk, intake);
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
  app.error(async (error) => {
    surface.trouble("a listener failed", error);
    // The receiver must know: an event that was not written down is not acknowledged.
    throw error;
  });
}

function createDesk(parts: SlackBotParts, web: WebClient): Desk {
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

function createSurface(
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
  const DAY = 86_400_000;
  return {
    own,
    clock,
    intake,
    forms,
    small: createSmallCommands(desk, life),
    presses: createPresses(desk, life, intake, schedules, forms),
    schedules,
    investigator: createInvestigator(desk, parts.alerts, tally, dropped),
    seen: (key) => store.keep(`seen:${key}`, true, clock.now() + DAY),
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

/** How long a request may take to arrive, and a socket may be silent, in milliseconds. */
const HTTP_PATIENCE = 10_000;
const SOCKET_SILENCE = 5000;

function createReceiver({ receiving, apiUrl, clock, log, store, lockedOut, figures }: SlackBotParts): {
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
    // A store that does not say lets the request pass: what it asks for is refused in words where it cannot be written down.
    const isFresh = async (signature: string, until: number): Promise<boolean> =>
      Promise.race([
        store.keep(signature, true, until).catch(() => true),
        clock.after(STORE_PATIENCE).then(() => true),
      ]);
    const receiver = createHttpReceiver({ ...receiving, patience: HTTP_PATIENCE, clock, logger, isFresh, dropped });
    return { receiver, port: () => receiver.port(), sockets: () => 0 };
  }
  const refused = (cause: TrailError, code: string): void =>
    lockedOut(lockedOutBy(code) === "removed" ? "removed" : "settings", cause);
  const receiver = createSocketReceiver({
    ...receiving,
    silence: SOCKET_SILENCE,
    apiUrl,
    clock,
    random: Math.random,
    logger,
    refused,
    dropped,
  });
  return { receiver, port: () => 0, sockets: () => receiver.open() };
}
