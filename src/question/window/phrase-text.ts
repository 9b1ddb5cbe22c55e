import { millisecondsOf } from "../../clock.ts";
import { Calendar } from "./calendar.ts";
import { readDates } from "./dates/read-dates.ts";
import { readMoment } from "./moments/read-moment.ts";
import type { Bounds } from "./phrases/bounds.ts";
import { readPhrase } from "./phrases/read-phrase.ts";
import { type PlainText, type Problem, Source, type Token, tokenize } from "./source.ts";
import type { Reference } from "./window.ts";
import { isZoneToken, type NamedZone, zonesIn } from "./zone.ts";

const GRAMMAR = { dates: readDates, moment: readMoment };
const EDGE_SIGNS = new Set(["'", '"', "*", "_", "(", ")", "[", "]", "{", "}", ".", ",", "!", "?", ";", ":", "`"]);
const EDGE_WORDS = new Set(["please", "pls", "plz", "thanks", "thx", "ok", "okay"]);

/** A text made ready for reading: its tokens, and the zone its words name. */
export interface Prepared {
  readonly source: Source;
  readonly zones: readonly NamedZone[];
  /** Why the zones can't be used, in words, or null. */
  readonly complaint: string | null;
}

/** Cuts a text into tokens and takes the zone out, in which all of it is then read. */
export function prepare(text: string, reference: Reference, isWhole: boolean, withZones: boolean = true): Prepared {
  const plain = tokenize(text);
  const zones = withZones ? zonesIn(plain, reference.zone) : [];
  const calendar = new Calendar(zones[0]?.zone || reference.zone, millisecondsOf(reference.now));
  const words = zones.length === 0 ? plain.tokens : plain.tokens.filter((token) => !isZoneToken(zones, token));
  const tokens = isWhole ? trimmed(words) : words;
  const source = new Source({ ...plain, tokens } satisfies PlainText, calendar, GRAMMAR, isWhole);
  return { source, zones, complaint: complaintAbout(plain, zones) };
}

/** Reads the whole of a text as one phrase of time; null when it is none or has a problem. */
export function readWholePhrase(source: Source): Bounds | null {
  const count = source.tokens.length;
  return count === 0 ? null : (readPhrase(source, 0, (end) => end === count)?.value ?? null);
}

/** The problem that covers most words. */
export function widestProblem(problems: readonly Problem[]): Problem | null {
  let widest: Problem | null = null;
  for (const problem of problems) {
    if (widest === null || problem.to - problem.from > widest.to - widest.from) widest = problem;
  }
  return widest;
}

/** The IANA name for a window read in that zone: the asker's, unless the words name another. */
export function zoneName(zones: readonly NamedZone[], reference: Reference): string {
  const named = zones[0]?.zone ?? "";
  return /^[A-Za-z]/.test(named) ? named : reference.zone;
}

function trimmed(tokens: readonly Token[]): readonly Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && isEdge(tokens[from])) from += 1;
  while (to > from && isEdge(tokens[to - 1])) to -= 1;
  return tokens.slice(from, to);
}

function isEdge(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === "sign" ? EDGE_SIGNS.has(token.text) : EDGE_WORDS.has(token.text);
}

function complaintAbout(plain: PlainText, zones: readonly NamedZone[]): string | null {
  const shared = zones.find(({ zone }) => zone === "");
  if (shared !== undefined) {
    const word = plain.raw.slice(shared.start, shared.end).trim();
    return `"${word}" is the name of several time zones. Write the offset instead, such as +01:00, or UTC.`;
  }
  const isOne = zones.every(({ zone }) => zone === zones[0]?.zone);
  return isOne ? null : "Two time zones are named. Write both times in the same one, such as UTC.";
}
