import { arnOf, idOf, nameOf, type Place } from "../accounts.ts";
import { assumedRole, awsService, onBehalfOf, serviceItself, sessionOf, type Caller } from "../callers.ts";
import { assumeRole } from "../calls/identity.ts";
import { bucketCall, bucketsOf, keyUse, putObject } from "../calls/storage.ts";
import type { Random } from "../random.ts";
import { eventOf, type Call, type SampleEvent } from "../record.ts";
import { within, type Shift } from "../slots.ts";

/** Who calls what. */
type Pair = readonly [Caller, Call];
type Habit = (random: Random, place: Place, at: number) => Pair;

const OWN_ADDRESS = { address: "10.20.1.20", agent: "aws-sdk-js/3.1162" };

/** What services do, with a weight each. */
const HABITS: readonly { readonly weight: number; readonly habit: Habit }[] = [
  { weight: 18, habit: refusedDelivery },
  { weight: 17, habit: delivery },
  { weight: 16, habit: aclCheck },
  { weight: 12, habit: decryption },
  { weight: 11, habit: dataKey },
  { weight: 17, habit: roleForService },
  { weight: 7, habit: scalingRead },
  { weight: 1, habit: serviceInterface },
  { weight: 1, habit: secretDeleted },
];

/** The noise of a day: what services do for themselves and for others, some twenty-five events in each slot. */
export function servicesAtWork({ random, slots }: Shift): SampleEvent[] {
  return slots.flatMap(({ place, start }) =>
    Array.from({ length: random.int(21, 30) }, () => {
      const at = within(random, start);
      const [caller, call] = habitOf(random)(random, place, at);
      return eventOf(random, place, at, caller, call);
    }),
  );
}

function habitOf(random: Random): Habit {
  let left = random.int(1, 100);
  for (const { weight, habit } of HABITS) {
    left -= weight;
    if (left <= 0) return habit;
  }
  return aclCheck;
}

function refusedDelivery(random: Random, place: Place, at: number): Pair {
  const key = `flow/${new Date(at).toISOString().slice(0, 13)}/${random.hex(8)}.log.gz`;
  return [
    through("delivery.logs.amazonaws.com", place),
    shared(random, putObject(random, place, bucketsOf(place.account)[0], key, true)),
  ];
}

function delivery(random: Random, place: Place, at: number): Pair {
  const service = random.pick(["cloudtrail.amazonaws.com", "config.amazonaws.com"]);
  const key = `AWSLogs/${place.account}/${new Date(at).toISOString().slice(0, 10)}/${random.hex(12)}.json.gz`;
  return [through(service, place), shared(random, putObject(random, place, bucketsOf(place.account)[0], key, false))];
}

function aclCheck(random: Random, place: Place): Pair {
  const service = random.pick(["cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com", "config.amazonaws.com"]);
  const call = bucketCall(random, place, "GetBucketAcl", bucketsOf(place.account)[0], "acl", { readOnly: true });
  return [through(service, place), shared(random, call)];
}

function decryption(random: Random, place: Place, at: number): Pair {
  const secret = arnOf("secretsmanager", place, `secret:${nameOf(place.account)}/orders-db`);
  const name = random.pick(["order-intake", "checkout-worker"]);
  const created = at - random.int(60, 1800) * 1000;
  const caller = assumedRole(place.account, { name }, name, OWN_ADDRESS, sessionOf(name, created));
  return [onBehalfOf(caller, "secretsmanager.amazonaws.com"), keyUse("Decrypt", place, { SecretARN: secret })];
}

function dataKey(random: Random, place: Place): Pair {
  const bucket = `arn:aws:s3:::${random.pick(bucketsOf(place.account))}`;
  const service = random.pick(["s3.amazonaws.com", "dynamodb.amazonaws.com", "cloudtrail.amazonaws.com"]);
  return [awsService(service), shared(random, keyUse("GenerateDataKey", place, { "aws:s3:arn": bucket }))];
}

function roleForService(random: Random, place: Place, at: number): Pair {
  const { account } = place;
  const [service, name, sessionName] = random.pick<readonly [string, string, string]>([
    ["lambda.amazonaws.com", "order-intake", "order-intake"],
    ["ecs-tasks.amazonaws.com", "checkout-worker", random.hex(32)],
    ["scheduler.amazonaws.com", "nightly-report", random.hex(12)],
  ]);
  return [
    awsService(service),
    shared(random, assumeRole(random, { account, name }, sessionName, sessionOf(sessionName, at), 12)),
  ];
}

function scalingRead(_: Random, place: Place, at: number): Pair {
  const role = { name: "AWSServiceRoleForAutoScaling", path: "/aws-service-role/autoscaling.amazonaws.com/" };
  const caller = assumedRole(place.account, role, "AutoScaling", OWN_ADDRESS, sessionOf("AutoScaling", at - 60_000));
  const request = { instancesSet: { items: [{ instanceId: idOf("i", place, 2) }] }, filterSet: {} };
  return [
    onBehalfOf(caller, "autoscaling.amazonaws.com"),
    { service: "ec2", name: "DescribeInstances", readOnly: true, request },
  ];
}

function serviceInterface(random: Random, place: Place, at: number): Pair {
  const role = { name: "AWSServiceRoleForRDS", path: "/aws-service-role/rds.amazonaws.com/" };
  const caller = assumedRole(place.account, role, "SLRManagement", OWN_ADDRESS, sessionOf("SLRManagement", at - 1000));
  const [subnetId, groupSet] = [idOf("subnet", place), { items: [{ groupId: idOf("sg", place, 4) }] }];
  const networkInterface = {
    networkInterfaceId: `eni-0${random.hex(16)}`,
    subnetId,
    requesterId: "amazon-rds",
    groupSet,
  };
  return [
    onBehalfOf(caller, "rds.amazonaws.com"),
    {
      service: "ec2",
      name: "CreateNetworkInterface",
      readOnly: false,
      request: { subnetId, description: "RDSNetworkInterface", groupSet, privateIpAddressesSet: {} },
      response: { networkInterface },
    },
  ];
}

function secretDeleted(random: Random, place: Place): Pair {
  const ARN = arnOf("secretsmanager", place, `secret:preview-${random.hex(6)}`);
  return [
    serviceItself(place.account, "secretsmanager.amazonaws.com"),
    {
      service: "secretsmanager",
      name: "EndSecretVersionDelete",
      readOnly: false,
      type: "AwsServiceEvent",
      extra: { ARN },
    },
  ];
}

/** Services reach S3 through an endpoint of their own. */
function through(service: string, place: Place): Caller {
  return awsService(service, idOf("vpce", place));
}

/** A service and its customer each get an event, tied together by an id. */
function shared(random: Random, call: Call): Call {
  return { ...call, sharedId: random.uuid() };
}
