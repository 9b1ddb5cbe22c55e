import type { App } from "@slack/bolt";
import { z } from "zod";
import { HOME_ASK, HOME_CANCEL } from "../message/home.ts";
import type { Surface } from "../surface.ts";
import { directEar, doerOf, isForUs, NOT_OURS } from "./own.ts";
import { acknowledge, orTell } from "./reason-to-asker.ts";

const Opened = z.object({ user: z.string(), tab: z.string().optional() });
const Acted = z.object({
  api_app_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string() }),
  actions: z.array(z.object({ action_ts: z.string(), value: z.string().nullish() })).min(1),
});

/** The home tab: drawn when it is opened, after Slack was told that the event came; its box and its buttons. */
export function listenToHome(app: App, surface: Surface): void {
  app.event("app_home_opened", async ({ event, body }) => {
    const opened = Opened.safeParse(event);
    if (!opened.success || opened.data.tab === "messages") return;
    const { user } = opened.data;
    if (!isForUs(surface.own, body.team_id, body.api_app_id))
      return surface.turnedAway(doerOf("home", { user, team: body.team_id, channel: "" }), NOT_OURS);
    void surface.homes
      .show(user, surface.own.team)
      .catch((cause: unknown) => surface.trouble("the home tab could not be drawn", cause));
  });

  app.action({ type: "block_actions", action_id: HOME_ASK }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    await acted(body, surface, async ({ user, team, value, at }) => {
      if (value.trim() !== "") await surface.homes.ask(user, team, value, `home:${user}:${at}`);
    });
  });

  app.action({ type: "block_actions", action_id: HOME_CANCEL }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    await acted(body, surface, ({ user, team, value }) => surface.homes.cancel(user, team, value));
  });
}

/** What somebody did on their home tab. */
interface Act {
  readonly user: string;
  readonly team: string;
  readonly value: string;
  /** Slack's own mark of it: the same for a second delivery. */
  readonly at: string;
}

async function acted(body: unknown, surface: Surface, work: (act: Act) => Promise<void>): Promise<void> {
  const parsed = Acted.safeParse(body);
  if (!parsed.success) return surface.dropped("act on the home tab of another shape");
  const { user, team, api_app_id: app, actions } = parsed.data;
  if (!isForUs(surface.own, team?.id, app))
    return surface.turnedAway(doerOf("home", { user: user.id, team: team?.id ?? "", channel: "" }), NOT_OURS);
  const act = {
    user: user.id,
    team: surface.own.team,
    value: actions[0]?.value ?? "",
    at: actions[0]?.action_ts ?? "",
  };
  await orTell(directEar(user.id), surface, () => work(act));
}
