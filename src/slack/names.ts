/** Names that the code and the app's manifest share. */

/** The slash command. */
export const COMMAND = "/trail";
/** callback_ids: from anywhere, and on a message. */
export const SHORTCUTS = { ask: "ask", askAbout: "ask-about-message", investigate: "investigate-alert" } as const;

/** Scopes that the bot needs, and for what. https://docs.slack.dev/reference/scopes */
export const SCOPES = {
  "app_mentions:read": "questions in mentions",
  "channels:read": "whether a channel is shared with another organization",
  "chat:write": "answers",
  commands: "the slash command and the shortcuts",
  "files:write": "CSV files",
  "groups:read": "the same for private channels",
  "im:history": "questions in direct messages",
  "im:write": "private answers",
  "usergroups:read": "who may ask, by user group",
  "users:read": "the asker's time zone, and whether they are a guest",
} as const;

/** Scopes with which messages are read: one of our own whose post was answered by silence (features.history), those of bots (alerts.watch). */
export const HISTORY_SCOPES = ["channels:history", "groups:history"] as const;

/** The scope with which people are found by their e-mail (features.email). */
export const EMAIL_SCOPES = ["users:read.email"] as const;

/** Scopes that features which are on need besides. */
export function scopesOf({
  history,
  email,
  watch,
}: {
  readonly history: boolean;
  readonly email: boolean;
  readonly watch: boolean;
}): readonly string[] {
  return [...(history || watch ? HISTORY_SCOPES : []), ...(email ? EMAIL_SCOPES : [])];
}

/** Events that the bot subscribes to. */
export const EVENTS = ["app_home_opened", "app_mention", "message.im"] as const;

/** Events besides, where channels are watched (alerts.watch). */
export const WATCH_EVENTS = ["message.channels", "message.groups"] as const;
