import type { PlainText, Token } from "./source.ts";

/** Whether a name is a valid IANA time zone name ("Europe/Berlin", "UTC"); offsets are not names. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A zone named beside a time, where its words stand, and the zone for the calendar (IANA name or ±hh:mm). */
export interface NamedZone {
  readonly start: number;
  readonly end: number;
  readonly zone: string;
}

const NAMED = /\(?(?<![\w/.@-])(utc|gmt|zulu)(?:\s?([+-])(\d{1,2})(?::?(\d\d))?)?(?![\w/@-])\)?/g;
const OFFSET =
  /(?<=\d\d:\d\d(:\d\d(?:\.\d{1,9})?)?\s?(?:[ap]m\s?)?)\(?(z(?![a-z0-9])|([+-])(\d\d)(:?)(\d\d)(?![\d:]))\)?/g;
const LETTERS =
  /(?<=(?:\d\s?|[ap]\.?m\.?\s|noon\s|midnight\s|yesterday\s|today\s)\(?)(est|edt|pst|pdt|mst|mdt|cdt|cet|cest|eet|eest|wet|west|jst|aest|aedt|nzst|nzdt|et|pt|ct|mt|ist|cst|bst|(?:eastern|pacific|mountain|central)(?: standard| daylight)?(?: time)?)(?![\w/@-])\)?/g;
const IANA =
  /(?<![\w/.@-])(?:in\s)?((?:africa|america|antarctica|asia|atlantic|australia|europe|indian|pacific|etc|canada|us)\/[a-z_]{2,20}(?:\/[a-z_]{2,20})?)(?![\w/@-])(?:\stime)?/g;
const ABBREVIATIONS: Partial<Record<string, string>> = {
  est: "-05:00",
  edt: "-04:00",
  cdt: "-05:00",
  mst: "-07:00",
  mdt: "-06:00",
  pst: "-08:00",
  pdt: "-07:00",
  wet: "+00:00",
  west: "+01:00",
  cet: "+01:00",
  cest: "+02:00",
  eet: "+02:00",
  eest: "+03:00",
  jst: "+09:00",
  aest: "+10:00",
  aedt: "+11:00",
  nzst: "+12:00",
  nzdt: "+13:00",
  et: "America/New_York",
  ct: "America/Chicago",
  mt: "America/Denver",
  pt: "America/Los_Angeles",
  eastern: "America/New_York",
  central: "America/Chicago",
  mountain: "America/Denver",
  pacific: "America/Los_Angeles",
};
/** Abbreviations of several zones: each with the places where it means which. */
const SHARED: Partial<Record<string, readonly (readonly [RegExp, string])[]>> = {
  ist: [
    [/^Asia\/(Kolkata|Calcutta|Colombo)$/, "+05:30"],
    [/^Europe\/Dublin$/, "+01:00"],
    [/^Asia\/(Jerusalem|Tel_Aviv)$/, "+02:00"],
  ],
  cst: [
    [/^America\/|^US\//, "-06:00"],
    [/^Asia\//, "+08:00"],
  ],
  bst: [
    [/^Europe\//, "+01:00"],
    [/^Asia\//, "+06:00"],
  ],
};

/** Every zone named beside a time in the text; the zone is "" for an abbreviation that fits several places. */
export function zonesIn(text: PlainText, asker: string): NamedZone[] {
  const plain = text.text;
  if (!/utc|gmt|zulu|\dz|[+-]\d\d|\/[a-z]|t\b|eastern|pacific|central|mountain/.test(plain)) return [];
  const stamps = stampsIn(plain);
  const found = [
    ...[...plain.matchAll(NAMED)].map((match) => named(match, offsetOf(match[2], match[3], match[4]))),
    ...[...plain.matchAll(OFFSET)]
      .filter(isOffset)
      .map((match) => named(match, match[2] === "z" ? "UTC" : offsetOf(match[3], match[4], match[6]))),
    ...[...plain.matchAll(LETTERS)].map((match) => named(match, abbreviated(match[1] ?? "", asker))),
    ...[...plain.matchAll(IANA)]
      .filter((match) => isZone(ianaName(match[1] ?? "")))
      .map((match) => named(match, ianaName(match[1] ?? ""))),
  ];
  return found.filter((zone) => !stamps.some(({ start, end }) => zone.start >= start && zone.end <= end));
}

/** "14:00-15:00" is a range: behind a time without seconds "-hh:mm" is no offset. */
function isOffset(match: RegExpExecArray): boolean {
  const [, seconds, , sign, hours, colon] = match;
  return sign !== "-" || (Number(hours) <= 12 && (seconds !== undefined || colon === ""));
}

/** Whether a token belongs to the words of a zone. */
export function isZoneToken(zones: readonly NamedZone[], token: Token): boolean {
  return zones.some(({ start, end }) => token.start >= start && token.end <= end);
}

const STAMPS =
  /\d{4}-?\d\d-?\d\d(?:t|\s{1,2})\d\d(?::?\d\d){0,2}(?:[.,]\d{1,9})?\s?(?:z|[+-]\d\d:?(?:\d\d)?)|<!date\^[^>]{0,220}>/g;

/** Stamps that carry their own zone; it says nothing about other times. */
function stampsIn(plain: string): { start: number; end: number }[] {
  return [...plain.matchAll(STAMPS)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function named(match: RegExpExecArray, zone: string): NamedZone {
  return { start: match.index, end: match.index + match[0].length, zone };
}

function offsetOf(sign: string | undefined, hours: string | undefined, minutes: string | undefined): string {
  if (sign === undefined || hours === undefined || Number(hours) > 18) return "UTC";
  return `${sign}${hours.padStart(2, "0")}:${minutes ?? "00"}`;
}

function abbreviated(word: string, asker: string): string {
  return ABBREVIATIONS[word.split(" ")[0] ?? ""] ?? SHARED[word]?.find(([places]) => places.test(asker))?.[1] ?? "";
}

function ianaName(plain: string): string {
  return plain.replace(/(^|[/_])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
