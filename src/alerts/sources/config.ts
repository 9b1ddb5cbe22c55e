import { z } from "zod";
import type { AlertState } from "../alert.ts";
import { addNamed, createEntityFold, type AlertEntities } from "../entities.ts";
import { keyOf, momentOf, titleOf, type Source } from "../source.ts";

/** https://docs.aws.amazon.com/config/latest/developerguide/example-config-rule-compliance-notification.html */
const Compliance = z.object({
  messageType: z.literal("ComplianceChangeNotification"),
  configRuleName: z.string(),
  resourceType: z.string().default(""),
  resourceId: z.string(),
  awsAccountId: z.string().nullish(),
  awsRegion: z.string().nullish(),
  newEvaluationResult: z.object({ complianceType: z.string(), resultRecordedTime: z.string().nullish() }),
  notificationCreationTime: z.string().nullish(),
});

/** https://docs.aws.amazon.com/config/latest/developerguide/example-sns-notification.html */
const Change = z.object({
  messageType: z.literal("ConfigurationItemChangeNotification"),
  notificationCreationTime: z.string().nullish(),
  configurationItemDiff: z.object({ changeType: z.string().nullish() }).nullish(),
  configurationItem: z.object({
    resourceType: z.string().default(""),
    resourceId: z.string(),
    resourceName: z.string().nullish(),
    awsAccountId: z.string().nullish(),
    awsRegion: z.string().nullish(),
    configurationItemCaptureTime: z.string().nullish(),
  }),
});

/** A rule of Config that came to another verdict on a resource; EventBridge and SNS tell it in the same words. */
export const configCompliance: Source = ({ body, time }, { now }) => {
  const parsed = Compliance.safeParse(body);
  if (!parsed.success) return null;
  const { configRuleName: rule, resourceId, newEvaluationResult: verdict, ...rest } = parsed.data;
  return [
    {
      kind: "config",
      title: titleOf(`${rule}: ${resourceId}`, "Config"),
      key: keyOf("config", rest.awsAccountId ?? "", rest.awsRegion ?? "", rule, resourceId),
      state: STATES.get(verdict.complianceType) ?? "unknown",
      at: momentOf(now, verdict.resultRecordedTime, rest.notificationCreationTime, time),
      sort: rule.slice(0, 200),
      entities: entitiesOf({ ...rest, resourceId }),
      doers: [],
    },
  ];
};

/** A resource of which Config recorded another state. */
export const configChange: Source = ({ body, time }, { now }) => {
  const parsed = Change.safeParse(body);
  if (!parsed.success) return null;
  const { configurationItem: item, configurationItemDiff: diff, notificationCreationTime: made } = parsed.data;
  const { resourceType, resourceId } = item;
  return [
    {
      kind: "config",
      title: titleOf(`${diff?.changeType ?? "CHANGE"} of ${resourceType} ${item.resourceName ?? resourceId}`, "Config"),
      key: keyOf("config", item.awsAccountId ?? "", item.awsRegion ?? "", resourceType, resourceId),
      state: "alarm",
      at: momentOf(now, item.configurationItemCaptureTime, made, time),
      sort: resourceType.slice(0, 200),
      entities: entitiesOf(item),
      doers: [],
    },
  ];
};

const STATES: ReadonlyMap<string, AlertState> = new Map([
  ["NON_COMPLIANT", "alarm"],
  ["COMPLIANT", "ok"],
]);

interface Item {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string | null | undefined;
  readonly awsAccountId?: string | null | undefined;
  readonly awsRegion?: string | null | undefined;
}

/** Config knows people and roles by ids that stand in few events, and beside them by name. */
function entitiesOf({ resourceType, resourceId, resourceName, awsAccountId, awsRegion }: Item): AlertEntities {
  const fold = createEntityFold();
  const name = resourceName ?? resourceId;
  if (resourceType === "AWS::S3::Bucket") fold.add("bucket", name);
  else if (resourceType === "AWS::IAM::User") fold.add("user", resourceName);
  else if (resourceType === "AWS::IAM::Role") fold.add("role", resourceName);
  else if (resourceType === "AWS::KMS::Key") fold.add("key", resourceId);
  else if (resourceType === "AWS::SecretsManager::Secret") fold.add("secret", resourceId);
  else if (resourceType !== "AWS::::Account") fold.add("resource", resourceId);
  addNamed(fold, resourceId);
  fold.add("account", awsAccountId);
  fold.add("region", awsRegion);
  return fold.end();
}
