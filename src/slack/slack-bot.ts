import { App } from "@slack/bolt";
import { TrailError } from "../errors.ts";
import { createJobLife } from "../jobs/job-life.ts";
import { createAlertCards } from "./alerts/cards.ts";
import { askOnArrival } from "./alerts/ask-on-arrival.ts";
import { createRedraws } from "./alerts/redraws.ts";
import { createTally } from "./alerts/tally.ts";
import { createSlackWork } from "./answer-job.ts";
import { watched } from "./figures.ts";
import { createIntake } from "./intake.ts";
import { introduceWhenThere } from "./introduce.ts";
import { libraryLogger } from "./library-logger.ts";
import { listenToAlerts } from "./listeners/alerts.ts";
import { listenToCommands } from "./listeners/commands.ts";
import { listenToForms } from "./listeners/form-events.ts";
import { listenToHome } from "./listeners/home.ts";
import { listenToMessages } from "./listeners/messages.ts";
import { listenToPresses } from "./listeners/presses.ts";
import { COMMAND, scopesOf, SHORTCUTS } from "./names.ts";
import { recheckDue } from "./recurring/recheck.ts";
import { runDue } from "./recurring/run-due.ts";
import { createWeb, PATIENCE, webOptions } from "./sending/web.ts";
import type { Surface } from "./surface.ts";
import type { SlackBotParts } from "./bot-parts.ts";
import { createDesk } from "./create-desk.ts";
import { createReceiver } from "./create-receiver.ts";
import { createSurface } from "./create-surface.ts";

/** How long connections to Slack may take to close, in milliseconds. */
const CLOSING_MS = 1000;

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

/** Makes the bot; nothing happens before it is started. */
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
