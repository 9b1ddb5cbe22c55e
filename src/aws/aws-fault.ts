import { reasonOf } from "../errors.ts";

/** Why a call to AWS did not give what was asked. */
export type AwsFaultKind =
  /** Too many calls, or too many queries at once: the same call later. */
  | "throttled"
  /** No connection, no answer, or a fault of AWS: the same call later. */
  | "away"
  /** Credentials that have run out: new ones may be there already. */
  | "expired"
  /** No credentials, or wrong ones. */
  | "credentials"
  | "denied"
  | "not-found"
  /** The token stands for another query already. */
  | "other-query"
  | "invalid"
  | "unknown";

const THROTTLED =
  /^(Throttl|ProvisionedThroughputExceeded|TooManyRequests|SlowDown|RequestLimitExceeded|RequestThrottled|LimitExceeded|BandwidthLimit)/;
const EXPIRED = /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/;
const CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|InvalidToken|AuthFailure|MissingAuthenticationToken|RequestTimeTooSkewed|IncompleteSignature)/;
const DENIED = /^(AccessDenied|NotAuthorized|Unauthorized|Forbidden|AllAccessDisabled)/;
const MISSING = /^(NoSuchKey|NoSuchBucket|NotFound|ResourceNotFound|EntityNotFound|MetadataException)/;
const INVALID = /^(InvalidRequest|ValidationException|InvalidArgument|PermanentRedirect|AuthorizationHeaderMalformed)/;
const NETWORK =
  /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_TLS|CERT_|UND_ERR|ERR_STREAM_PREMATURE_CLOSE|ERR_PROXY)/;
const TIMED_OUT = /^(TimeoutError|RequestTimeout|AbortError|NetworkingError)/;

/** What kind of fault was thrown by a client of the AWS SDK. */
export function awsFaultKind(thrown: unknown): AwsFaultKind {
  const name = textOf(thrown, "name");
  const status = statusOf(thrown);
  const reason = reasonOf(thrown);
  if (THROTTLED.test(name) || status === 429) return "throttled";
  if (EXPIRED.test(name) || /security token .*expired/i.test(reason)) return "expired";
  if (CREDENTIALS.test(name)) return "credentials";
  if (/idempotent|client ?request ?token/i.test(reason) && INVALID.test(name)) return "other-query";
  if (DENIED.test(name) || status === 403) return "denied";
  if (MISSING.test(name) || status === 404) return "not-found";
  if (status !== null && status >= 500) return "away";
  if (INVALID.test(name) || (status !== null && status >= 400)) return "invalid";
  if (NETWORK.test(codeOf(thrown)) || TIMED_OUT.test(name) || /socket hang up|network|timed? ?out/i.test(reason)) {
    return "away";
  }
  return "unknown";
}

function textOf(thrown: unknown, key: string): string {
  const value: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, key) : undefined;
  return typeof value === "string" ? value : "";
}

/** The system's code of a network fault, which may lie in the cause, or in the first of several. */
function codeOf(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return "";
  const own = textOf(thrown, "code");
  if (own !== "") return own;
  const errors: unknown = Reflect.get(thrown, "errors");
  return codeOf(Array.isArray(errors) ? errors[0] : Reflect.get(thrown, "cause"));
}

function statusOf(thrown: unknown): number | null {
  const metadata: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "$metadata") : null;
  const status: unknown =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : null;
  // A fault while an answer is read carries that answer's status 200.
  return typeof status === "number" && status >= 400 ? status : null;
}
