import { suggestionFor } from "../../alerts/suggest.ts";
import { instantOf } from "../../clock.ts";
import type { Desk } from "../desk.ts";
import type { Intake } from "../intake.ts";
import { StoredReady } from "../stored-ready.ts";
import { alertAsker } from "./alert-asker.ts";
import type { Card } from "./card.ts";

/**
 * Asks the one question that the configuration names for a kind of alert (alerts.run), below its card, once for each card.
 * Throws TrailError where the question cannot be written down.
 */
export async function askOnArrival(card: Card, ts: string, desk: Desk, intake: Intake): Promise<void> {
  const { alerts, clock, trail } = desk;
  const { alert, id } = card;
  if (alert === null || alert.state !== "alarm" || alerts.channel === null) return;
  const intent = trail.catalog.get(alerts.run[alert.kind] ?? "");
  if (intent?.status !== "vetted") return;
  const found = suggestionFor(alert, intent, instantOf(clock.now()));
  if (found === null) return;
  const { params, window } = found;
  const mark = { at: alert.at, title: alert.title };
  const ready = {
    status: "ready",
    intent: intent.id,
    params,
    window,
    include: [],
    limit: null,
    notes: [],
    alert: mark,
  };
  const taken = await intake.take({
    key: `alert:${id}`,
    asked: {
      surface: "alert",
      user: alertAsker(alert.kind),
      team: "",
      channel: alerts.channel,
      thread: ts,
      text: "",
      ready: StoredReady.parse(ready),
      isPrivate: false,
      isConfirmed: false,
      isFresh: false,
      responseUrl: null,
      at: clock.now(),
    },
  });
  intake.begin(taken);
}
