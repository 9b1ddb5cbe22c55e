import { idOf, type Place } from "../accounts.ts";
import type { Caller } from "../callers.ts";
import type { Random } from "../random.ts";
import type { Call, JsonObject } from "../record.ts";
import { bucketCall, bucketsOf } from "./storage.ts";

type Template = (random: Random, place: Place, caller: Caller) => Call;

const failed = (
  service: string,
  name: string,
  readOnly: boolean,
  code: string,
  message: string,
  request?: JsonObject,
): Call => ({
  service,
  name,
  readOnly,
  error: { code, message },
  ...(request && { request }),
});

const notAllowed = (caller: Caller, action: string, target: string): string =>
  `User: ${caller.identity.arn ?? "anonymous"} is not authorized to perform: ${action} on resource: ${target} because no identity-based policy allows the ${action} action`;

/** EC2 names the resource in the request and hides the reason in an encoded text. */
function ec2Denied(
  random: Random,
  caller: Caller,
  name: string,
  target: string,
  readOnly: boolean,
  request: JsonObject,
): Call {
  const message = `You are not authorized to perform this operation. ${notAllowed(caller, `ec2:${name}`, target)}. Encoded authorization failure message: ${random.hex(120)}`;
  return failed("ec2", name, readOnly, "Client.UnauthorizedOperation", message, request);
}

const DENIALS: readonly [Template, ...Template[]] = [
  (_, place, caller) =>
    failed(
      "iam",
      "ListUsers",
      true,
      "AccessDenied",
      notAllowed(caller, "iam:ListUsers", `arn:aws:iam::${place.account}:user/`),
    ),
  (_, place, caller) =>
    failed(
      "iam",
      "CreateUser",
      false,
      "AccessDenied",
      notAllowed(caller, "iam:CreateUser", `arn:aws:iam::${place.account}:user/helper`),
    ),
  (random, place, caller) => {
    const groupId = idOf("sg", place, 2);
    const target = `arn:aws:ec2:${place.region}:${place.account}:security-group/${groupId}`;
    const ranges = {
      items: [
        {
          ipProtocol: "tcp",
          fromPort: 3389,
          toPort: 3389,
          groups: {},
          ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
          ipv6Ranges: {},
          prefixListIds: {},
        },
      ],
    };
    return ec2Denied(random, caller, "AuthorizeSecurityGroupIngress", target, false, {
      groupId,
      ipPermissions: ranges,
    });
  },
  (random, place, caller) => {
    const instanceId = idOf("i", place, 1);
    const target = `arn:aws:ec2:${place.region}:${place.account}:instance/${instanceId}`;
    return ec2Denied(random, caller, "TerminateInstances", target, false, {
      instancesSet: { items: [{ instanceId }] },
    });
  },
  (random, _place, caller) =>
    ec2Denied(random, caller, "DescribeSnapshots", "*", true, { snapshotSet: {}, ownersSet: {}, filterSet: {} }),
  (_, place, caller) =>
    failed(
      "ssm",
      "GetParametersByPath",
      true,
      "AccessDeniedException",
      notAllowed(caller, "ssm:GetParametersByPath", `arn:aws:ssm:${place.region}:${place.account}:parameter/`),
    ),
  (_random, _place, caller) =>
    failed(
      "organizations",
      "ListAccounts",
      true,
      "AccessDeniedException",
      notAllowed(caller, "organizations:ListAccounts", "*"),
    ),
  (_, place, caller) =>
    failed(
      "lambda",
      "ListFunctions20150331",
      true,
      "AccessDeniedException",
      notAllowed(caller, "lambda:ListFunctions", `arn:aws:lambda:${place.region}:${place.account}:*`),
    ),
  (_, place, caller) =>
    failed(
      "sts",
      "AssumeRole",
      true,
      "AccessDenied",
      `User: ${caller.identity.arn ?? ""} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${place.account}:role/billing-admin`,
    ),
  (random, place) =>
    bucketCall(random, place, "GetBucketPolicy", bucketsOf(place.account)[2], "policy", {
      readOnly: true,
      error: { code: "AccessDenied", message: "Access Denied" },
    }),
];

const MISHAPS: readonly [Template, ...Template[]] = [
  () =>
    failed(
      "monitoring",
      "DescribeAlarms",
      true,
      "ValidationException",
      "1 validation error detected: Value 'INVALID_FOR_SUMMARY' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
      { stateValue: "INVALID_FOR_SUMMARY" },
    ),
  (random, place) =>
    bucketCall(random, place, "GetBucketPolicy", bucketsOf(place.account)[0], "policy", {
      readOnly: true,
      error: { code: "NoSuchBucketPolicy", message: "The bucket policy does not exist" },
    }),
  () =>
    failed("ec2", "DescribeNetworkInterfaces", true, "Client.RequestLimitExceeded", "Request limit exceeded.", {
      networkInterfaceIdSet: {},
      filterSet: {},
    }),
  (random) => {
    const groupId = `sg-0${random.hex(16)}`;
    return failed(
      "ec2",
      "DescribeSecurityGroups",
      true,
      "Client.InvalidGroup.NotFound",
      `The security group '${groupId}' does not exist`,
      { securityGroupSet: {}, securityGroupIdSet: { items: [{ groupId }] }, filterSet: {} },
    );
  },
  () =>
    failed("ssm", "GetParameter", true, "ParameterNotFound", "Parameter /checkout/feature not found.", {
      name: "/checkout/feature",
    }),
  () => failed("logs", "DescribeLogStreams", true, "ThrottlingException", "Rate exceeded"),
];

/** A call that was refused for want of a permission, in one of the ways services say so. */
export function deniedCall(random: Random, place: Place, caller: Caller): Call {
  return random.pick(DENIALS)(random, place, caller);
}

/** A call that failed for another reason. */
export function mishapCall(random: Random, place: Place, caller: Caller): Call {
  return random.pick(MISHAPS)(random, place, caller);
}

/** Every way of being refused, once. */
export function allDenials(random: Random, place: Place, caller: Caller): Call[] {
  return DENIALS.map((template) => template(random, place, caller));
}
