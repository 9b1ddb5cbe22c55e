import { z } from "zod";
import type { Intent } from "../../catalog/schema.ts";
import { instantOf, type Instant } from "../../clock.ts";
import { accepts } from "../../question/entities/grammar.ts";
import { HIDDEN_KINDS, type Ready } from "../../question/interpretation.ts";
import type { Reader } from "../../question/reader.ts";
import { BETWEEN, CHOICE, PARAM } from "./form-view.ts";

const Element = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_date_time: z.number().nullish(),
  selected_conversation: z.string().nullish(),
});
/** Slack's `view.state.values`: block_id, action_id, what was filled in. */
export const FormValues = z.record(z.string(), z.record(z.string(), Element));
export type FormValues = z.infer<typeof FormValues>;

/** A filled form: a question, or what is wrong, by block_id, so that it is shown under its field. */
export type FormReading =
  | { readonly ok: true; readonly ready: Ready; readonly isPrivate: boolean; readonly channel: string | null }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The intent that is chosen in a form, or null. */
export function chosenIntent(values: FormValues): string | null {
  return values[CHOICE]?.[CHOICE]?.selected_option?.value ?? null;
}

/** Reads a form as the same words would be read that it stands for. `zone` is that of the person who filled it in. */
export function readForm(
  values: FormValues,
  intent: Intent,
  reader: Reader,
  context: { readonly now: Instant; readonly zone: string; readonly accounts: Readonly<Record<string, string>> },
): FormReading {
  const params = readParams(values, intent);
  const span = readWindow(values, context.now);
  const errors = { ...params.errors, ...span.errors };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const words = [intent.id, ...params.words, span.words].join(" ");
  const meaning = reader.interpret(words, context);
  if (meaning.status !== "ready") {
    const message = meaning.status === "help" ? "This is not understood." : meaning.message;
    return { ok: false, errors: { window: short(message) } };
  }
  const include = optionsIn(values, "include");
  return {
    ok: true,
    ready: { ...meaning, include: HIDDEN_KINDS.filter((kind) => include.includes(kind)) },
    isPrivate: optionsIn(values, "private").includes("private"),
    channel: values["channel"]?.["channel"]?.selected_conversation ?? null,
  };
}

function readParams(values: FormValues, intent: Intent): { words: string[]; errors: Record<string, string> } {
  const words: string[] = [];
  const errors: Record<string, string> = {};
  for (const [name, param] of Object.entries(intent.params)) {
    const block = `${PARAM}${intent.id}-${name}`;
    const typed = values[block]?.[`${PARAM}${name}`]?.value?.trim() ?? "";
    if (typed === "" && param.optional !== true) errors[block] = short(`This question needs ${param.description}.`);
    if (typed === "") continue;
    for (const one of param.many === true ? typed.split(/[\s,]+/) : [typed]) {
      if (one === "") continue;
      const held = accepts(param.type, one);
      if (!held.ok) errors[block] = short(held.reason);
      else if (/[\s,;]/.test(held.value)) errors[block] = "Write one value, without spaces.";
      else words.push(`${name}=${held.value}`);
    }
  }
  return { words, errors };
}

function readWindow(values: FormValues, now: Instant): { words: string; errors: Record<string, string> } {
  const chosen = values["window"]?.["window"]?.selected_option?.value ?? "";
  const from = values["from"]?.["from"]?.selected_date_time ?? null;
  const to = values["to"]?.["to"]?.selected_date_time ?? null;
  if (chosen !== BETWEEN && from === null && to === null) return { words: chosen, errors: {} };
  if (from === null) return { words: "", errors: { from: `“${BETWEEN}” needs the first of the two.` } };
  const start = instantOf(from * 1000);
  const end = to === null ? now : instantOf(to * 1000);
  if (start >= end) return { words: "", errors: { to: "This must be after the first moment, and not in the future." } };
  return { words: `${start}/${end}`, errors: {} };
}

function optionsIn(values: FormValues, block: string): readonly string[] {
  return (values[block]?.[block]?.selected_options ?? []).map(({ value }) => value);
}

/** Slack shows an error under its field up to this length. */
function short(message: string): string {
  return message.length <= 300 ? message : `${message.slice(0, 299)}…`;
}
