import { isAddress, isNetwork } from "./address.ts";
import { kindOfAwsId } from "./aws-prefix.ts";
import type { EntityType } from "./entity.ts";

/** A value in the form in which SQL may compare it, or one sentence for the person who gave it. */
export type Acceptance =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: string };

/** What fits into a bound value, counted with every quote doubled. */
const LONGEST = 1024;

/**
 * Holds a value to the grammar of its type, wherever it came from. The value comes back trimmed; ids given by AWS in
 * the case in which AWS writes them, names as typed. Wildcards of SQL are ordinary characters.
 */
export function accepts(type: EntityType, value: string): Acceptance {
  const text = value.trim();
  if (text === "") return refused("The value is empty.");
  if (hasControl(text)) return refused(`“${escaped(text)}” holds a control character or half a character.`);
  if (text.length + (text.split("'").length - 1) > LONGEST) {
    return refused(`The value is longer than ${LONGEST} characters, counted with its quotes doubled.`);
  }
  return GRAMMARS[type](text);
}

/** Whether a text holds NUL, ESC, another control character, an invisible override or half of a surrogate pair. */
export function hasControl(text: string): boolean {
  return !text.isWellFormed() || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text);
}

/** The text with everything that cannot be seen written as an escape, at most 60 characters of it. */
export function escaped(text: string): string {
  const visible = Array.from(text.slice(0, 60), (character) => {
    const code = character.codePointAt(0) ?? 0;
    return hasControl(character) ? `\\u${code.toString(16).padStart(4, "0")}` : character;
  });
  return visible.join("") + (text.length > 60 ? "…" : "");
}

const ARN = /^arn:aws[a-z-]{0,20}:[a-z0-9-]{1,63}:[a-z0-9-]{0,30}:(?:\d{12}|aws|cloudfront)?:[^\s'"`;\\<>]{1,900}$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REGION =
  /^(?:us|us-gov|us-iso[a-z]?|eu|eu-iso[a-z]?|eusc-de|ap|sa|ca|me|af|il|mx|cn)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/i;

const GRAMMARS: Readonly<Record<EntityType, (text: string) => Acceptance>> = {
  resource: acceptResource,
  user: accepted,
  role: (text) => named(text, /^[\w+=,.@/:*%-]{1,512}$/, "a role's name or ARN"),
  ip: acceptIp,
  "access-key": acceptAccessKey,
  account: acceptAccount,
  region: (text) => (isRegion(text) ? accepted(text.toLowerCase()) : mismatch(text, "a region such as eu-central-1")),
  service: (text) => named(text, /^[a-z0-9][a-z0-9 .-]{0,63}$/i, "a service such as s3"),
  action: (text) =>
    /^(?:[a-z0-9-]{2,40}:)?[a-z][a-z0-9_]{2,127}$/i.test(text)
      ? accepted(text)
      : mismatch(text, "an event name such as RunInstances"),
  bucket: acceptBucket,
  key: (text) => named(text, /^[a-z0-9/_:%-]{1,256}$/i, "a key's id, alias or ARN"),
  secret: (text) => named(text, /^[\w/+=.@!:%-]{1,512}$/, "the name or ARN of a secret or parameter"),
  port: acceptPort,
  cidr: acceptCidr,
  "event-id": acceptEventId,
};

/** Whether a text is a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Whether a text is an ARN of any partition. */
export function isArn(text: string): boolean {
  return ARN.test(text);
}

/** Whether a text has the form of a region's name. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}

/** Whether a text is the id of an access key, long-lived or of a session. */
export function isAccessKey(text: string): boolean {
  return /^(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}$/i.test(text);
}

function acceptResource(text: string): Acceptance {
  if (text.length < 3) return refused(`“${text}” is too short to look for: give at least 3 characters.`);
  if (/['"`;\\<>]/.test(text))
    return mismatch(text, "an id, a name or an ARN: quotes, backslashes and semicolons never stand in one");
  if (/[^\p{L}\p{M}\p{N} ._:/@+=,#%*$!()[\]{}&|?~^-]/u.test(text)) return mismatch(text, "an id, a name or an ARN");
  const word = /^\S+/.exec(text)?.[0] ?? text;
  const isId = kindOfAwsId(word) !== null;
  if (isId && word !== text) return mismatch(text, "one id: give one value at a time");
  const digit = /[^\P{Nd}0-9]/u.exec(text);
  if (digit !== null)
    return refused(`“${text}” holds “${digit[0]}” at place ${digit.index + 1}, which is not a digit from 0 to 9.`);
  return accepted(isId ? text.toLowerCase() : text);
}

function acceptIp(text: string): Acceptance {
  if (isAddress(text) || isNetwork(text)) return accepted(text.toLowerCase());
  return mismatch(text, "an IP address or a network such as 198.51.100.0/24");
}

function acceptAccessKey(text: string): Acceptance {
  return isAccessKey(text)
    ? accepted(text.toUpperCase())
    : mismatch(text, "the id of an access key, which starts with AKIA or ASIA");
}

function acceptAccount(text: string): Acceptance {
  const digits = /^\d{4}-\d{4}-\d{4}$/.test(text) ? text.replaceAll("-", "") : text;
  return /^[0-9]{12}$/.test(digits) ? accepted(digits) : mismatch(text, "an account id, which has 12 digits");
}

function acceptBucket(text: string): Acceptance {
  const name = text.replace(/^s3:\/\//i, "").replace(/^([^/:]+)\/.*$/, "$1");
  return named(name, /^[a-z0-9._%-]{3,255}$/i, "a bucket's name or ARN");
}

/** Each service has its own form of request id: `WBZW83A8Q2DW4K8X`, or a message's name, an ARN and an instant joined by colons. */
function acceptEventId(text: string): Acceptance {
  if (isUuid(text)) return accepted(text.toLowerCase());
  const isRequestId = /^[a-z0-9][\w:./+=-]{11,511}$/i.test(text) && /\d/.test(text) && /[a-z]/i.test(text);
  return isRequestId && !/^\d{4}-\d\d-\d\dT/i.test(text)
    ? accepted(text)
    : mismatch(text, "the id of an event or a request, such as 6f1a2b3c-0000-4000-8000-000000000001");
}

function acceptPort(text: string): Acceptance {
  const ports = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const [, first = "", last = first] = ports ?? [];
  const isRange = ports !== null && Number(last) <= 65_535 && Number(first) <= Number(last);
  return isRange ? accepted(text) : mismatch(text, "a port between 0 and 65535");
}

function acceptCidr(text: string): Acceptance {
  if (isNetwork(text)) return accepted(text.toLowerCase());
  if (!isAddress(text)) return mismatch(text, "a network such as 198.51.100.0/24");
  return accepted(`${text.toLowerCase()}/${text.includes(":") ? 128 : 32}`);
}

function named(text: string, pattern: RegExp, kind: string): Acceptance {
  return pattern.test(text) || isArn(text) ? accepted(text) : mismatch(text, kind);
}

function accepted(value: string): Acceptance {
  return { ok: true, value };
}

function refused(reason: string): Acceptance {
  return { ok: false, reason };
}

function mismatch(text: string, kind: string): Acceptance {
  return refused(`“${escaped(text)}” is not ${kind}.`);
}
