import type { Bindings } from "../catalog/binding.ts";
import { given } from "../catalog/bindings.ts";
import { lookedUpParam, lookupBindings } from "../catalog/lookup-bindings.ts";
import type { Intent } from "../catalog/schema.ts";
import { statementOf, type Request } from "../catalog/statement.ts";
import { reasonFor } from "../jobs/hold.ts";
import type { Ledger } from "../jobs/ledger.ts";
import { LookedUp, type Lookup } from "./lookup.ts";

/** What the statements of a question bind besides its words, and what the answer says of that. */
export interface Related {
  readonly bindings: Bindings;
  readonly notes: readonly string[];
}

const NOTHING: Related = { bindings: new Map(), notes: [] };

/**
 * What belongs to that which an intent asks about, if it wants that looked up and somebody may be asked. It is looked up once
 * in the life of a question: a statement that is begun again binds the same ids. Throws the signal's reason where that aborts.
 */
export async function lookUp(
  intent: Intent,
  request: Request,
  lookup: Lookup | undefined,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<Related> {
  const param = lookedUpParam(intent);
  if (param === null) return NOTHING;
  const { accounts, regions } = statementOf(intent, request);
  const resources = given(request.params, param);
  const kept = await ledger.lookedUp(async () => {
    const told = (await lookup?.ask({ resources, accounts, regions, signal })) ?? null;
    // What was broken off tells nothing, and must not be taken for an answer by who goes on.
    if (signal.aborted) throw reasonFor(signal);
    return told;
  });
  if (kept === null) return NOTHING;
  const { ids, notes } = LookedUp.parse(kept);
  return { bindings: lookupBindings(intent, ids), notes };
}
