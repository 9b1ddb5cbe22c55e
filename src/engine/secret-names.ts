/** What a hidden value was, for the mark that stands in its place. */
export type SecretKind =
  | "session-token"
  | "password"
  | "secret-key"
  | "user-data"
  | "environment"
  | "secret"
  | "token"
  | "private-key"
  | "presigned-url";

/** Names, in small letters without separators, whose value is a secret whatever it looks like. */
const EXACT: Readonly<Record<string, SecretKind>> = {
  sessiontoken: "session-token",
  securitytoken: "session-token",
  xamzsecuritytoken: "session-token",
  xamzsignature: "presigned-url",
  secretaccesskey: "secret-key",
  secretkey: "secret-key",
  userdata: "user-data",
  userdatabase64: "user-data",
  userdataencoded: "user-data",
  customdata: "user-data",
  secretstring: "secret",
  secretbinary: "secret",
  sharedsecret: "secret",
  presharedkey: "secret",
  sharedkey: "secret",
  psk: "secret",
  pass: "password",
  pin: "password",
  otp: "password",
  plaintext: "secret",
  ciphertextblob: "secret",
  samlassertion: "token",
  stagevariables: "environment",
  token: "token",
  authorizationtoken: "token",
  idtoken: "token",
  signintoken: "token",
  apikeyvalue: "secret",
  authorization: "token",
  cookie: "token",
  setcookie: "token",
  clientassertion: "token",
  codeverifier: "token",
  devicecode: "token",
  authorizationcode: "token",
  accountkey: "secret-key",
  sharedaccesskey: "secret-key",
  hmackey: "secret-key",
  licensekey: "secret",
  secrethash: "secret",
  rootpw: "password",
  adminpw: "password",
  dbpw: "password",
  tokencode: "password",
  keymaterial: "private-key",
  environment: "environment",
  connectionstring: "secret",
};

/** Names that only sound like secrets: ids, ARNs, counters and rules about them. */
const HARMLESS =
  /(id|ids|arn|arns|name|names|version|versions|stage|stages|policy|mode|length|age|type|status|count|required|requirement|enabled|date|time|expiration|lastused|rotation|reset|resetrequired|change|expiry|until|days|history|prevention|description|region)$/;

/** Names of tokens that open nothing: they turn pages, or tell one call from another. */
const HARMLESS_TOKENS =
  /(next|previous|page|paging|pagination|continuation|marker|start|starting|list|client|request|caller|creation|idempotency|idempotent|change|lock|update|conditional|sequence|revision|job|resume|export|forward|backward|getsignin)token$/;
/** Names that end in a word of its own: `DbPass`, `db_pass`, and no `bypass`. */
const PASS = /(?:[a-z0-9]P|[_.\s-][Pp]|[_.\s-]P)(?:ass|ASS)$/;

/**
 * The kind of secret that a key's or a variable's name announces, or null. `nextToken`, `clientRequestToken`, `secretId`,
 * `passwordResetRequired` and the like announce none.
 */
export function secretName(name: string): SecretKind | null {
  // The mark in place of a hidden part of a name is not what announces its value: that was hidden with it.
  if (name.includes("[redacted:")) return null;
  const plain = plainName(name);
  const exact = Object.hasOwn(EXACT, plain) ? EXACT[plain] : undefined;
  if (exact !== undefined) return exact;
  if (HARMLESS.test(plain)) return null;
  if (/passwo?r?d|passphrase|pwd$/.test(plain)) return "password";
  if (plain.endsWith("customerkey")) return "secret-key";
  if (/(passcode|pincode|pinnumber|(authentication|verification|confirmation|mfa|otp|totp)code\d?)$/.test(plain))
    return "password";
  if (/privatekey/.test(plain)) return "private-key";
  if (/secret(access)?key$/.test(plain)) return "secret-key";
  if (/environmentvariables?$|^env(vars?)?$/.test(plain)) return "environment";
  if (/(secret|apikey|credential)$/.test(plain) || /^secret(value|text|data)/.test(plain)) return "secret";
  if (PASS.test(name.trim())) return "password";
  return plain.endsWith("token") && !HARMLESS_TOKENS.test(plain) ? "token" : null;
}

/** Whether a name is one of an id, an ARN, a state: such a value may stand beside secrets. */
export function isHarmlessName(name: string): boolean {
  return HARMLESS.test(plainName(name));
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
