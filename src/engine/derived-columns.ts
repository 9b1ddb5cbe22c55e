/**
 * The derived columns of the relation `cloudtrail`, in SQL that Trino and DuckDB read alike, over the plain columns of
 * the same relation. Every engine adds them to its own base, so that one rule names an actor everywhere.
 */

const has = (column: string): string => `coalesce(${column}, '') <> ''`;
const first = (...columns: string[]): string => `coalesce(${columns.map((c) => `nullif(${c}, '')`).join(", ")})`;

/** What stands after the last slash of an ARN: a user's name, a session's name. */
const ARN_TAIL = "regexp_extract(user_arn, '[^/]+$')";
const PRINCIPAL_TAIL = "regexp_extract(user_principal, '[^:]+$')";
const SESSION = `coalesce(nullif(${ARN_TAIL}, ''), ${PRINCIPAL_TAIL})`;
const ROLE = `coalesce(nullif(issuer_name, ''), regexp_extract(user_arn, 'assumed-role/([^/]+)/', 1))`;

/** Rule S9: the service itself acted. Some service events carry no type at all. */
const BY_SERVICE = `(coalesce(user_type, '') = 'AWSService' OR (coalesce(user_type, '') = '' AND user_arn IS NULL))`;
/** Rule S8: made by a service, whether for itself or for somebody. */
const SERVICE_MADE = `(${BY_SERVICE} OR ${has("invoked_by")})`;
/** Some records of role sessions call their type Unknown. */
const IS_ASSUMED = `(user_type = 'AssumedRole' OR (user_type = 'Unknown' AND regexp_like(coalesce(user_arn, ''), ':assumed-role/')))`;
const IS_SSO = `(${IS_ASSUMED} AND coalesce(${ROLE}, '') LIKE 'AWSReservedSSO!_%' ESCAPE '!')`;
const IS_INSTANCE = `(${IS_ASSUMED} AND regexp_like(coalesce(${SESSION}, ''), '^i-([0-9a-f]{8}|[0-9a-f]{17})$'))`;
const IS_ANONYMOUS = `(user_type = 'AWSAccount' AND (lower(coalesce(user_account, '')) IN ('anonymous_principal', 'anonymous')
    OR lower(coalesce(user_principal, '')) = 'anonymous'))`;

/** A sign-in that failed carries no error code (rule S5). */
const FAILED_SIGN_IN = `(eventsource IN ('signin.amazonaws.com', 'sso.amazonaws.com') AND (${has("errormessage")}
    OR regexp_like(coalesce(responseelements, ''), ':\\s*"Failure"')
    OR regexp_like(coalesce(serviceeventdetails, ''), ':\\s*"Failure"')))`;
const FAILED = `(${has("errorcode")} OR ${FAILED_SIGN_IN})`;
/** Rule S4: denial is a family of codes. */
const DENIED = `regexp_like(lower(coalesce(errorcode, '')), 'access ?denied|unauthorized|notauthorized|forbidden|operationnotpermitted')`;
const READ = `coalesce(readonly, '') = 'true'`;

const ACTOR = `CASE
    WHEN ${BY_SERVICE} THEN ${first("invoked_by", "sourceipaddress", "eventsource")}
    WHEN user_type = 'Root' THEN 'root'
    WHEN ${IS_SSO} OR ${IS_INSTANCE} THEN ${SESSION}
    WHEN ${IS_ASSUMED} THEN coalesce(${ROLE} || '/' || ${SESSION}, ${ROLE}, ${SESSION})
    WHEN ${IS_ANONYMOUS} THEN 'anonymous'
    WHEN user_type = 'AWSAccount' THEN coalesce(nullif(user_account, '') || '/' || nullif(user_principal, ''), user_account, user_principal)
    WHEN user_type = 'IdentityCenterUser' THEN ${first("user_name", "on_behalf_of", "user_principal")}
    WHEN user_type IN ('SAMLUser', 'WebIdentityUser') THEN ${first("user_name", "user_principal", "user_arn")}
    ELSE ${first("user_name", ARN_TAIL, "user_principal", "user_account")} END`;

const ACTOR_KIND = `CASE
    WHEN ${BY_SERVICE} THEN 'service'
    WHEN user_type = 'Root' THEN 'root'
    WHEN ${IS_SSO} OR user_type = 'IdentityCenterUser' THEN 'sso'
    WHEN ${IS_INSTANCE} THEN 'instance'
    WHEN ${IS_ASSUMED} THEN 'role'
    WHEN ${IS_ANONYMOUS} THEN 'anonymous'
    WHEN user_type = 'AWSAccount' THEN 'account'
    ELSE 'person' END`;

const HIDDEN = `CASE WHEN ${FAILED} THEN 'failure' ELSE '' END
    || CASE WHEN ${READ} THEN CASE WHEN ${FAILED} THEN ',read' ELSE 'read' END ELSE '' END
    || CASE WHEN ${SERVICE_MADE} THEN CASE WHEN ${FAILED} OR ${READ} THEN ',service' ELSE 'service' END ELSE '' END`;

const SEARCHTEXT = [
  "requestparameters",
  "responseelements",
  "resource_arns",
  "errormessage",
  "additionaleventdata",
  "serviceeventdetails",
]
  .map((column) => `coalesce(${column}, '')`)
  .join(" || ' ' || ");

/** Derived column -> expression over the plain columns. None is ever NULL. */
export const DERIVED_COLUMNS: Readonly<Record<string, string>> = {
  actor: `coalesce(${ACTOR}, 'unknown')`,
  actor_kind: ACTOR_KIND,
  via: `CASE WHEN ${BY_SERVICE} THEN '' ELSE coalesce(invoked_by, '') END`,
  failed: `CAST(CASE WHEN ${FAILED} THEN 1 ELSE 0 END AS bigint)`,
  denied: `CAST(CASE WHEN ${DENIED} THEN 1 ELSE 0 END AS bigint)`,
  hidden: HIDDEN,
  searchtext: SEARCHTEXT,
  day: "coalesce(substr(eventtime, 1, 10), '')",
};

/** Predicate that leaves service-made events out (rule S8), for rankings. */
export const NOT_SERVICE_MADE = `NOT ${SERVICE_MADE}`;
