import type {
  Button,
  ContextBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextText,
  SectionBlock,
} from "@slack/types";
import type { Instant } from "../../clock.ts";
import { millisecondsOf } from "../../clock.ts";
import { createMoments } from "../../report/moments.ts";
import { spelledOut, wholeCharacters } from "../../report/visible.ts";

/** Small parts of messages, each within Slack's limits whatever text goes in. */

/** The first `most` characters, with an ellipsis where there were more. */
export function short(text: string, most: number): string {
  return text.length <= most ? text : `${wholeCharacters(text, most - 1)}…`;
}

/** What the eye cannot see is spelled out wherever a text ends up, whoever built it; lines stay. */
function shown(text: string): string {
  return spelledOut(text, "\n\t");
}

export function plainText(text: string, most: number): PlainTextElement {
  return { type: "plain_text", text: short(shown(text), most) || "–", emoji: false };
}

/** A line of text in which nothing is read as markup. */
export function plainSection(text: string): SectionBlock {
  return { type: "section", text: plainText(text, 3000) };
}

export function plainContext(text: string): ContextBlock {
  return { type: "context", elements: [plainText(text, 3000)] };
}

/** A rich text of one section. */
export function richSection(elements: RichTextElement[]): RichTextBlock {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

export function richText(text: string, style?: { bold?: boolean; code?: boolean; italic?: boolean }): RichTextText {
  return { type: "text", text: shown(text) || "–", ...(style === undefined ? {} : { style }) };
}

/** A person, if the id is one of Slack's; their name is then drawn by Slack. What an alert asked nobody did. */
export function richUser(id: string): RichTextElement {
  if (id.startsWith("alert:")) return richText("the alert itself (alerts.run)");
  return /^[UW][A-Z0-9]{1,20}$/.test(id) ? { type: "user", user_id: id } : richText("somebody");
}

/** An instant in each reader's own time. */
export function richMoment(instant: Instant): RichTextElement {
  return {
    type: "date",
    timestamp: Math.floor(millisecondsOf(instant) / 1000),
    format: "{date_short_pretty} {time_secs}",
    fallback: utc(instant),
  };
}

/** `2026-11-19 13:03:27 UTC`. */
export function utc(instant: Instant): string {
  return `${createMoments("UTC").utc(instant)} UTC`;
}

/** A button that carries an opaque id. `place` makes its action_id unique in the block. */
export function button(text: string, id: string, place: string, style?: "primary" | "danger"): Button {
  return {
    type: "button",
    text: plainText(text, 75),
    action_id: `press-${place}`,
    value: id,
    ...(style === undefined ? {} : { style }),
  };
}
