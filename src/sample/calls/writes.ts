import { arnOf, idOf, nameOf, type Place } from "../accounts.ts";
import type { Random } from "../random.ts";
import type { Call, JsonObject } from "../record.ts";
import { bucketCall, bucketsOf } from "./storage.ts";
import { authorizeIngress, authorizeIngressFlat, createGroup, revokeIngressFlat } from "./security-groups.ts";

type Template = (random: Random, place: Place) => Call;

const write = (service: string, name: string, request: JsonObject, response?: JsonObject): Call => ({
  service,
  name,
  readOnly: false,
  request,
  ...(response && { response }),
});

const tagInstance: Template = (random, place) =>
  write(
    "ec2",
    "CreateTags",
    {
      resourcesSet: { items: [{ resourceId: idOf("i", place, random.int(1, 4)) }] },
      tagSet: { items: [{ key: "owner", value: random.pick(["checkout", "catalogue", "payments"]) }] },
    },
    { _return: true },
  );

const officeRule = (random: Random, port: number) => ({
  id: `sgr-0${random.hex(16)}`,
  port,
  cidr: `198.51.100.${random.int(1, 250)}/32`,
});

const BY_HAND: readonly [Template, ...Template[]] = [
  tagInstance,
  (random, place) => startOrStop(random, place),
  runInstance,
  (random, place) => write("ec2", "CreateSnapshot", { volumeId: idOf("vol", place) }, snapshotOf(random, place)),
  (_, place) =>
    write("monitoring", "PutMetricAlarm", { alarmName: `${nameOf(place.account)}-checkout-errors`, threshold: 5 }),
  (_, place) =>
    write(
      "ssm",
      "PutParameter",
      { name: `/${nameOf(place.account)}/checkout/url`, value: "HIDDEN_DUE_TO_SECURITY_REASONS", overwrite: true },
      { version: 7, tier: "Standard" },
    ),
  (_, place) =>
    write("lambda", "UpdateFunctionConfiguration20150331v2", functionOf(place), {
      ...functionOf(place),
      memorySize: 512,
    }),
  (_, place) => write("rds", "RebootDBInstance", { dBInstanceIdentifier: `${nameOf(place.account)}-orders` }),
  (random, place) => authorizeIngressFlat(place.account, idOf("sg", place, 3), officeRule(random, 8443)),
  (random, place) => revokeIngressFlat(idOf("sg", place, 3), officeRule(random, 8443)),
];

const BY_TERRAFORM: readonly [Template, ...Template[]] = [
  tagInstance,
  (random, place) => createGroup(`checkout-${random.hex(4)}`, idOf("vpc", place), `sg-0${random.hex(16)}`),
  (random, place) => authorizeIngress(place.account, idOf("sg", place, random.int(1, 5)), [officeRule(random, 443)]),
  (random, place) =>
    bucketCall(random, place, "PutBucketTagging", bucketsOf(place.account)[1], "tagging", { readOnly: false }),
  (_, place) => write("logs", "PutRetentionPolicy", { logGroupName: logGroup(place), retentionInDays: 90 }),
  () => write("iam", "TagRole", { roleName: "web-server", tags: [{ key: "owner", value: "checkout" }] }),
  (random, place) =>
    write(
      "ec2",
      "CreateNetworkInterface",
      { subnetId: idOf("subnet", place), description: "checkout", groupSet: groupSet(place) },
      {
        networkInterface: {
          networkInterfaceId: `eni-0${random.hex(16)}`,
          ownerId: place.account,
          groupSet: groupSet(place),
        },
      },
    ),
];

const RELEASE: readonly [Template, ...Template[]] = [
  (_, place) =>
    write("lambda", "UpdateFunctionCode20150331v2", functionOf(place), { ...functionOf(place), runtime: "nodejs24.x" }),
  (random, place) =>
    write("lambda", "PublishVersion20150331", functionOf(place), { version: String(random.int(40, 400)) }),
  (random, place) =>
    write(
      "ecs",
      "RegisterTaskDefinition",
      { family: "checkout" },
      {
        taskDefinition: {
          revision: random.int(40, 400),
          taskDefinitionArn: arnOf("ecs", place, "task-definition/checkout"),
        },
      },
    ),
  (_, place) =>
    write("ecs", "UpdateService", { cluster: nameOf(place.account), service: "checkout", forceNewDeployment: true }),
];

/** A change that a person makes in the console on an ordinary day. */
export function handCall(random: Random, place: Place): Call {
  return random.pick(BY_HAND)(random, place);
}

/** A change that Terraform applies. */
export function terraformCall(random: Random, place: Place): Call {
  return random.pick(BY_TERRAFORM)(random, place);
}

/** The changes of one release, in order. */
export function releaseCalls(random: Random, place: Place): Call[] {
  return RELEASE.map((template) => template(random, place));
}

function runInstance(random: Random, place: Place): Call {
  const instance = {
    instanceId: `i-0${random.hex(16)}`,
    imageId: idOf("ami", place),
    instanceState: { code: 0, name: "pending" },
    instanceType: "t3.micro",
    subnetId: idOf("subnet", place),
    vpcId: idOf("vpc", place),
    privateIpAddress: `10.20.1.${random.int(10, 250)}`,
    groupSet: groupSet(place),
  };
  return write(
    "ec2",
    "RunInstances",
    {
      instancesSet: { items: [{ imageId: idOf("ami", place), minCount: 1, maxCount: 1 }] },
      instanceType: "t3.micro",
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      disableApiTermination: false,
      clientToken: random.uuid(),
    },
    {
      reservationId: `r-0${random.hex(16)}`,
      ownerId: place.account,
      groupSet: {},
      instancesSet: { items: [instance] },
    },
  );
}

function startOrStop(random: Random, place: Place): Call {
  const name = random.pick(["StartInstances", "StopInstances"]);
  const instanceId = idOf("i", place, random.int(1, 4));
  const state = name === "StartInstances" ? { code: 0, name: "pending" } : { code: 64, name: "stopping" };
  return write(
    "ec2",
    name,
    { instancesSet: { items: [{ instanceId }] } },
    { instancesSet: { items: [{ instanceId, currentState: state }] } },
  );
}

function snapshotOf(random: Random, place: Place): JsonObject {
  return {
    snapshotId: `snap-0${random.hex(16)}`,
    volumeId: idOf("vol", place),
    status: "pending",
    ownerId: place.account,
  };
}

function functionOf(place: Place): JsonObject {
  return { functionName: arnOf("lambda", place, `function:${nameOf(place.account)}-order-intake`) };
}

function groupSet(place: Place): JsonObject {
  return { items: [{ groupId: idOf("sg", place, 1) }] };
}

function logGroup(place: Place): string {
  return `/aws/lambda/${nameOf(place.account)}-order-intake`;
}
