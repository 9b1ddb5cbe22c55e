import type { EntityType } from "../entities/entity.ts";
import { accepts } from "../entities/grammar.ts";
import type { Params } from "../interpretation.ts";
import type { Candidate } from "./candidate.ts";

/** The params of a candidate, each held to its grammar; or one sentence on the first that is none. */
export function paramsOf(candidate: Candidate): { readonly params: Params } | { readonly reason: string } {
  const params: Record<string, string | readonly string[]> = {};
  for (const [name, entities] of candidate.values) {
    const type: EntityType = candidate.intent.shape.params[name]?.type ?? (name === "region" ? "region" : "account");
    const values: string[] = [];
    for (const { value } of entities) {
      const accepted = accepts(type, value);
      if (!accepted.ok) return { reason: accepted.reason };
      if (!values.includes(accepted.value)) values.push(accepted.value);
    }
    const [first] = values;
    if (first !== undefined) params[name] = values.length === 1 ? first : values;
  }
  return { params };
}
