import { idOf, nameOf, type Place } from "../accounts.ts";
import type { Random } from "../random.ts";
import type { Call } from "../record.ts";
import { getCallerIdentity } from "./identity.ts";
import { bucketCall, bucketsOf, getSecretValue, listBuckets } from "./storage.ts";
import { describeGroups } from "./security-groups.ts";

/** A call on a bucket and the sub-resource it names. */
type Question = readonly [string, string];
type Template = (random: Random, place: Place) => Call;

const read = (service: string, name: string, request?: Call["request"]): Call => ({
  service,
  name,
  readOnly: true,
  ...(request && { request }),
});

const ASKED_OF_BUCKETS: readonly [Question, ...Question[]] = [
  ["GetBucketAcl", "acl"],
  ["GetBucketPolicy", "policy"],
  ["GetBucketVersioning", "versioning"],
  ["GetBucketEncryption", "encryption"],
  ["GetBucketLogging", "logging"],
];

const readBucket: Template = (random, place) => {
  const [name, question] = random.pick(ASKED_OF_BUCKETS);
  return bucketCall(random, place, name, random.pick(bucketsOf(place.account)), question, { readOnly: true });
};

const REGIONAL: readonly [Template, ...Template[]] = [
  (random, place) =>
    read("ec2", "DescribeInstances", {
      instancesSet: { items: [{ instanceId: idOf("i", place, random.int(1, 4)) }] },
      filterSet: {},
    }),
  () => read("ec2", "DescribeInstances", { maxResults: 50, instancesSet: {}, filterSet: {} }),
  (random, place) => describeGroups([idOf("sg", place, random.int(1, 5))]),
  (_, place) =>
    read("ec2", "DescribeSubnets", {
      subnetSet: {},
      filterSet: { items: [{ name: "vpc-id", valueSet: { items: [{ value: idOf("vpc", place) }] } }] },
    }),
  (_, place) => read("ec2", "DescribeRouteTables", { routeTableIdSet: {}, filterSet: vpcFilter(place) }),
  (_, place) => read("ec2", "DescribeVpcAttribute", { vpcId: idOf("vpc", place), attribute: "enableDnsSupport" }),
  (_, place) => read("ec2", "DescribeNetworkInterfaces", { networkInterfaceIdSet: {}, filterSet: vpcFilter(place) }),
  () => read("ec2", "DescribeVolumes", { maxResults: 500, volumeSet: {}, filterSet: {} }),
  () => read("monitoring", "DescribeAlarms", { maxRecords: 100, stateValue: "ALARM" }),
  (_, place) => read("logs", "DescribeLogGroups", { logGroupNamePrefix: `/aws/lambda/${nameOf(place.account)}` }),
  () => read("lambda", "ListFunctions20150331"),
  (_, place) => read("lambda", "GetFunction20150331v2", { functionName: `${nameOf(place.account)}-order-intake` }),
  (_, place) =>
    read("ecs", "DescribeServices", { cluster: nameOf(place.account), services: ["checkout", "catalogue"] }),
  () => read("rds", "DescribeDBInstances"),
  (_, place) => read("rds", "ListTagsForResource", { resourceName: `${nameOf(place.account)}-orders` }),
  (_, place) => read("elasticloadbalancing", "DescribeTargetHealth", { targetGroupArn: targetGroup(place) }),
  () => read("ssm", "DescribeParameters", { maxResults: 50 }),
  (_, place) => read("ssm", "GetParameter", { name: `/${nameOf(place.account)}/checkout/url`, withDecryption: true }),
  (_, place) => getSecretValue(place, `${nameOf(place.account)}/orders-db`),
  readBucket,
  readBucket,
  listBuckets,
  () => read("cloudtrail", "LookupEvents", { maxResults: 50 }),
];

const OF_IDENTITY: readonly [Template, ...Template[]] = [
  () => read("iam", "ListUsers"),
  () => read("iam", "ListRoles", { maxItems: 1000 }),
  (random) => read("iam", "GetUser", { userName: random.pick(["alice", "bob", "ci-bot"]) }),
  (random) => read("iam", "ListAttachedRolePolicies", { roleName: random.pick(["deploy", "web-server", "auditor"]) }),
  (random) => read("iam", "ListAccessKeys", { userName: random.pick(["alice", "bob", "ci-bot"]) }),
  () => read("iam", "GetAccountSummary"),
];

/** A call that looks and changes nothing; about one in nine looks at identities, which are global. */
export function readCall(random: Random, place: Place): Call {
  return random.chance(0.11) ? random.pick(OF_IDENTITY)(random, place) : random.pick(REGIONAL)(random, place);
}

/** What an auditor reads: everything about identities. */
export function auditCall(random: Random, place: Place): Call {
  return random.chance(0.2) ? readBucket(random, place) : random.pick(OF_IDENTITY)(random, place);
}

/** What a script begins with. */
export const firstCall: Call = { ...getCallerIdentity, host: "sts.amazonaws.com" };

function vpcFilter(place: Place): { items: { name: string; valueSet: { items: { value: string }[] } }[] } {
  return { items: [{ name: "vpc-id", valueSet: { items: [{ value: idOf("vpc", place) }] } }] };
}

function targetGroup(place: Place): string {
  return `arn:aws:elasticloadbalancing:${place.region}:${place.account}:targetgroup/checkout/6d0ecf831eec9f09`;
}
