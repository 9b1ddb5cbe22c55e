import { stringify } from "yaml";
import { COMMAND, EVENTS, SCOPES, scopesOf, SHORTCUTS, WATCH_EVENTS } from "./names.ts";

/** What the app is to do beside the usual. */
export interface ManifestChoice {
  /** Looks for a message before it posts it again (features.history). */
  readonly history: boolean;
  /** Finds people by their e-mail (features.email). */
  readonly email: boolean;
  /** Answers the alerts of bots in some channels without being asked (alerts.watch). */
  readonly watch: boolean;
  /** Where Slack reaches the bot over HTTP; null: Socket Mode. */
  readonly requestUrl: string | null;
}

/** The manifest of the Slack app as YAML, with the least scopes. https://docs.slack.dev/reference/app-manifest */
export function manifestText({ history, email, watch, requestUrl }: ManifestChoice): string {
  const url = requestUrl === null ? {} : { url: requestUrl };
  const requests = requestUrl === null ? {} : { request_url: requestUrl };
  return stringify({
    _metadata: { major_version: 2 },
    display_information: {
      name: "Trail",
      description: "Answers questions about AWS CloudTrail logs with reviewed SQL.",
      background_color: "#2b1c3a",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "trail", always_online: true },
      shortcuts: [
        {
          name: "Ask Trail",
          type: "global",
          callback_id: SHORTCUTS.ask,
          description: "Opens a form for a question about your CloudTrail logs.",
        },
        {
          name: "Ask Trail about this",
          type: "message",
          callback_id: SHORTCUTS.askAbout,
          description: "Opens the form with the id that the message mentions.",
        },
        {
          name: "Investigate this alert",
          type: "message",
          callback_id: SHORTCUTS.investigate,
          description: "Replies in the message's thread with the questions that fit it.",
        },
      ],
      slash_commands: [
        {
          command: COMMAND,
          ...url,
          description: "Ask your CloudTrail logs",
          usage_hint: "who changed sg-5887f224 yesterday",
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...Object.keys(SCOPES), ...scopesOf({ history, email, watch })].toSorted() } },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...EVENTS, ...(watch ? WATCH_EVENTS : [])].toSorted() },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === null,
      token_rotation_enabled: false,
    },
  });
}
