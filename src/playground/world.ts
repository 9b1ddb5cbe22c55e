/** The things that a workspace consists of, as people see them. */

/** A block of Block Kit as it was posted; checked by the limits before it gets here. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Person {
  readonly id: string;
  /** As in a mention: alice. */
  readonly name: string;
  readonly realName: string;
  /** IANA zone; null for a bot. */
  readonly zone: string | null;
  readonly isBot: boolean;
  /** A guest: multi-channel, or with `isSingleChannelGuest` of one channel. */
  readonly isGuest: boolean;
  readonly isSingleChannelGuest: boolean;
  /** From another workspace, met in a shared channel. */
  readonly isStranger: boolean;
  readonly isDeactivated: boolean;
  readonly team: string;
  readonly email: string | null;
}

export interface Channel {
  readonly id: string;
  /** Without #; the person's name for a direct message. */
  readonly name: string;
  readonly kind: "public" | "private" | "direct";
  readonly members: readonly string[];
  readonly isArchived: boolean;
  /** Shared with another organization, or about to be. */
  readonly isExternallyShared: boolean;
  readonly isPendingExternallyShared: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly members: readonly string[];
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** ts of the root; null for a message that is none's reply. */
  readonly thread: string | null;
  readonly user: string;
  readonly botId: string | null;
  /** As sent: mrkdwn, escaped. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** As another app sent them; the page does not draw them. */
  readonly attachments?: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly files: readonly FileShare[];
  /** Null for everybody; otherwise the only person who sees it. */
  readonly onlyFor: string | null;
  readonly isEdited: boolean;
}

export interface FileShare {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly bytes: number;
  /** Where it is shared; both null until the upload is completed. */
  readonly channel: string | null;
  readonly thread: string | null;
}

/** A modal or a home tab. */
export interface View {
  readonly id: string;
  readonly hash: string;
  readonly type: "modal" | "home";
  readonly callbackId: string;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly privateMetadata: string;
  readonly blocks: readonly Block[];
  /** What is filled in, by block_id and action_id, as Slack sends it. */
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** block_id -> what is wrong, after a submission that was sent back. */
  readonly errors: Readonly<Record<string, string>>;
}

/** One call of a Web API method. */
export interface Call {
  readonly method: string;
  readonly at: number;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** Slack's error code, or null. */
  readonly error: string | null;
}
