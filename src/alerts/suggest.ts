import ipaddr from "ipaddr.js";
import { instantOf, millisecondsOf, type Instant } from "../clock.ts";
import { isAddress } from "../question/entities/address.ts";
import type { IntentShape } from "../question/intent-shape.ts";
import { spanAfter, spanBefore } from "../question/window/duration.ts";
import type { Window } from "../question/window/window.ts";
import type { Alert } from "./alert.ts";
import {
  inAccounts,
  instancesIn,
  isFindingType,
  must,
  wantedByType,
  wantedByWords,
  type Wanted,
} from "./finding-types.ts";

/** A question that fits an alert, ready to be run. */
export interface Suggestion extends Wanted {
  /** For a button. */
  readonly label: string;
  readonly window: Window & { readonly start: Instant };
}

/** No more buttons than can be read at a glance. */
export const MOST_SUGGESTIONS = 5;
/** What led to an alert is looked for this far before it. */
const BEFORE = "12h";

/**
 * The questions that fit an alert, best first, five at most, each of them one of `intents` with its params filled; the window
 * goes from twelve hours before the alert to `now`, as far as the intent looks.
 */
export function suggest(alert: Alert, intents: readonly IntentShape[], now: Instant): readonly Suggestion[] {
  const shapes = new Map(intents.map((intent) => [intent.id, intent]));
  const seen = new Set<string>();
  const found: Suggestion[] = [];
  for (const wanted of wantedFor(alert)) {
    const shape = shapes.get(wanted.intent);
    const name = JSON.stringify([wanted.intent, wanted.params]);
    if (shape === undefined || seen.has(name) || found.length === MOST_SUGGESTIONS) continue;
    seen.add(name);
    found.push({ ...wanted, label: labelOf(shape, wanted), window: windowAround(alert.at, now, shape) });
  }
  return found;
}

/** One intent filled from an alert, or null where the alert names nothing that it is asked about. */
export function suggestionFor(alert: Alert, shape: IntentShape, now: Instant): Suggestion | null {
  const isWhole = Object.values(shape.params).every(({ optional }) => optional === true);
  const wanted =
    wantedFor(alert).find(({ intent }) => intent === shape.id) ??
    (isWhole ? inAccounts(shape.id, alert.entities.accounts) : null);
  return wanted === null
    ? null
    : { ...wanted, label: labelOf(shape, wanted), window: windowAround(alert.at, now, shape) };
}

/** From twelve hours before a moment to now, but no longer than the intent looks. */
export function windowAround(at: Instant, now: Instant, { window: { max } }: IntentShape): Suggestion["window"] {
  const start = spanBefore(BEFORE, at, "UTC");
  const furthest = spanAfter(max, start, "UTC");
  const end = instantOf(Math.max(millisecondsOf(now), millisecondsOf(at) + 1000));
  return { start, end: end < furthest ? end : furthest, zone: "UTC", text: `from ${BEFORE} before the alert` };
}

function wantedFor(alert: Alert): readonly Wanted[] {
  const { entities } = alert;
  const named = [...wantedByType(alert.sort, entities), ...wantedByEntities(alert)];
  const isTold = isFindingType(alert.sort) || (alert.kind === "generic" && named.length > 0);
  const words = isTold ? [] : wantedByWords(`${alert.title} ${alert.sort}`, entities);
  const all = [...named, ...words.filter(({ intent }) => named.every((one) => one.intent !== intent))];
  return all.length > 0 ? all : [inAccounts("what-changed", entities.accounts)];
}

/** So many things of one sort are worth a button of their own. */
const FEW = 2;

function wantedByEntities({ kind: source, entities }: Alert): readonly Wanted[] {
  const instances = instancesIn(entities);
  const groups = entities.resources.filter(({ kind }) => kind === "security group").map(({ id }) => id);
  const others = entities.resources.map(({ id }) => id).filter((id) => !instances.includes(id) && !groups.includes(id));
  const each = (intent: string, param: string, values: readonly string[]): readonly (Wanted | null)[] =>
    values.slice(0, FEW).map((value) => must(intent, param, [value]));
  const policies = each("bucket-policy-changes", "bucket", entities.buckets);
  const wanted = [
    ...each("instance-exposure", "resource", instances),
    many("who-changed", groups),
    ...each("access-key-activity", "accessKeyId", entities.accessKeys),
    ...entities.users
      .slice(0, FEW)
      .map((user) =>
        user === "root" ? { intent: "root-activity", params: {} } : must("user-activity", "user", [user]),
      ),
    ...each("role-activity", "role", entities.roles),
    ...(source === "config" || source === "securityhub"
      ? policies
      : [...each("bucket-access", "bucket", entities.buckets), ...policies]),
    ...each("ip-activity", "ip", entities.addresses.filter(isPublic)),
    ...each("key-changes", "keyId", entities.keys),
    ...each("secret-access", "secret", entities.secrets),
    many("who-changed", others),
    ...(groups.length === 0 ? [] : [inAccounts("opened-to-world", entities.accounts)]),
    ...each("who-changed", "resource", instances),
    ...each("bucket-access", "bucket", entities.buckets),
  ];
  return wanted.filter((one) => one !== null);
}

/** Who called from inside a network does not stand in CloudTrail by that address. */
function isPublic(address: string): boolean {
  return !isAddress(address) || ipaddr.parse(address).range() === "unicast" || isForExamples(address);
}

/** The networks of documentation, which logs made up for trying things out are full of. */
function isForExamples(address: string): boolean {
  return /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/i.test(address);
}

const MOST_IN_ONE = 5;

function many(intent: string, values: readonly string[]): Wanted | null {
  const [first, ...rest] = values.slice(0, MOST_IN_ONE);
  if (first === undefined) return null;
  return { intent, params: { resource: rest.length === 0 ? first : [first, ...rest] } };
}

/** What the titles of intents call their param. */
const PARAM_WORDS =
  /\bthis (?:resource|access key|address|person|instance|bucket|role|KMS key|secret or parameter|session)\b(?=['?, ]|$)/;

/** The intent's own question with what it is asked about: "Who changed sg-5887f224?". */
function labelOf({ title }: IntentShape, { params }: Wanted): string {
  const values = Object.entries(params).flatMap(([name, value]) => (name === "account" ? [] : [value].flat()));
  const shown =
    values.length > 2 ? `${nameIn(values[0] ?? "")} and ${values.length - 1} more` : values.map(nameIn).join(", ");
  if (shown === "") return title;
  return PARAM_WORDS.test(title) ? title.replace(PARAM_WORDS, () => shown) : `${title} ${shown}`;
}

/** The end of an ARN says enough on a button. */
function nameIn(value: string): string {
  return /^arn:/i.test(value) ? (value.split("/").at(-1) ?? value) : value;
}
