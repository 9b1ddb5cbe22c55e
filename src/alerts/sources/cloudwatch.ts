import { z } from "zod";
import type { AlertState } from "../alert.ts";
import { addNamed, createEntityFold, type EntityFold } from "../entities.ts";
import { keyOf, momentOf, titleOf, type Source } from "../source.ts";
import { addWords } from "../words-of-alert.ts";

const State = z.object({ value: z.string(), reason: z.string().default(""), timestamp: z.string().optional() });
const Dimensions = z.record(z.string(), z.unknown());

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const StateChange = z.object({
  alarmName: z.string(),
  state: State,
  configuration: z
    .object({
      description: z.string().nullish(),
      metrics: z
        .array(
          z.object({
            metricStat: z.object({ metric: z.object({ dimensions: Dimensions.optional() }) }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
});

/** What an alarm tells a topic of SNS. */
const Notification = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().nullish(),
  AWSAccountId: z.string().nullish(),
  NewStateValue: z.string(),
  NewStateReason: z.string().nullish(),
  StateChangeTime: z.string().nullish(),
  AlarmArn: z.string().nullish(),
  Trigger: z.object({ Dimensions: z.array(z.object({ name: z.string(), value: z.string() })).nullish() }).nullish(),
});

/** An alarm that changed its state, as EventBridge tells it. */
export const alarmEvent: Source = ({ body, detailType, account, region, resources, time }, { words, now }) => {
  const parsed = StateChange.safeParse(body);
  if (!detailType.startsWith("CloudWatch Alarm") || !parsed.success) return null;
  const { alarmName, state, configuration } = parsed.data;
  const fold = createEntityFold();
  addWords(fold, `${configuration?.description ?? ""}\n${state.reason}`, words);
  for (const { metricStat } of configuration?.metrics ?? [])
    addDimensions(fold, Object.entries(metricStat?.metric.dimensions ?? {}));
  fold.add("account", account);
  fold.add("region", region);
  return [
    {
      kind: "cloudwatch",
      title: titleOf(alarmName, "Alarm"),
      key: keyOf("cloudwatch", resources[0] ?? `${account}/${region}/${alarmName}`),
      state: stateOf(state.value),
      at: momentOf(now, state.timestamp, time),
      sort: "",
      entities: fold.end(),
      doers: [],
    },
  ];
};

/** The same as an action of the alarm tells a topic. */
export const alarmNotification: Source = ({ body, time }, { words, now }) => {
  const parsed = Notification.safeParse(body);
  if (!parsed.success) return null;
  const { AlarmName: name, AlarmArn: arn, AWSAccountId: account, ...alarm } = parsed.data;
  const [, region = null] = /^arn:aws[a-z-]*:cloudwatch:([a-z0-9-]+):/.exec(arn ?? "") ?? [];
  const fold = createEntityFold();
  addWords(fold, `${alarm.AlarmDescription ?? ""}\n${alarm.NewStateReason ?? ""}`, words);
  addDimensions(
    fold,
    (alarm.Trigger?.Dimensions ?? []).map((one): [string, unknown] => [one.name, one.value]),
  );
  fold.add("account", account);
  fold.add("region", region);
  return [
    {
      kind: "cloudwatch",
      title: titleOf(name, "Alarm"),
      key: keyOf("cloudwatch", arn ?? `${account}/${region}/${name}`),
      state: stateOf(alarm.NewStateValue),
      at: momentOf(now, alarm.StateChangeTime, time),
      sort: "",
      entities: fold.end(),
      doers: [],
    },
  ];
};

function addDimensions(fold: EntityFold, dimensions: readonly (readonly [string, unknown])[]): void {
  for (const [name, value] of dimensions) {
    if (typeof value !== "string") continue;
    addNamed(fold, value);
    if (name === "BucketName") fold.add("bucket", value);
    if (name === "RoleName") fold.add("role", value);
    if (name === "UserName") fold.add("user", value);
    if (/^(DB(Instance|Cluster)Identifier|FunctionName|TableName|QueueName|LoadBalancer)$/.test(name))
      fold.add("resource", value);
  }
}

function stateOf(value: string): AlertState {
  return value === "ALARM" ? "alarm" : value === "OK" ? "ok" : "unknown";
}
