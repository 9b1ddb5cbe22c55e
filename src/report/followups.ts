import { instantOf, millisecondsOf, type Instant } from "../clock.ts";
import type { Followup as FollowupRule } from "../catalog/schema.ts";
import type { Column, Row } from "../engine/engine.ts";
import type { Params } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import type { Fold } from "./fold.ts";
import { textIn } from "./row-values.ts";
import { cell } from "./visible.ts";
import { listed } from "./words.ts";

/** Another question that this answer suggests, ready to be asked. Values are raw, the label is safe to show. */
export interface Followup {
  readonly intent: string;
  readonly label: string;
  readonly params: Params;
  readonly window: Window;
}

/** What follow-ups are filled from besides a row. */
export interface FollowupContext {
  readonly params: Params;
  readonly columns: readonly Column[];
  readonly window: Window;
  readonly now: Instant;
}

const LABEL_LENGTH = 60;
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Fills each follow-up from the first row that has all it needs; one that needs no row is there even without rows, one
 * that no row can fill is left out. A column wins over a param of the same name.
 */
export function createFollowups(rules: readonly FollowupRule[], context: FollowupContext): Fold<readonly Followup[]> {
  const filled = rules.map((rule) => fill(rule, null, context));
  let open = filled.filter((followup) => followup === null).length;
  return {
    row(row) {
      if (open === 0) return;
      for (const [index, rule] of rules.entries()) {
        if (filled[index] !== null) continue;
        filled[index] = fill(rule, row, context);
        if (filled[index] !== null) open -= 1;
      }
    },
    end: () => filled.filter((followup) => followup !== null),
  };
}

function fill(rule: FollowupRule, row: Row | null, context: FollowupContext): Followup | null {
  const params: Record<string, string | readonly string[]> = {};
  for (const [param, source] of Object.entries(rule.params)) {
    const value = valueOf(source, row, context);
    if (value === null) return null;
    params[param] = value;
  }
  const label = labelOf(rule.label, row, context);
  const window = windowOf(rule, row, context);
  return label === null || window === null ? null : { intent: rule.intent, label, params, window };
}

function valueOf(source: string, row: Row | null, context: FollowupContext): string | readonly string[] | null {
  if (context.columns.some(({ name }) => name === source)) return row === null ? null : textIn(row, source) || null;
  const value = Object.hasOwn(context.params, source) ? context.params[source] : undefined;
  return value === undefined || value.length === 0 ? null : value;
}

function labelOf(label: string, row: Row | null, context: FollowupContext): string | null {
  let complete = true;
  const text = label.replace(/\{([A-Za-z][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = valueOf(name, row, context);
    complete &&= value !== null;
    return cell(typeof value === "string" ? value : listed(value ?? []), LABEL_LENGTH);
  });
  return complete ? text : null;
}

/** The same window, or that long before and after the row's time, clipped to now. */
function windowOf(rule: FollowupRule, row: Row | null, { window, now }: FollowupContext): Window | null {
  if (rule.window === undefined) return window;
  const time = row === null ? Number.NaN : millisecondsOf(textIn(row, "eventtime"));
  if (Number.isNaN(time)) return null;
  const length = Number(rule.window.around.slice(0, -1)) * (UNIT_MS[rule.window.around.slice(-1)] ?? 0);
  const start = instantOf(time - length);
  const end = instantOf(Math.min(time + length, millisecondsOf(now)));
  return start < end ? { start, end, zone: window.zone, text: `${start}/${end}` } : null;
}
