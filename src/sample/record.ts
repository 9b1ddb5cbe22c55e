import { GLOBAL_REGION, type Place } from "./accounts.ts";
import type { Caller, UserIdentity } from "./callers.ts";
import type { Random } from "./random.ts";

/** Anything JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export interface ResourceEntry {
  readonly accountId: string;
  readonly type: string;
  readonly ARN: string;
}

/** One record of a CloudTrail log file, as CloudTrail writes it; what is undefined is not written. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  readonly requestParameters: JsonObject | null;
  readonly responseElements: JsonObject | null;
  readonly additionalEventData?: JsonObject | undefined;
  /** Sign-in events have none. */
  readonly requestID?: string | undefined;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly ResourceEntry[] | undefined;
  readonly eventType: "AwsApiCall" | "AwsConsoleSignIn" | "AwsServiceEvent";
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string | undefined;
  readonly vpcEndpointId?: string | undefined;
  readonly eventCategory: "Management" | "Data";
  readonly tlsDetails?: JsonObject | undefined;
  readonly sessionCredentialFromConsole?: "true" | undefined;
}

/** A call to AWS, told apart from who made it. */
export interface Call {
  /** The first label of the event source: `ec2`, `s3`. */
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** Left out where CloudTrail writes null. */
  readonly request?: JsonObject;
  /** Left out where CloudTrail writes null; a failed call never has one. */
  readonly response?: JsonObject;
  readonly error?: { readonly code?: string; readonly message: string };
  readonly resources?: readonly ResourceEntry[];
  readonly extra?: JsonObject;
  readonly type?: "AwsConsoleSignIn" | "AwsServiceEvent";
  /** An event on an object rather than on the account's resources. */
  readonly data?: true;
  readonly sharedId?: string;
  /** The address the caller named, where it is not `service.region.amazonaws.com`. */
  readonly host?: string;
}

/** A record together with its time in milliseconds since 1970. */
export interface SampleEvent {
  readonly at: number;
  readonly record: CloudTrailRecord;
}

const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["iam", "signin", "organizations"]);
const GLOBAL_HOSTS: ReadonlySet<string> = new Set(["sts.amazonaws.com"]);

/** Whether a record is of a global service, which a trail of any one region may also keep. */
export function isGlobal(record: CloudTrailRecord): boolean {
  const host = record.tlsDetails?.["clientProvidedHostHeader"];
  return (
    GLOBAL_SERVICES.has(record.eventSource.split(".")[0] ?? "") || (typeof host === "string" && GLOBAL_HOSTS.has(host))
  );
}

/** The record that CloudTrail writes when a caller makes a call. Global services are recorded in us-east-1. */
export function eventOf(random: Random, place: Place, at: number, caller: Caller, call: Call): SampleEvent {
  const isGlobalCall = GLOBAL_SERVICES.has(call.service);
  const region = isGlobalCall ? GLOBAL_REGION : place.region;
  const host =
    call.host ?? (isGlobalCall ? `${call.service}.amazonaws.com` : `${call.service}.${region}.amazonaws.com`);
  const requestId = call.service === "s3" ? random.hex(16).toUpperCase() : random.uuid();
  return {
    at,
    record: {
      eventVersion: call.service === "s3" || call.service === "ec2" ? "1.11" : "1.08",
      userIdentity: caller.identity,
      eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
      eventSource: `${call.service}.amazonaws.com`,
      eventName: call.name,
      awsRegion: region,
      sourceIPAddress: caller.address,
      userAgent: call.service === "s3" && !caller.isService ? `[${caller.agent}]` : caller.agent,
      errorCode: call.error?.code,
      errorMessage: call.error?.message,
      requestParameters: call.request ?? null,
      responseElements: responseOf(call, requestId),
      additionalEventData: call.extra,
      requestID: call.type === undefined ? requestId : undefined,
      eventID: random.uuid(),
      readOnly: call.readOnly,
      resources: call.resources,
      eventType: call.type ?? "AwsApiCall",
      managementEvent: call.data !== true,
      recipientAccountId: place.account,
      sharedEventID: call.sharedId,
      vpcEndpointId: caller.endpoint,
      eventCategory: call.data === true ? "Data" : "Management",
      tlsDetails: caller.isService ? undefined : tlsTo(host),
      sessionCredentialFromConsole: caller.fromConsole === true && call.type === undefined ? "true" : undefined,
    },
  };
}

/** Calls made one after the other, a few seconds apart. */
export function inTurn(
  random: Random,
  place: Place,
  caller: Caller,
  start: number,
  calls: readonly Call[],
): SampleEvent[] {
  let at = start;
  return calls.map((call) => {
    at += random.int(1, 12) * 1000;
    return eventOf(random, place, at, caller, call);
  });
}

/** EC2 repeats the id of the request in its answers. */
function responseOf(call: Call, requestId: string): JsonObject | null {
  if (!call.response) return null;
  return call.service === "ec2" ? { requestId, ...call.response } : call.response;
}

function tlsTo(host: string): JsonObject {
  return { tlsVersion: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256", clientProvidedHostHeader: host };
}
