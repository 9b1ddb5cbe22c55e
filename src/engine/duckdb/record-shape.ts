/**
 * A CloudTrail record as DuckDB reads it: always the same types, never guessed from a sample (rule S7: `readOnly` is a
 * boolean in one log and a text in another). Free-form parts are kept as JSON text.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const USER_IDENTITY = `STRUCT(type VARCHAR, userName VARCHAR, arn VARCHAR, principalId VARCHAR, accountId VARCHAR, accessKeyId VARCHAR,
  invokedBy VARCHAR, sessionContext STRUCT(sessionIssuer STRUCT(type VARCHAR, userName VARCHAR, arn VARCHAR, accountId VARCHAR),
  attributes STRUCT(mfaAuthenticated VARCHAR), sourceIdentity VARCHAR, ec2RoleDelivery VARCHAR), onBehalfOf STRUCT(userId VARCHAR))`;

/** DuckDB type of the `Records` array of a log file. */
export const RECORDS_TYPE = `STRUCT(eventID VARCHAR, sharedEventID VARCHAR, requestID VARCHAR, eventTime VARCHAR, eventName VARCHAR,
  eventSource VARCHAR, eventType VARCHAR, eventCategory VARCHAR, eventVersion VARCHAR, awsRegion VARCHAR, readOnly VARCHAR,
  errorCode VARCHAR, errorMessage VARCHAR, userAgent VARCHAR, sourceIPAddress VARCHAR, vpcEndpointId VARCHAR,
  recipientAccountId VARCHAR, sessionCredentialFromConsole VARCHAR, userIdentity ${USER_IDENTITY},
  requestParameters JSON, responseElements JSON, additionalEventData JSON, serviceEventDetails JSON,
  resources STRUCT(ARN VARCHAR, ARNPrefix VARCHAR)[])[]`;

/**
 * A sign-in with a name that no user has: people type their password there, so the name is not passed on.
 * Message as in the AWS page on console sign-in events.
 */
const MISTYPED_SIGN_IN = "(r.eventSource = 'signin.amazonaws.com' AND r.errorMessage LIKE 'No username found%')";
const named = (column: string): string =>
  `CASE WHEN ${MISTYPED_SIGN_IN} THEN '[redacted:user-name]' ELSE ${column} END`;

/** Plain column of the relation -> expression over a record `r`. */
export const PLAIN_COLUMNS: Readonly<Record<string, string>> = {
  eventid: "r.eventID",
  sharedeventid: "r.sharedEventID",
  requestid: "r.requestID",
  eventtime: "r.eventTime",
  eventname: "r.eventName",
  eventsource: "r.eventSource",
  eventtype: "r.eventType",
  eventcategory: "r.eventCategory",
  eventversion: "r.eventVersion",
  awsregion: "r.awsRegion",
  readonly: "r.readOnly",
  errorcode: "r.errorCode",
  errormessage: "r.errorMessage",
  useragent: "r.userAgent",
  sourceipaddress: "r.sourceIPAddress",
  vpcendpointid: "r.vpcEndpointId",
  recipientaccountid: "coalesce(r.recipientAccountId, r.userIdentity.accountId)",
  sessioncredentialfromconsole: "r.sessionCredentialFromConsole",
  user_type: "r.userIdentity.type",
  user_name: named("r.userIdentity.userName"),
  user_arn: named("r.userIdentity.arn"),
  user_principal: named("r.userIdentity.principalId"),
  user_account: "r.userIdentity.accountId",
  access_key_id: "r.userIdentity.accessKeyId",
  invoked_by: "r.userIdentity.invokedBy",
  issuer_type: "r.userIdentity.sessionContext.sessionIssuer.type",
  issuer_name: "r.userIdentity.sessionContext.sessionIssuer.userName",
  issuer_arn: "r.userIdentity.sessionContext.sessionIssuer.arn",
  issuer_account: "r.userIdentity.sessionContext.sessionIssuer.accountId",
  mfa: "r.userIdentity.sessionContext.attributes.mfaAuthenticated",
  source_identity: "r.userIdentity.sessionContext.sourceIdentity",
  on_behalf_of: "r.userIdentity.onBehalfOf.userId",
  ec2_role_delivery: "r.userIdentity.sessionContext.ec2RoleDelivery",
  requestparameters: "CAST(r.requestParameters AS VARCHAR)",
  responseelements: "CAST(r.responseElements AS VARCHAR)",
  additionaleventdata: "CAST(r.additionalEventData AS VARCHAR)",
  serviceeventdetails: "CAST(r.serviceEventDetails AS VARCHAR)",
  resource_arns: "array_to_string(list_transform(r.resources, lambda x: coalesce(x.ARN, x.ARNPrefix, '')), ' ')",
};

/** The most records of a file that DuckDB is given to read at once: it takes memory for each of their fields. */
export const PART_RECORDS = 20_000;
