import type { Span, Statement } from "../engine/engine.ts";
import type { HiddenKind, Params } from "../question/interpretation.ts";
import { spanAfter, spanBefore } from "../question/window/duration.ts";
import type { Bindings } from "./binding.ts";
import { bindParams, checkedValues, given } from "./bindings.ts";
import { isList, sqlTexts } from "./catalog.ts";
import { compileSql } from "./compile.ts";
import { KNOWN_NAMES, knownBindings, type Known, type KnownName } from "./known.ts";
import type { Intent } from "./schema.ts";
import { sqlParams } from "../sql-text.ts";

/** A question about one intent, ready to become SQL. `zone` is where days are counted. */
export interface Request {
  readonly params: Params;
  readonly window: Span;
  readonly zone: string;
  readonly include: readonly HiddenKind[];
  /** Account ids and region codes that limit the question, beside those among the params. Empty: all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** What is ordinary here. */
  readonly known: Known;
  /** An earlier result must not be given again. */
  readonly fresh: boolean;
}

/** Kinds of events that an intent may need; every other need is a column. */
const EVENT_KINDS = ["data-events", "read-events"];

/** How many statements an intent takes, one after the other. */
export function stepCount(intent: Intent): number {
  return sqlTexts(intent).length;
}

/**
 * The statement of one step (0 for an intent without steps). `earlier` holds what later steps may take from earlier ones:
 * `step.column` -> values. Throws TrailError: "asked" for a missing param, "refused" for one that breaks its grammar.
 */
export function statementOf(intent: Intent, request: Request, step = 0, earlier: Bindings = new Map()): Statement {
  const bindings: Bindings = new Map([
    ...bindParams(intent, request.params, request.window),
    ...(knownNames(intent).length === 0 ? [] : knownBindings(request.known, request.window, request.zone)),
    ...earlier,
  ]);
  const compiled = compileSql(sqlTexts(intent)[step] ?? "", bindings);
  const window = stepWindow(intent, request, step);
  return {
    intent: intent.id,
    ...compiled,
    window,
    before: baseline(intent, window, request.zone),
    accounts: scope(intent, request, "account", request.accounts),
    regions: scope(intent, request, "region", request.regions),
    global: intent.global,
    withoutServices: !isList(intent) && intent.hides.includes("services") && !request.include.includes("services"),
    needs: intent.needs.filter((need) => !EVENT_KINDS.includes(need)),
    fresh: request.fresh,
  };
}

/** What an intent takes as known, by name. */
export function knownNames(intent: Pick<Intent, "sql" | "steps">): readonly KnownName[] {
  const taken = new Set(sqlTexts(intent).flatMap(sqlParams));
  return KNOWN_NAMES.filter((name) => taken.has(`known.${name}`));
}

/** What the steps of an intent read, for an estimate: the same relations, with nothing asked of them. */
export function scansOf(intent: Intent, request: Request): readonly Statement[] {
  const first = { ...statementOf(intent, request), sql: "SELECT eventid FROM cloudtrail", values: [] };
  return sqlTexts(intent).map((_, step) => ({ ...first, window: stepWindow(intent, request, step) }));
}

function stepWindow(intent: Intent, { window, zone }: Request, step: number): Span {
  const { back, ahead } = intent.steps?.[step]?.window ?? {};
  return {
    start: back === undefined ? window.start : spanBefore(back, window.start, zone),
    end: ahead === undefined ? window.end : spanAfter(ahead, window.end, zone),
  };
}

function baseline(intent: Intent, window: Span, zone: string): Span | null {
  const { before } = intent.window;
  return before === undefined ? null : { start: spanBefore(before, window.start, zone), end: window.start };
}

/** An account or region in the question limits it, unless the intent takes it as a param of its own. */
function scope(
  intent: Intent,
  request: Request,
  name: "account" | "region",
  others: readonly string[],
): readonly string[] {
  const named = Object.hasOwn(intent.params, name) ? [] : given(request.params, name);
  return [...new Set([...checkedValues(name, { type: name, many: true }, named), ...others])];
}
