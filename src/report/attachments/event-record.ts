import type { Row, Value } from "../../engine/engine.ts";
import { textIn } from "../row-values.ts";
import type { AttachmentKind } from "./attachment.ts";

/** Events of one answer that are written out; the rest stands in its rows. */
const MOST_RECORDS = 10;

/** Column of a row -> place in a CloudTrail record; `text` as it is, `json` parsed, `flag` as true or false. */
const FIELDS: readonly (readonly [string, string, "text" | "json" | "flag"])[] = [
  ["eventversion", "eventVersion", "text"],
  ["user_type", "userIdentity.type", "text"],
  ["user_principal", "userIdentity.principalId", "text"],
  ["user_arn", "userIdentity.arn", "text"],
  ["user_account", "userIdentity.accountId", "text"],
  ["access_key_id", "userIdentity.accessKeyId", "text"],
  ["user_name", "userIdentity.userName", "text"],
  ["invoked_by", "userIdentity.invokedBy", "text"],
  ["on_behalf_of", "userIdentity.onBehalfOf.userId", "text"],
  ["issuer_type", "userIdentity.sessionContext.sessionIssuer.type", "text"],
  ["issuer_arn", "userIdentity.sessionContext.sessionIssuer.arn", "text"],
  ["issuer_account", "userIdentity.sessionContext.sessionIssuer.accountId", "text"],
  ["issuer_name", "userIdentity.sessionContext.sessionIssuer.userName", "text"],
  ["mfa", "userIdentity.sessionContext.attributes.mfaAuthenticated", "text"],
  ["source_identity", "userIdentity.sessionContext.sourceIdentity", "text"],
  ["ec2_role_delivery", "userIdentity.sessionContext.ec2RoleDelivery", "text"],
  ["eventtime", "eventTime", "text"],
  ["eventsource", "eventSource", "text"],
  ["eventname", "eventName", "text"],
  ["awsregion", "awsRegion", "text"],
  ["sourceipaddress", "sourceIPAddress", "text"],
  ["useragent", "userAgent", "text"],
  ["errorcode", "errorCode", "text"],
  ["errormessage", "errorMessage", "text"],
  ["requestparameters", "requestParameters", "json"],
  ["responseelements", "responseElements", "json"],
  ["additionaleventdata", "additionalEventData", "json"],
  ["serviceeventdetails", "serviceEventDetails", "json"],
  ["requestid", "requestID", "text"],
  ["eventid", "eventID", "text"],
  ["readonly", "readOnly", "flag"],
  ["resource_arns", "resourceARNs", "text"],
  ["eventtype", "eventType", "text"],
  ["eventcategory", "eventCategory", "text"],
  ["recipientaccountid", "recipientAccountId", "text"],
  ["sharedeventid", "sharedEventID", "text"],
  ["vpcendpointid", "vpcEndpointId", "text"],
  ["sessioncredentialfromconsole", "sessionCredentialFromConsole", "text"],
];

/** The events that were asked for, each as the record that CloudTrail wrote, as far as the logs' columns hold it. */
export const eventRecord: AttachmentKind = {
  needs: ["eventid", "part", "requestparameters"],
  create() {
    const records: unknown[] = [];
    return {
      row(row) {
        if (textIn(row, "part") === "the event" && records.length < MOST_RECORDS) records.push(recordOf(row));
      },
      end() {
        if (records.length === 0) return null;
        return {
          name: "event.json",
          title: "The record as CloudTrail wrote it, with secrets taken out.",
          text: `${JSON.stringify(records.length === 1 ? records[0] : records, null, 2)}\n`,
        };
      },
    };
  },
};

/** An object of a record, at any depth. */
interface Tree {
  [key: string]: unknown;
}

function recordOf(row: Row): Tree {
  const record: Tree = {};
  for (const [column, path, form] of FIELDS) {
    const value = row[column];
    if (value === null || value === undefined || value === "") continue;
    put(record, path.split("."), form === "json" ? parsed(value) : form === "flag" ? value === "true" : value);
  }
  return record;
}

function put(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const inner = tree[key];
  const branch: Tree = isTree(inner) ? inner : {};
  tree[key] = branch;
  put(branch, rest, value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function parsed(value: Value): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}
