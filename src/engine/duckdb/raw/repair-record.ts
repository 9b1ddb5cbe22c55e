import { isExactNumber, parseExactly } from "../../exact-json.ts";

/** A record's text in a form that DuckDB reads, and whether anything in it was changed to get there. */
export interface RepairedRecord {
  readonly text: string;
  readonly repaired: boolean;
}

/**
 * Parses one record. Half surrogate pairs become U+FFFD, doubled keys keep the last value, parts of an unexpected type
 * are wrapped so that their text stays searchable; numbers keep their spelling, so that a second copy of the event in a
 * sound file reads the same. Null for what is no JSON object, is nested too deeply, or has no time: no window holds it.
 */
export function repairRecord(text: string): RepairedRecord | null {
  try {
    return repaired(text);
  } catch {
    return null;
  }
}

function repaired(text: string): RepairedRecord | null {
  const parsed = parseExactly(text);
  if (!isObject(parsed) || typeof parsed["eventTime"] !== "string") return null;
  const shaped = { ...parsed, ...reshaped(parsed) };
  const clean = JSON.stringify(shaped, (_key, value: unknown) => wellFormed(value));
  return { text: clean, repaired: clean !== JSON.stringify(shaped) || text.includes("\uFFFD") };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), inner]));
}

/** The parts that are read as structures, brought into their structure. */
function reshaped(record: Record<string, unknown>): Record<string, unknown> {
  const identity = record["userIdentity"];
  return {
    userIdentity: identity === undefined || identity === null ? null : reshapedIdentity(identity),
    resources: asList(record["resources"]),
  };
}

function reshapedIdentity(identity: unknown): unknown {
  if (!isObject(identity)) return { principalId: asText(identity) };
  const session = isObject(identity["sessionContext"]) ? identity["sessionContext"] : {};
  return {
    ...identity,
    sessionContext: {
      ...session,
      sessionIssuer: isObject(session["sessionIssuer"]) ? session["sessionIssuer"] : null,
      attributes: isObject(session["attributes"]) ? session["attributes"] : null,
    },
    onBehalfOf: isObject(identity["onBehalfOf"]) ? identity["onBehalfOf"] : null,
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function asList(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => (isObject(item) ? item : { ARN: asText(item) }));
}
