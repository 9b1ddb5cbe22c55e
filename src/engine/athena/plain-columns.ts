import type { HiveType } from "./hive-type.ts";
import type { TableShape } from "./table-shape.ts";

/** Plain column of the relation -> where it stands in a CloudTrail record; the first path that a table has is read. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  eventid: ["eventid"],
  sharedeventid: ["sharedeventid"],
  requestid: ["requestid"],
  eventtime: ["eventtime"],
  eventname: ["eventname"],
  eventsource: ["eventsource"],
  eventtype: ["eventtype"],
  eventcategory: ["eventcategory"],
  eventversion: ["eventversion"],
  awsregion: ["awsregion"],
  readonly: ["readonly"],
  errorcode: ["errorcode"],
  errormessage: ["errormessage"],
  useragent: ["useragent"],
  sourceipaddress: ["sourceipaddress"],
  vpcendpointid: ["vpcendpointid"],
  recipientaccountid: ["recipientaccountid", "useridentity.accountid"],
  sessioncredentialfromconsole: ["sessioncredentialfromconsole"],
  user_type: ["useridentity.type"],
  user_name: ["useridentity.username"],
  user_arn: ["useridentity.arn"],
  user_principal: ["useridentity.principalid"],
  user_account: ["useridentity.accountid"],
  access_key_id: ["useridentity.accesskeyid"],
  invoked_by: ["useridentity.invokedby"],
  issuer_type: ["useridentity.sessioncontext.sessionissuer.type"],
  issuer_name: ["useridentity.sessioncontext.sessionissuer.username"],
  issuer_arn: ["useridentity.sessioncontext.sessionissuer.arn"],
  issuer_account: ["useridentity.sessioncontext.sessionissuer.accountid"],
  mfa: ["useridentity.sessioncontext.attributes.mfaauthenticated"],
  source_identity: ["useridentity.sessioncontext.sourceidentity"],
  on_behalf_of: ["useridentity.onbehalfof.userid"],
  ec2_role_delivery: ["useridentity.sessioncontext.ec2roledelivery"],
  requestparameters: ["requestparameters"],
  responseelements: ["responseelements"],
  additionaleventdata: ["additionaleventdata"],
  serviceeventdetails: ["serviceeventdetails"],
};

/** A column of this name holds whole files, each record an element. */
const NESTED = "records";
const NOTHING = "CAST(NULL AS varchar)";

/** What a table gives of the relation's plain columns. */
export interface PlainColumns {
  /** Column -> expression in Trino's SQL; text NULL where the table has nothing. */
  readonly expressions: Readonly<Record<string, string>>;
  /** Columns that the table lacks, in order. */
  readonly lacking: readonly string[];
  /** Column with the array of records, to be unnested as `r`; null for a table of one row for each event. */
  readonly nested: string | null;
}

/** The plain columns over a table's own. */
export function plainColumns({ columns }: Pick<TableShape, "columns">): PlainColumns {
  const records = columns.get(NESTED);
  const isNested = records?.kind === "array" && records.of.kind === "struct";
  const fields = isNested && records.of.kind === "struct" ? records.of.fields : columns;
  const prefix = isNested ? "r." : "";
  const expressions: Record<string, string> = {};
  const lacking: string[] = [];
  for (const [name, paths] of Object.entries(PATHS)) {
    const found = paths.flatMap((path) => textAt(fields, path, prefix) ?? []);
    expressions[name] = found.length > 1 ? `coalesce(${found.join(", ")})` : (found[0] ?? NOTHING);
    if (found.length === 0) lacking.push(name);
  }
  const arns = resourceArns(fields, prefix);
  expressions["resource_arns"] = arns ?? NOTHING;
  if (arns === null) lacking.push("resource_arns");
  return { expressions: withoutMistypedNames(expressions), lacking, nested: isNested ? NESTED : null };
}

/** What stands at a path as text, or null where the table has no such field. */
function textAt(fields: ReadonlyMap<string, HiveType>, path: string, prefix: string): string | null {
  let at: HiveType = { kind: "struct", fields };
  for (const name of path.split(".")) {
    const next: HiveType | undefined = at.kind === "struct" ? at.fields.get(name) : undefined;
    if (next === undefined) return null;
    at = next;
  }
  const expression = `${prefix}${path}`;
  switch (at.kind) {
    case "scalar":
      return at.name === "string" || at.name.startsWith("varchar") ? expression : `CAST(${expression} AS varchar)`;
    default:
      return `json_format(CAST(${expression} AS json))`;
  }
}

/** ARNs of the resources with spaces between them. */
function resourceArns(fields: ReadonlyMap<string, HiveType>, prefix: string): string | null {
  const resources = fields.get("resources");
  if (resources?.kind !== "array" || resources.of.kind !== "struct") return null;
  const names = ["arn", "arnprefix"].filter((name) => resources.of.kind === "struct" && resources.of.fields.has(name));
  if (names.length === 0) return null;
  const texts = [...names.map((name) => `x.${name}`), "''"].join(", ");
  return `array_join(transform(${prefix}resources, x -> coalesce(${texts})), ' ')`;
}

/**
 * A sign-in with a name that no user has: people type their password there, so the name is not passed on.
 * Message as in the AWS page on console sign-in events.
 */
function withoutMistypedNames(expressions: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { eventsource = NOTHING, errormessage = NOTHING } = expressions;
  const mistyped = `(${eventsource} = 'signin.amazonaws.com' AND ${errormessage} LIKE 'No username found%')`;
  const hidden = ["user_name", "user_arn", "user_principal"].map((name): [string, string] => {
    const expression = expressions[name] ?? NOTHING;
    return [
      name,
      expression === NOTHING ? NOTHING : `CASE WHEN ${mistyped} THEN '[redacted:user-name]' ELSE ${expression} END`,
    ];
  });
  return { ...expressions, ...Object.fromEntries(hidden) };
}
