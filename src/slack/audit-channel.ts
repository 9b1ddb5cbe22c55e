import type { AuditLog } from "../access/audit/audit-log.ts";
import type { Clock } from "../clock.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ready } from "../question/interpretation.ts";
import { counted } from "../report/words.ts";
import type { Asked } from "./asked.ts";
import { richSection, richText, richUser } from "./message/pieces.ts";
import type { Draft } from "./message/draft.ts";
import { sentenceMessage } from "./message/words.ts";
import { mrkdwn } from "./sending/mrkdwn.ts";
import { sayToAll } from "./sending/say-to-all.ts";
import type { Sender } from "./sending/sender.ts";

/** The channel in which questions that others do not see are told of, and where the audit's head is noted each hour. */
export interface AuditChannel {
  /** Tells who asked which question for themselves alone; no words, no values. */
  tellPrivate(held: HeldJob, asked: Asked, ready: Ready): Promise<void>;
  /** Notes the head of the audit, where something was added since the last time, whichever process noted it. */
  noteHead(): Promise<void>;
}

export interface AuditChannelParts {
  /** Id of the channel; null: nothing is told. */
  readonly channel: string | null;
  readonly log: AuditLog;
  readonly store: Pick<JobStore, "keep">;
  readonly clock: Pick<Clock, "now">;
  readonly sender: Sender;
  readonly trouble: (what: string, cause: unknown) => void;
}

/** How long it is known that a head was noted, in milliseconds. */
const NOTED_MS = 90 * 86_400_000;

export function createAuditChannel({ channel, log, store, clock, sender, trouble }: AuditChannelParts): AuditChannel {
  /** The audit itself holds it all: where Slack does not take the message, whoever runs Trail is told. */
  const post = async (to: string, draft: Draft): Promise<void> => {
    await sayToAll(sender, { channel: to, thread: null }, draft).catch((cause: unknown) =>
      trouble("the audit's channel could not be told", cause),
    );
  };

  return {
    async tellPrivate(held, asked, { intent }) {
      if (channel === null || !(asked.isPrivate || asked.channel.startsWith("D"))) return;
      await held.once("audit-channel", async () => {
        const words = ` asked ${intent}, answered to them alone (question ${held.job.id}).`;
        const blocks = [richSection([richUser(asked.user), richText(words)])];
        await post(channel, { text: mrkdwn(`${asked.user}${words}`), blocks });
        return null;
      });
    },
    async noteHead() {
      if (channel === null) return;
      const { n, hash } = await log.head();
      if (n === 0 || !(await store.keep(`audit-head:${n}`, true, clock.now() + NOTED_MS))) return;
      await post(channel, sentenceMessage(`Trail's audit holds ${counted(n, "record")}. Its head is ${n}:${hash}`));
    },
  };
}
