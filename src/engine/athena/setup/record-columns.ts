/**
 * Columns of a CloudTrail record, as `name type`. The published definitions lack the newer ones.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const USER_IDENTITY = `STRUCT<
    type: STRING, principalid: STRING, arn: STRING, accountid: STRING, invokedby: STRING, accesskeyid: STRING,
    username: STRING,
    onbehalfof: STRUCT<userid: STRING, identitystorearn: STRING>,
    sessioncontext: STRUCT<
      attributes: STRUCT<mfaauthenticated: STRING, creationdate: STRING>,
      sessionissuer: STRUCT<type: STRING, principalid: STRING, arn: STRING, accountid: STRING, username: STRING>,
      ec2roledelivery: STRING, sourceidentity: STRING,
      webidfederationdata: STRUCT<federatedprovider: STRING, attributes: MAP<STRING, STRING>>>>`;

/** Name and Hive type of each column, in the order of a record. */
export const RECORD_COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ["eventversion", "STRING"],
  ["useridentity", USER_IDENTITY],
  ["eventtime", "STRING"],
  ["eventsource", "STRING"],
  ["eventname", "STRING"],
  ["awsregion", "STRING"],
  ["sourceipaddress", "STRING"],
  ["useragent", "STRING"],
  ["errorcode", "STRING"],
  ["errormessage", "STRING"],
  ["requestparameters", "STRING"],
  ["responseelements", "STRING"],
  ["additionaleventdata", "STRING"],
  ["requestid", "STRING"],
  ["eventid", "STRING"],
  ["readonly", "STRING"],
  ["resources", "ARRAY<STRUCT<arn: STRING, arnprefix: STRING, accountid: STRING, type: STRING>>"],
  ["eventtype", "STRING"],
  ["apiversion", "STRING"],
  ["recipientaccountid", "STRING"],
  ["serviceeventdetails", "STRING"],
  ["sharedeventid", "STRING"],
  ["vpcendpointid", "STRING"],
  ["vpcendpointaccountid", "STRING"],
  ["eventcategory", "STRING"],
  ["addendum", "STRUCT<reason: STRING, updatedfields: STRING, originalrequestid: STRING, originaleventid: STRING>"],
  ["sessioncredentialfromconsole", "STRING"],
  ["edgedevicedetails", "STRING"],
  ["tlsdetails", "STRUCT<tlsversion: STRING, ciphersuite: STRING, clientprovidedhostheader: STRING>"],
];
