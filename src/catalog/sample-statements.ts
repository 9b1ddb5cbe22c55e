import { NOTHING_KNOWN } from "./known.ts";
import type { Statement } from "../engine/engine.ts";
import type { Ready } from "../question/interpretation.ts";
import { spanBefore } from "../question/window/duration.ts";
import { sqlTexts } from "./catalog.ts";
import type { Bindings } from "./binding.ts";
import type { Intent } from "./schema.ts";
import { sqlParams } from "../sql-text.ts";
import { statementOf, stepCount } from "./statement.ts";

/** The statements of an intent for one of its questions, one for each step; what a step takes from another is empty. */
export function sampleStatements(intent: Intent, ready: Ready): readonly Statement[] {
  const { window, params } = ready;
  const span = { start: window.start ?? spanBefore(intent.window.default, window.end, window.zone), end: window.end };
  const request = {
    params,
    window: span,
    zone: window.zone,
    include: [],
    accounts: [],
    regions: [],
    known: NOTHING_KNOWN,
    fresh: false,
  };
  const fromSteps = sqlTexts(intent)
    .flatMap((sql) => sqlParams(sql))
    .filter((name) => name.includes("."));
  const earlier: Bindings = new Map(fromSteps.map((name) => [name, { values: [""] }]));
  return Array.from({ length: stepCount(intent) }, (_, step) => statementOf(intent, request, step, earlier));
}
