import { roleIdOf, type Session } from "../callers.ts";
import type { Random } from "../random.ts";
import type { Call, JsonObject } from "../record.ts";

/** A role that may be assumed. */
export interface Role {
  readonly account: string;
  readonly name: string;
  /** With a slash at both ends. */
  readonly path?: string;
}

/** A role assumed with success; the response holds the key that the session's own calls carry. */
export function assumeRole(random: Random, role: Role, sessionName: string, session: Session, hours = 1): Call {
  const roleArn = `arn:aws:iam::${role.account}:role${role.path ?? "/"}${role.name}`;
  return {
    service: "sts",
    name: "AssumeRole",
    readOnly: true,
    request: { roleArn, roleSessionName: sessionName, durationSeconds: hours * 3600 },
    response: {
      credentials: {
        accessKeyId: session.key,
        sessionToken: `IQoJb3JpZ2luX2VjE${random.hex(64)}==`,
        expiration: writtenDate(session.created + hours * 3_600_000),
      },
      assumedRoleUser: {
        assumedRoleId: `${roleIdOf(role.account, role.name)}:${sessionName}`,
        arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
      },
    },
    resources: [{ accountId: role.account, type: "AWS::IAM::Role", ARN: roleArn }],
  };
}

/** Who am I: the first call of most scripts. */
export const getCallerIdentity: Call = { service: "sts", name: "GetCallerIdentity", readOnly: true };

/** How a sign-in to the console ended. A failed one has no error code, only a message and a response. */
export function consoleLogin(
  result: "Success" | "Failed authentication" | "No username found",
  mfa: "Yes" | "No",
): Call {
  const failed = result !== "Success";
  return {
    service: "signin",
    name: "ConsoleLogin",
    readOnly: false,
    type: "AwsConsoleSignIn",
    host: "signin.aws.amazon.com",
    ...(failed && {
      error: { message: result === "No username found" ? "No username found in supplied account" : result },
    }),
    response: { ConsoleLogin: failed ? "Failure" : "Success" },
    extra: { LoginTo: "https://console.aws.amazon.com/console/home", MobileVersion: "No", MFAUsed: mfa },
  };
}

/** A write to IAM that answers nothing. */
export function iamWrite(name: string, request: JsonObject): Call {
  return { service: "iam", name, readOnly: false, request };
}

/** A new long-lived key for a user. */
export function createAccessKey(userName: string, accessKeyId: string, at: number): Call {
  return {
    service: "iam",
    name: "CreateAccessKey",
    readOnly: false,
    request: { userName },
    response: { accessKey: { userName, accessKeyId, status: "Active", createDate: writtenDate(at) } },
  };
}

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** A date as IAM and STS write it in their answers: `Jul 10, 2023, 12:31:14 PM`. */
function writtenDate(at: number): string {
  const date = new Date(at);
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const [hours, clock] = [date.getUTCHours(), date.toISOString().slice(14, 19)];
  const half = hours < 12 ? "AM" : "PM";
  return `${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${hours % 12 === 0 ? 12 : hours % 12}:${clock} ${half}`;
}
