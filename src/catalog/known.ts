import type { Span } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import { addressPattern } from "./address-pattern.ts";
import { hoursPattern, type WorkingHours } from "./hours-pattern.ts";
import { literalPattern } from "./name-pattern.ts";

/** What an organization says is ordinary: what is out of it is measured against this (`known:` of the configuration). */
export interface Known {
  /** Addresses and networks in CIDR form. */
  readonly networks: readonly string[];
  /** When people work; null: not said. */
  readonly hours: WorkingHours | null;
  /** Names of roles and users that change things by code, with `*` for any characters. */
  readonly deployers: readonly string[];
  /** Accounts of vendors, 12 digits. */
  readonly vendors: readonly string[];
  /** Accounts of one's own, 12 digits. */
  readonly accounts: readonly string[];
}

export const NOTHING_KNOWN: Known = { networks: [], hours: null, deployers: [], vendors: [], accounts: [] };

/** The values that SQL may take as `:known.name`; each is a pattern for `regexp_like`. */
export const KNOWN_NAMES = ["networks", "hours", "deployers", "vendors", "accounts"] as const;
export type KnownName = (typeof KNOWN_NAMES)[number];

/** Matches no name, address or account: those never are a single space. */
const NEVER = "^ $";
/** Matches every text. */
const ALWAYS = "";

/** Taken where the configuration names no hours. */
const USUAL_HOURS = { from: "07:00", to: "20:00", days: ["mon", "tue", "wed", "thu", "fri"] } as const;

/**
 * `known.networks` (matches source addresses inside; every one where none are configured), `known.hours` (matches event times
 * within working hours of the window; Monday to Friday, 07:00 to 20:00 in the asker's zone where none are configured),
 * `known.deployers` (matches within names joined by spaces, as those of a person do), `known.vendors` and `known.accounts` (match
 * account ids); the last three match nothing where none are configured. Throws TrailError("refused") for a network that cannot be
 * searched.
 */
export function knownBindings(
  known: Known,
  window: Span,
  zone: string,
): ReadonlyMap<string, { readonly values: readonly string[] }> {
  const values: Readonly<Record<KnownName, string>> = {
    networks: known.networks.length === 0 ? ALWAYS : addressPattern(known.networks),
    hours: hoursPattern(known.hours ?? { ...USUAL_HOURS, zone }, window),
    deployers: known.deployers.length === 0 ? NEVER : globPattern(known.deployers),
    vendors: wholePattern(known.vendors),
    accounts: wholePattern(known.accounts),
  };
  return new Map(KNOWN_NAMES.map((name) => [`known.${name}`, { values: [values[name]] }] as const));
}

/** Athena takes no longer literal; quotes do not stand in these. */
const LONGEST = 1022;
/** As long as the longest window that hours are compared in. */
const LONG_WINDOW: Span = { start: "2026-01-15T00:00:00Z", end: "2026-04-15T00:00:00Z" };

/** What cannot be searched for of what is known, in a sentence, or null. */
export function knownFault(known: Known): string | null {
  try {
    const bindings = knownBindings(known, LONG_WINDOW, "UTC");
    const long = [...bindings].find(([, { values }]) => values.some((value) => value.length > LONGEST));
    return long === undefined ? null : `${long[0]} is too long for one search: name fewer, or wider ones.`;
  } catch (cause) {
    if (cause instanceof TrailError) return cause.message;
    throw cause;
  }
}

function wholePattern(texts: readonly string[]): string {
  return texts.length === 0 ? NEVER : `^(${texts.map(literalPattern).join("|")})$`;
}

/** As names of people and roles are found: a whole text or a segment of it after `/` or `:`, whatever the case. */
function globPattern(globs: readonly string[]): string {
  const either = globs.map((glob) => glob.split("*").map(literalPattern).join("[^ /:]*")).join("|");
  return `(?i)(^|[ /:])(${either})($|[ /])`;
}

/** What an answer took for granted of the names it asked for, one sentence for each that the configuration leaves out. */
export function assumptions(names: readonly KnownName[], known: Known, zone: string): readonly string[] {
  const sentences: Readonly<Record<KnownName, string | null>> = {
    networks:
      known.networks.length > 0
        ? null
        : "No networks are configured (known.networks), so no address counts as outside.",
    hours:
      known.hours === null
        ? `No working hours are configured (known.hours): Monday to Friday, ${USUAL_HOURS.from} to ${USUAL_HOURS.to} ${zone}, were assumed.`
        : null,
    deployers:
      known.deployers.length > 0
        ? null
        : "No deployers are configured (known.deployers): code was told from hand by its tools alone.",
    vendors: known.vendors.length > 0 ? null : "No vendors are configured (known.vendors).",
    accounts:
      known.accounts.length > 0 ? null : "No accounts are configured (accounts), so none is known as one of yours.",
  };
  return KNOWN_NAMES.flatMap((name) => (names.includes(name) ? (sentences[name] ?? []) : []));
}
