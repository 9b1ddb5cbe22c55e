import type { KnownBlock } from "@slack/types";
import { GROUPS, type Intent } from "../../catalog/schema.ts";
import type { Candidate } from "../../question/interpretation.ts";
import type { Mint } from "../press.ts";
import type { Draft } from "./draft.ts";
import { cell } from "../../report/visible.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { button, plainContext, plainSection, richSection, richText, richUser, short } from "./pieces.ts";

/** A sentence to one person. */
export function sentenceMessage(sentence: string): Draft {
  return { text: mrkdwn(sentence), blocks: [plainSection(sentence)] };
}

/** Where the same question is answered that somebody asked `seconds` before; `link` leads to its thread. */
export function pointerMessage(
  who: { readonly id: string; readonly isAsker: boolean },
  seconds: number,
  link: string | null,
): Draft {
  const whom = who.isAsker ? richText("You") : richUser(who.id);
  const words = ` asked the same ${seconds} s before, here: ${link === null ? "the answer comes in that thread." : "see "}`;
  return {
    text: mrkdwn(`${who.isAsker ? "You" : "Somebody"}${words}${link === null ? "" : "the answer in its thread."}`),
    blocks: [
      richSection([
        whom,
        richText(words),
        ...(link === null
          ? []
          : [{ type: "link" as const, url: link, text: "the answer in its thread" }, richText(".")]),
      ]),
    ],
  };
}

/** What is not understood, with the nearest questions as buttons. */
export function askedMessage(message: string, candidates: readonly Candidate[], mint: Mint): Draft {
  const nearest = candidates.slice(0, 5);
  const buttons: KnownBlock[] =
    nearest.length === 0
      ? []
      : [
          {
            type: "actions",
            elements: nearest.map(({ text }, index) =>
              button(text, mint({ kind: "words", text }), `candidate-${index}`),
            ),
          },
        ];
  const words = nearest.length === 0 ? "" : ` Perhaps: ${nearest.map(({ text }) => `“${text}”`).join(", ")}.`;
  return { text: mrkdwn(`${message}${words}`), blocks: [plainSection(message), ...buttons] };
}

const EXAMPLES = [
  "who changed sg-5887f224 yesterday",
  "what did alice do between 2 and 4pm",
  "failed-logins last 7 days",
] as const;

/** What the bot does and how it is asked. */
export function helpMessage(command: string, mint: Mint): Draft {
  const intro =
    "Trail answers questions about your AWS CloudTrail logs with reviewed SQL: who changed this, what did they do, who signed in, why was it denied.";
  const how = `Write ${command} and a question, mention me in a channel or a thread, or send me a message. ${command} alone opens a form. Add “privately” for an answer to you alone.`;
  const small = `${command} intents: what can be asked. ${command} mine: your last questions. ${command} cancel: stops your last one. ${command} schedule daily 09:00 access-denied last 24h: asks it every day and says what is new; ${command} schedule lists. ${command} usage: what was asked and spent today. ${command} whoami: what you may ask here. ${command} timeline: what was pinned here. ${command} recap: what was asked here. In a thread, “and yesterday?” or “same for i-0abc” go on from the answer above.`;
  return {
    text: mrkdwn([intro, ...EXAMPLES.map((text) => `• ${text}`), how, small].join("\n")),
    blocks: [
      plainSection(intro),
      {
        type: "actions",
        elements: EXAMPLES.map((text, index) => button(text, mint({ kind: "words", text }), `example-${index}`)),
      },
      plainSection(how),
      plainContext(small),
    ],
  };
}

/** The questions that can be asked, by group. */
export function intentsMessage(intents: readonly Intent[]): Draft {
  const groups = Object.entries(GROUPS).flatMap(([group, title]) => {
    const inside = intents.filter((intent) => intent.group === group);
    return inside.length === 0 ? [] : [{ title, lines: inside.map((intent) => `${intent.id}: ${intent.title}`) }];
  });
  return {
    text: mrkdwn(groups.map(({ title, lines }) => [title, ...lines].join("\n")).join("\n\n")),
    blocks: groups.flatMap(({ title, lines }): KnownBlock[] => [
      richSection([richText(title, { bold: true })]),
      plainSection(short(lines.join("\n"), 2900)),
    ]),
  };
}

/** A question of one's own, as `mine` lists it. */
export interface Mine {
  readonly words: string;
  /** `answered`, `running` … */
  readonly state: string;
  readonly asked: string;
}

export function mineMessage(mine: readonly Mine[]): Draft {
  if (mine.length === 0) return sentenceMessage("You have asked nothing yet.");
  const lines = mine.map(({ words, state, asked }) => `${asked}  ${cell(words, 120)}: ${state}`);
  return {
    text: mrkdwn(lines.join("\n")),
    blocks: [plainSection(short(lines.join("\n"), 2900))],
  };
}
