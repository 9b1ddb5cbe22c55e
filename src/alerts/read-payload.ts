import { z } from "zod";
import type { Alert } from "./alert.ts";
import { keyOf, titleOf, type Envelope, type Source, type SourceContext } from "./source.ts";
import { alarmEvent, alarmNotification } from "./sources/cloudwatch.ts";
import { configChange, configCompliance } from "./sources/config.ts";
import { genericAlert } from "./sources/generic.ts";
import { guardDutyFinding } from "./sources/guardduty.ts";
import { securityHubFindings } from "./sources/security-hub.ts";

/** What a message of the queue holds. */
export type Payload = {
  /** The sender's own id of it: the same when it is sent again; null where it has none. */
  readonly id: string | null;
} & (
  | { readonly is: "alerts"; readonly alerts: readonly Alert[] }
  /** Something of another shape: told as it is, and nothing asked about it. `key` is the same for things of its sort. */
  | { readonly is: "notice"; readonly title: string; readonly text: string; readonly key: string }
);

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const BridgeEvent = z.object({
  id: z.string(),
  "detail-type": z.string(),
  source: z.string(),
  account: z.string().nullish(),
  region: z.string().nullish(),
  time: z.string().nullish(),
  resources: z.array(z.string()).catch([]).default([]),
  detail: z.unknown(),
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const Notification = z.object({
  Type: z.literal("Notification"),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string().nullish(),
});

/** In this order: the payload that anything may send is the widest. */
const SOURCES: readonly Source[] = [
  alarmEvent,
  guardDutyFinding,
  securityHubFindings,
  configCompliance,
  configChange,
  alarmNotification,
  genericAlert,
];

/** No alert is longer, in characters; a longer message is not taken apart. */
const LONGEST = 250_000;
const MOST_SHOWN = 600;

/** Reads a message of the queue, in the envelope of EventBridge, of SNS, of both, or in none. Never throws. */
export function readPayload(text: string, context: SourceContext): Payload {
  if (text.length > LONGEST) {
    return notice(null, "A message that is too long for an alert", text, "too long");
  }
  const body = parsed(text);
  const sns = Notification.safeParse(body);
  if (!sns.success) return inBridge(body, text, null, null, context);
  const { MessageId: id, Message: message, Timestamp: time = null, TopicArn: topic, Subject: subject } = sns.data;
  const payload = inBridge(parsed(message), message, id, time, context);
  if (payload.is === "alerts") return payload;
  return { ...payload, id, title: titleOf(subject ?? "", payload.title), key: keyOf("notice", topic) };
}

function inBridge(
  body: unknown,
  text: string,
  id: string | null,
  sent: string | null,
  context: SourceContext,
): Payload {
  const bridge = BridgeEvent.safeParse(body);
  if (!bridge.success) {
    const bare = { body, detailType: "", account: null, region: null, resources: [], time: sent };
    return read(bare, id, text, "other", context);
  }
  const { detail, "detail-type": detailType, account = null, region = null, time = null, resources } = bridge.data;
  const envelope = { body: detail, detailType, account, region, resources, time };
  return read(envelope, bridge.data.id, text, `${bridge.data.source} ${detailType}`, context);
}

function read(envelope: Envelope, id: string | null, text: string, sort: string, context: SourceContext): Payload {
  for (const source of SOURCES) {
    const alerts = source(envelope, context);
    if (alerts !== null) return { is: "alerts", id, alerts };
  }
  const title = envelope.detailType === "" ? "A message that is no alert Trail knows" : envelope.detailType;
  return notice(id, title, text, sort);
}

function notice(id: string | null, title: string, text: string, sort: string): Payload {
  return { is: "notice", id, title: titleOf(title, "Message"), text: shown(text), key: keyOf("notice", sort) };
}

function shown(text: string): string {
  const start = text.slice(0, MOST_SHOWN).replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return text.length > MOST_SHOWN ? `${start.toWellFormed()} … (${text.length} characters)` : start.toWellFormed();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
