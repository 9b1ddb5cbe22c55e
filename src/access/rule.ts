/** One rule of who may ask what, where. A part that is left out matches everything, but for `channels`. */
export interface AccessRule {
  /** Ids of channels; `dm` stands for direct messages. Left out: every channel, and no direct message. */
  readonly channels?: readonly string[] | undefined;
  /** Ids of people and of user groups (S…). Left out: every full member. */
  readonly who?: readonly string[] | undefined;
  /** Ids of intents, with `*` for any characters. */
  readonly intents?: readonly string[] | undefined;
  /** Account ids or names: nothing else is shown. */
  readonly accounts?: readonly string[] | undefined;
}

/** What Slack says of somebody, as far as it decides what they may see. */
export interface Somebody {
  readonly id: string;
  readonly isGuest: boolean;
  /** Of another workspace or organization. */
  readonly isStranger: boolean;
  readonly isDeactivated: boolean;
  readonly isBot: boolean;
}

/** Who asks, where, for what, and who will read the answer. */
export interface AccessRequest {
  readonly person: Somebody;
  readonly channel: {
    readonly id: string;
    readonly kind: "public" | "private" | "direct";
    readonly isExternallyShared: boolean;
    readonly isArchived: boolean;
  };
  /** Whether a private channel is still theirs; always where anybody may join. */
  readonly isMember: boolean;
  /** Those user groups of the rules in which the person is. */
  readonly groups: readonly string[];
  /** Handles of the rules' user groups by id, as far as Slack says. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** Null: a question that was not understood, which is answered with words alone. */
  readonly intent: string | null;
  /** Account ids asked for; empty: none in particular. */
  readonly accounts: readonly string[];
  /** Who is where the answer is posted, the asker included; empty: nobody but the asker. */
  readonly readers: readonly Somebody[];
}

/** Whether a question may be asked, and of which accounts (empty: all), or one sentence that says what to do. */
export type AccessDecision =
  | { readonly allowed: true; readonly accounts: readonly string[] }
  | { readonly allowed: false; readonly reason: string };
