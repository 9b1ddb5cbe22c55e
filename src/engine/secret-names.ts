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
  keymaterial: "private-key",
  environment: "environment",
  connectionstring: "secret",
};

/** Names that only sound like secrets: ids, ARNs, counters and rules about them. */
const HARMLESS =
  /(id|ids|arn|arns|name|names|version|versions|stage|stages|policy|mode|length|age|type|status|count|required|requirement|enabled|date|time|expiration|lastused|rotation|reset|resetrequired|change|expiry|until|days|history|prevention|description|region)$/;

const TOKENS =
  /(access|auth|bearer|oauth|session|security|refresh|bot|app|api|secret|user|identity|deploy|github|gitlab|npm|slack)token$/;

/**
 * The kind of secret that a key's or a variable's name announces, or null. `nextToken`, `clientRequestToken`, `secretId`,
 * `passwordResetRequired` and the like announce none.
 */
export function secretName(name: string): SecretKind | null {
  const plain = plainName(name);
  const exact = Object.hasOwn(EXACT, plain) ? EXACT[plain] : undefined;
  if (exact !== undefined) return exact;
  if (HARMLESS.test(plain)) return null;
  if (/passwo?r?d|passphrase|pwd$/.test(plain)) return "password";
  if (/(passcode|pincode|pinnumber|(authentication|verification|confirmation|mfa|otp|totp)code\d?)$/.test(plain))
    return "password";
  if (/privatekey/.test(plain)) return "private-key";
  if (/secret(access)?key$/.test(plain)) return "secret-key";
  if (/environmentvariables?$|^env(vars?)?$/.test(plain)) return "environment";
  if (/(secret|apikey|credential)$/.test(plain) || /^secret(value|text|data)/.test(plain)) return "secret";
  return TOKENS.test(plain) ? "token" : null;
}

/** Whether a name is one of an id, an ARN, a state: such a value may stand beside secrets. */
export function isHarmlessName(name: string): boolean {
  return HARMLESS.test(plainName(name));
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
