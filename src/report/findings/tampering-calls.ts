import type { Row } from "../../engine/engine.ts";
import { textIn } from "../row-values.ts";
import { fieldOf, requestIn } from "./event-json.ts";
import type { Severity } from "./finding.ts";

/** A call that makes the logs, or what watches them, see less. */
export interface TamperingCall {
  /** What it does, in the past tense: "stopped a trail's logging". */
  readonly did: string;
  /** The same after "tried to". */
  readonly toDo: string;
  readonly severity: Severity;
}

/** What each call does, by service: "stopped|stop" stands for both forms of the verb. */
const CALLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cloudtrail.amazonaws.com": {
    StopLogging: "stopped|stop a trail's logging",
    DeleteTrail: "deleted|delete a trail",
    UpdateTrail: "changed|change a trail's settings",
    PutEventSelectors: "changed|change what a trail records",
    PutInsightSelectors: "changed|change what a trail watches for",
    DeleteEventDataStore: "deleted|delete an event data store",
    StopEventDataStoreIngestion: "stopped|stop an event data store",
  },
  "config.amazonaws.com": {
    StopConfigurationRecorder: "stopped|stop the configuration recorder",
    DeleteConfigurationRecorder: "deleted|delete the configuration recorder",
    DeleteDeliveryChannel: "deleted|delete the configuration delivery channel",
  },
  "guardduty.amazonaws.com": {
    DeleteDetector: "deleted|delete a GuardDuty detector",
    UpdateDetector: "disabled|disable a GuardDuty detector",
    StopMonitoringMembers: "stopped|stop GuardDuty in member accounts",
    DeleteMembers: "removed|remove GuardDuty member accounts",
    DisassociateMembers: "removed|remove GuardDuty member accounts",
    DisassociateFromMasterAccount: "left|leave the GuardDuty administrator account",
    DisassociateFromAdministratorAccount: "left|leave the GuardDuty administrator account",
    DeletePublishingDestination: "deleted|delete where GuardDuty publishes its findings",
  },
  "securityhub.amazonaws.com": {
    DisableSecurityHub: "disabled|disable Security Hub",
    BatchDisableStandards: "disabled|disable Security Hub standards",
    DeleteMembers: "removed|remove Security Hub member accounts",
    DisassociateMembers: "removed|remove Security Hub member accounts",
  },
  "ec2.amazonaws.com": { DeleteFlowLogs: "deleted|delete flow logs" },
  "logs.amazonaws.com": {
    DeleteLogGroup: "deleted|delete a log group",
    DeleteLogStream: "deleted|delete a log stream",
    PutRetentionPolicy: "changed|change how long a log group is kept",
  },
  "access-analyzer.amazonaws.com": { DeleteAnalyzer: "deleted|delete an access analyzer" },
  "macie2.amazonaws.com": { DisableMacie: "disabled|disable Macie" },
  "inspector2.amazonaws.com": { Disable: "disabled|disable Inspector" },
  "detective.amazonaws.com": { DeleteGraph: "disabled|disable Detective" },
  "bedrock.amazonaws.com": {
    DeleteModelInvocationLoggingConfiguration: "stopped|stop the logging of model calls",
  },
};

/** The tampering call a row tells of, or null. Without a column for the service, the call's name decides. */
export function tamperingCall(row: Row): TamperingCall | null {
  const name = textIn(row, "eventname");
  const source = textIn(row, "eventsource");
  const services = source === "" ? Object.values(CALLS) : [Object.hasOwn(CALLS, source) ? CALLS[source] : undefined];
  const calls = services.find((candidate) => candidate !== undefined && Object.hasOwn(candidate, name));
  const phrase = calls?.[name];
  if (phrase === undefined || (name === "UpdateDetector" && !disables(row))) return null;
  const [, did = "", toDo = "", rest = ""] = /^(\w+)\|(\w+) (.*)$/.exec(phrase) ?? [];
  return { did: `${did} ${rest}`, toDo: `${toDo} ${rest}`, severity: did === "changed" ? "medium" : "high" };
}

/** A detector is updated for many reasons; only switching it off blinds. */
function disables(row: Row): boolean {
  return String(fieldOf(requestIn(row), "enable")) === "false";
}
