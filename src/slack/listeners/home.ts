import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Surface } from "../surface.ts";

const Opened = z.object({ user: z.string(), tab: z.string().optional() });

/** The home tab: what can be asked, and how. */
export function listenToHome(app: App, surface: Surface): void {
  app.event("app_home_opened", async ({ event }) => {
    const opened = Opened.safeParse(event);
    if (!opened.success || opened.data.tab === "messages") return;
    await surface.showHome(opened.data.user);
  });
}
