import type { Entity, EntityType } from "../entities/entity.ts";
import { accepts } from "../entities/grammar.ts";
import { SERVICE_NAMES } from "../entities/service-sources.ts";
import type { IntentShape, ParamShape } from "../intent-shape.ts";
import type { Params } from "../interpretation.ts";

/** Values given to params, and the first value that no param takes. */
export interface Assignment {
  readonly params: Params;
  readonly left: string | null;
  /** One sentence on the first value that its param refuses. */
  readonly reason: string | null;
}

/** Gives the values of a slash command, in any order, to the params whose types take them; `named` are given already. */
export function assign(
  shape: IntentShape,
  values: readonly Entity[],
  named: ReadonlyMap<string, readonly string[]>,
): Assignment {
  const given = new Map(Array.from(named, ([name, texts]) => [name, [...texts]] as const));
  let left: string | null = null;
  const byCertainty = [
    ...values.filter(({ types }) => types.length > 0),
    ...values.filter(({ types }) => types.length === 0),
  ];
  for (const value of byCertainty) {
    const name = paramFor(shape, value, given);
    if (name === null) left ??= value.value;
    else given.set(name, [...(given.get(name) ?? []), value.value]);
  }
  return { ...heldParams(shape, given), left };
}

function paramFor(shape: IntentShape, value: Entity, given: ReadonlyMap<string, readonly string[]>): string | null {
  const open = Object.entries(shape.params).filter(([name, param]) => param.many === true || !given.has(name));
  const required = open.filter(([, param]) => param.optional !== true);
  const ordered = [...required, ...open.filter(([, param]) => param.optional === true)];
  for (const type of value.types) {
    const match = ordered.find(([, param]) => param.type === type);
    if (match !== undefined) return match[0];
    if ((type === "region" || type === "account") && !given.has(type)) return type;
  }
  // All sessions of a role are an actor too, where the command needs one.
  const actor = required.find(([name, param]) => param.type === "user" && !given.has(name));
  if (value.types.includes("role") && actor !== undefined) return actor[0];
  if (value.types.length > 0) return null;
  const port = ordered.find(([name, param]) => param.type === "port" && !given.has(name));
  if (port !== undefined && accepts("port", value.value).ok) return port[0];
  const service = ordered.find(([, param]) => param.type === "service");
  if (service !== undefined && SERVICE_NAMES.has(value.value.toLowerCase())) return service[0];
  // What may as well be a word is a value only where the command cannot do without one.
  const takers = value.isCertain ? ordered : required;
  return takers.find(([name, param]) => !given.has(name) && takesName(param, value.value))?.[0] ?? null;
}

const NAMED_TYPES: ReadonlySet<EntityType> = new Set(["user", "role", "resource", "bucket", "secret", "key"]);

function takesName(param: ParamShape, value: string): boolean {
  return NAMED_TYPES.has(param.type) && accepts(param.type, value).ok;
}

function heldParams(shape: IntentShape, given: ReadonlyMap<string, readonly string[]>): Omit<Assignment, "left"> {
  const params: Record<string, string | readonly string[]> = {};
  for (const [name, texts] of given) {
    const type = shape.params[name]?.type ?? (name === "region" ? "region" : "account");
    const held = texts.map((text) => accepts(type, text));
    const values = held.flatMap((one) => (one.ok ? [one.value] : []));
    const [refused] = held.flatMap((one) => (one.ok ? [] : [one.reason]));
    if (refused !== undefined) return { params: {}, reason: refused };
    const [first = ""] = values;
    params[name] = values.length === 1 ? first : [...new Set(values)];
  }
  return { params, reason: null };
}
