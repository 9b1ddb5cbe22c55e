import { sampleStatements } from "../catalog/sample-statements.ts";
import type { Intent } from "../catalog/schema.ts";
import type { Instant } from "../clock.ts";
import type { Statement } from "../engine/engine.ts";
import { createReader } from "../question/reader.ts";

/** An intent's id and what it sends. */
export interface AskedIntent {
  readonly intent: string;
  readonly statements: readonly Statement[];
}

/** Each intent with the statements of its first example, asked at the given time. */
export function askedIntents(intents: readonly Intent[], now: Instant): readonly AskedIntent[] {
  const reader = createReader(intents);
  return intents.flatMap((intent) => {
    const [example] = intent.examples;
    if (example === undefined) return [];
    const ready = reader.interpret(example.ask, { now, zone: "UTC", accounts: {} });
    return ready.status === "ready" ? [{ intent: intent.id, statements: sampleStatements(intent, ready) }] : [];
  });
}
