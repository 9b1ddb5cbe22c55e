import { partitionOf } from "../aws/partition.ts";
import { QUEUE_ACTIONS } from "../aws/queue-actions.ts";
import { queueArn, type QueuePlace } from "./queue-place.ts";
import { HIDDEN_S } from "./queue.ts";

/** What EventBridge is to send: the name of a rule, and the events that it takes. */
interface Rule {
  readonly name: string;
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
const RULES: readonly Rule[] = [
  {
    name: "trail-alarms",
    pattern: { source: ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] },
  },
  {
    name: "trail-guardduty",
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    },
  },
  {
    name: "trail-security-hub",
    pattern: {
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: { findings: { Severity: { Label: ["HIGH", "CRITICAL"] } } },
    },
  },
  {
    name: "trail-config",
    pattern: { source: ["aws.config"], "detail-type": ["Config Rules Compliance Change"] },
  },
];

/** The topics whose name begins so may fill the queue. */
const TOPICS = "trail-*";
/** As long as SQS keeps a message. */
const RETENTION_S = 14 * 86_400;

/** All that has to be made in AWS for the queue of alerts: commands and policies, to be read first. `home`: the environment's region. */
export function queueSetup(place: QueuePlace, home: string): string {
  const region = place.region ?? home;
  const partition = partitionOf(region);
  const arn = queueArn(place, home);
  const from = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${place.account}:${resource}`;
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  return [
    `# 1. The queue, in ${region}. What is not read within 14 days is lost; there is no dead-letter queue, since a message is left`,
    "#    only while Slack cannot be reached or its channel refuses it, and comes again every two minutes until it is shown.",
    `aws sqs create-queue --region ${region} --queue-name ${place.name} --attributes ${quoted({
      VisibilityTimeout: String(HIDDEN_S),
      MessageRetentionPeriod: String(RETENTION_S),
      ReceiveMessageWaitTimeSeconds: "20",
      SqsManagedSseEnabled: "true",
    })}`,
    "",
    "# 2. The queue's policy: who may fill it. Whoever may, decides what is shown: name the rules and topics of yours, and no more.",
    json({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EventsOfTheseRules",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnEquals: { "aws:SourceArn": RULES.map(({ name }) => from("events", `rule/${name}`)) } },
        },
        {
          Sid: "NotificationsOfTheseTopics",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnLike: { "aws:SourceArn": from("sns", TOPICS) } },
        },
      ],
    }),
    "",
    "# 3. The rules of EventBridge, in each region whose events you want (a rule elsewhere sends to an event bus here).",
    ...RULES.flatMap(({ name, pattern }) => [
      `aws events put-rule --region ${region} --name ${name} --event-pattern ${quoted(pattern)}`,
      `aws events put-targets --region ${region} --rule ${name} --targets Id=trail,Arn=${arn}`,
    ]),
    "",
    "# 4. What comes by SNS instead: a topic of that name, with the queue as its subscriber (raw message delivery may be on or off).",
    `aws sns subscribe --region ${region} --topic-arn ${from("sns", "trail-alerts")} --protocol sqs --notification-endpoint ${arn}`,
    "",
    "# 5. What the bot's role may do with the queue (./trail setup role has it too).",
    json({ Sid: "Alerts", Effect: "Allow", Action: QUEUE_ACTIONS, Resource: [arn] }),
    "",
  ].join("\n");
}

/** JSON as one word of a shell. */
function quoted(value: unknown): string {
  return `'${JSON.stringify(value)}'`;
}
