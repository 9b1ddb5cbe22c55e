import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { COMMAND, EVENTS, SCOPES, SHORTCUTS } from "../src/slack/names.ts";

const ROOT = join(import.meta.dirname, "..");
const Manifest = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    shortcuts: z.array(
      z.object({ name: z.string().max(24), type: z.enum(["global", "message"]), callback_id: z.string() }),
    ),
    slash_commands: z.array(z.object({ command: z.string().max(32), should_escape: z.literal(true) })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.literal(true),
  }),
});
const manifest = Manifest.parse(parse(readFileSync(join(ROOT, "manifest.yml"), "utf8")));

/** What an event or a feature cannot be without. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
  app_home_opened: [],
  command: ["commands"],
  posting: ["chat:write", "files:write", "im:write"],
  "who asks, and where": ["users:read", "usergroups:read", "channels:read", "groups:read"],
};

describe("the manifest", () => {
  it("asks for the scopes that the code needs, and no more", () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(SCOPES).toSorted());
    expect(new Set(Object.values(NEEDS).flat())).toEqual(new Set(manifest.oauth_config.scopes.bot));
  });

  it("names the events, the command and the shortcuts to which the code listens", () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...EVENTS].toSorted());
    expect(EVENTS.every((event) => Object.hasOwn(NEEDS, event))).toBe(true);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([COMMAND]);
    expect(manifest.features.shortcuts.map(({ type, callback_id: id }) => [type, id])).toEqual([
      ["global", SHORTCUTS.ask],
      ["message", SHORTCUTS.askAbout],
      ["message", SHORTCUTS.investigate],
    ]);
  });
});
