import { isAddress, isNetwork } from "./address.ts";
import { isEventName, isRoleName } from "./api-names.ts";
import { typesOfArn } from "./arn.ts";
import { kindOfAwsId } from "./aws-prefix.ts";
import type { EntityType } from "./entity.ts";
import { isAccessKey, isRegion, isUuid } from "./grammar.ts";

/** What a word is by its shape alone. */
export interface Recognised {
  readonly value: string;
  /** What it can be given as, likeliest first. */
  readonly types: readonly EntityType[];
  /** The kind of thing, as people say it, where the id tells ("security group"). */
  readonly kind: string | null;
}

/** Knows one family of values. */
type Recogniser = (text: string) => Recognised | null;

const RECOGNISERS: readonly Recogniser[] = [
  (text) => (/^@[UW][A-Z0-9]{2,20}$/.test(text) ? known(text, "user") : null),
  (text) => {
    const types = typesOfArn(text);
    return types === null ? null : known(text, ...types);
  },
  (text) =>
    /^s3:\/\/[^\s/]+/i.test(text)
      ? known(text.replace(/^s3:\/\//i, "").replace(/\/$/, ""), "bucket", "resource")
      : null,
  (text) => (/^[\w.+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/i.test(text) ? known(text, "user") : null),
  (text) => (isUuid(text) ? known(text, "key", "event-id", "resource") : null),
  (text) => (/^mrk-[0-9a-f]{32}$/i.test(text) ? known(text, "key", "resource") : null),
  (text) => (isAccessKey(text) && /\d|^A[A-Z]{3}[A-Z]{12,}$/.test(text) ? known(text, "access-key", "resource") : null),
  (text) => (isAddress(text) ? known(text, "ip", "cidr") : null),
  (text) => (isNetwork(text) ? known(text, "cidr", "ip") : null),
  (text) => (isRegion(text) ? known(text, "region") : null),
  (text) => (/^(?:\d{12}|\d{4}-\d{4}-\d{4})$/.test(text) ? known(text.replaceAll("-", ""), "account") : null),
  partOfArn,
  (text) => (/^alias\/[\w/-]+$/i.test(text) ? known(text, "key", "resource") : null),
  (text) =>
    /^[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|aws\.internal)$/i.test(text) ? known(text, "user", "service") : null,
  awsId,
  (text) => (isEventName(text) ? known(text, "action") : null),
  (text) => (isRoleName(text) ? known(text, "role", "resource") : null),
];

/** What a word is by its shape, or null when it could be anything. */
export function recognise(text: string): Recognised | null {
  for (const recogniser of RECOGNISERS) {
    const found = recogniser(text);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Whether a word that nothing knows has the shape of a name that a machine or an administrator gave: joined words,
 * digits, paths, capitals inside.
 */
export function hasNameShape(text: string): boolean {
  if (text.startsWith("__") || /[<>(){}|\\]|^v?\d+(?:\.\d+)+$/i.test(text)) return false;
  if (/^[\w@/]/.test(text) && /[\w%*/]$/.test(text) && /[-_./@+%=]/.test(text.slice(1, -1))) return true;
  return /[a-z]\d|[a-z][A-Z]|[%*]$/.test(text);
}

/** The end of an ARN, as policies and error messages have it: "role/deploy", "user/alice". */
function partOfArn(text: string): Recognised | null {
  const [, kind = "", name = ""] = /^(role|user)\/([\w+=,.@-]{1,64})$/.exec(text) ?? [];
  return kind === "" ? null : known(name, kind === "role" ? "role" : "user", "resource");
}

function awsId(text: string): Recognised | null {
  const kind = kindOfAwsId(text);
  return kind === null ? null : { value: text, types: ["resource"], kind };
}

function known(value: string, ...types: readonly EntityType[]): Recognised {
  return { value, types, kind: null };
}
