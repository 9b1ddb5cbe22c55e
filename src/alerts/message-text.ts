import { z } from "zod";

const Field = z.object({ title: z.string().nullish(), value: z.string().nullish() });

/** What of a message may say something. Each part is read as far as it has the shape that Slack gives it. */
export const AlertMessage = z.object({
  ts: z.string(),
  text: z.string().catch("").default(""),
  username: z.string().nullish().catch(null),
  bot_profile: z.object({ name: z.string().nullish() }).nullish().catch(null),
  blocks: z.array(z.unknown()).nullish().catch(null),
  attachments: z
    .array(
      z.object({
        pretext: z.string().nullish().catch(null),
        title: z.string().nullish().catch(null),
        title_link: z.string().nullish().catch(null),
        text: z.string().nullish().catch(null),
        fallback: z.string().nullish().catch(null),
        ts: z.union([z.string(), z.number()]).nullish().catch(null),
        fields: z.array(Field).nullish().catch(null),
        blocks: z.array(z.unknown()).nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
});
export type AlertMessage = z.infer<typeof AlertMessage>;

/** What a message says, line by line, headings first; `stamps` are the times that it carries beside its own. */
export interface MessageText {
  readonly lines: readonly string[];
  readonly stamps: readonly (string | number)[];
}

/** The lines of a message with its blocks and attachments; a link stands as its address behind its words. */
export function messageText({ text, blocks, attachments }: AlertMessage): MessageText {
  const lines: string[] = [];
  const push = (...texts: readonly (string | null | undefined)[]): void => {
    for (const one of texts) if (one !== null && one !== undefined && one.trim() !== "") lines.push(...linesOf(one));
  };
  push(...blockTexts(blocks), text);
  for (const one of attachments ?? []) {
    push(one.title, one.pretext, ...blockTexts(one.blocks), one.text);
    for (const { title, value } of one.fields ?? []) push(`${title ?? ""}: ${value ?? ""}`);
    push(one.title_link);
    if (blockTexts(one.blocks).length === 0 && !one.text && !one.title) push(one.fallback);
  }
  const stamps = (attachments ?? []).flatMap(({ ts }) => (ts === null || ts === undefined ? [] : [Number(ts)]));
  return { lines: [...new Set(lines)], stamps };
}

/** `<https://…|words>` as Slack sends links: both parts may name something. */
function linesOf(text: string): readonly string[] {
  return text.replaceAll(/<(https?:\/\/[^|>]{1,2000})\|([^>]{0,1000})>/g, "$2 $1").split(/\r?\n/);
}

/** Blocks lie this deep at most, and so many texts are read. */
const DEEPEST = 8;
const MOST = 200;

function blockTexts(blocks: readonly unknown[] | null | undefined): readonly string[] {
  const found: string[] = [];
  for (const block of blocks ?? []) collect(block, found, 0);
  return found.slice(0, MOST);
}

/** Every `text` that is a text, and every `url`, in order; elements of one line of rich text are joined. */
function collect(value: unknown, found: string[], depth: number): void {
  if (typeof value !== "object" || value === null || depth > DEEPEST || found.length >= MOST) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const type = textIn(value, "type");
  if (type === "rich_text_section" || type === "rich_text_preformatted") {
    const parts: string[] = [];
    collect(Reflect.get(value, "elements"), parts, depth + 1);
    found.push(parts.join(""));
    return;
  }
  const text = textIn(value, "text");
  if (text !== null) found.push(text);
  const url = textIn(value, "url");
  if (url !== null) found.push(url);
  for (const [key, inner] of Object.entries(value)) if (NESTED.has(key)) collect(inner, found, depth + 1);
}

const NESTED: ReadonlySet<string> = new Set(["text", "fields", "elements", "accessory", "rows"]);

function textIn(value: object, key: string): string | null {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : null;
}
