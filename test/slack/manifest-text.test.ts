import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { manifestText } from "../../src/slack/manifest.ts";
import { EMAIL_SCOPES, EVENTS, HISTORY_SCOPES, SCOPES, WATCH_EVENTS } from "../../src/slack/names.ts";

const SHIPPED: unknown = parse(readFileSync(join(import.meta.dirname, "../../manifest.yml"), "utf8"));
const URL = "https://trail.example.com/slack/events";

it("is manifest.yml where nothing else is chosen", () => {
  expect(parse(manifestText({ history: false, email: false, watch: false, requestUrl: null }))).toEqual(SHIPPED);
});

it("asks for the scopes of features besides, and changes nothing else", () => {
  const text = manifestText({ history: true, email: true, watch: false, requestUrl: null });
  const optional = [...HISTORY_SCOPES, ...EMAIL_SCOPES];
  const bot = [...Object.keys(SCOPES), ...optional].toSorted();
  expect(parse(text)).toMatchObject({ oauth_config: { scopes: { bot } } });
  const without = text.split("\n").filter((line) => !optional.some((scope) => line.endsWith(`- ${scope}`)));
  expect(parse(without.join("\n"))).toEqual(SHIPPED);
});

it("asks for the messages of channels where some are watched, which need the same scopes", () => {
  expect(parse(manifestText({ history: false, email: false, watch: true, requestUrl: null }))).toMatchObject({
    oauth_config: { scopes: { bot: [...Object.keys(SCOPES), ...HISTORY_SCOPES].toSorted() } },
    settings: { event_subscriptions: { bot_events: [...EVENTS, ...WATCH_EVENTS].toSorted() } },
  });
});

it("sends events, presses and commands to the address instead of through Socket Mode", () => {
  const text = manifestText({ history: false, email: false, watch: false, requestUrl: URL });
  expect(parse(text)).toMatchObject({
    features: { slash_commands: [{ command: "/trail", url: URL }] },
    settings: {
      event_subscriptions: { request_url: URL, bot_events: expect.arrayContaining(["app_mention"]) },
      interactivity: { is_enabled: true, request_url: URL },
      socket_mode_enabled: false,
    },
  });
  const without = text.split("\n").filter((line) => !line.includes(URL));
  expect(parse(without.join("\n").replace("socket_mode_enabled: false", "socket_mode_enabled: true"))).toEqual(SHIPPED);
});
