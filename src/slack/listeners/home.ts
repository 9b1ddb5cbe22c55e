import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Surface } from "../surface.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";

const Opened = z.object({ user: z.string(), tab: z.string().optional() });

/** The home tab: what can be asked, and how. Drawn after Slack was told that the event came. */
export function listenToHome(app: App, surface: Surface): void {
  app.event("app_home_opened", async ({ event, body }) => {
    const opened = Opened.safeParse(event);
    if (!opened.success || opened.data.tab === "messages") return;
    const { user } = opened.data;
    if (!isForUs(surface.own, body.team_id, body.api_app_id))
      return surface.turnedAway(doerOf("home", { user, team: body.team_id, channel: "" }), NOT_OURS);
    void surface.showHome(user).catch((cause: unknown) => surface.trouble("the home tab could not be drawn", cause));
  });
}
