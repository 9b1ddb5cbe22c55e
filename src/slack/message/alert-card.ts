import type { KnownBlock } from "@slack/types";
import { KIND_NAMES } from "../../alerts/alert.ts";
import type { Suggestion } from "../../alerts/suggest.ts";
import { counted } from "../../report/words.ts";
import type { Draft } from "./draft.ts";
import { plainContext, plainSection, richMoment, richSection, richText, short, utc } from "./pieces.ts";
import type { Mint } from "../press.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import type { Card } from "../alerts/card.ts";
import { alertButtons, entitiesInWords } from "./alert-suggestions.ts";

const SIGNS = { alarm: "rotating_light", ok: "white_check_mark", unknown: "grey_question" } as const;
const NOTICE = "Trail knows no alert of this shape, so nothing is offered to ask about it.";

/** The card of an alert: what it is, its state, how often it came, and the questions that fit as buttons. */
export function cardMessage(card: Card, suggestions: readonly Suggestion[], mint: Mint): Draft {
  const { alert, state, since } = card;
  if (alert === null) return noticeMessage(card);
  const named = entitiesInWords(alert.entities);
  const facts = [KIND_NAMES[alert.kind], ...(named === "" ? [] : [named])].join(" · ");
  const standing = { alarm: "In alarm since ", ok: "Resolved at ", unknown: "State unknown since " }[state];
  const repeats = repeatsOf(card);
  const blocks: KnownBlock[] = [
    richSection([{ type: "emoji", name: SIGNS[state] }, richText(` ${short(alert.title, 200)}`, { bold: true })]),
    richSection([
      richText(standing),
      richMoment(since),
      richText(` (${utc(since)})${repeats === "" ? "" : `. ${repeats}`}`),
    ]),
    plainContext(facts),
    alertButtons(alert, suggestions, mint),
  ];
  const words = `${alert.title}: ${standing.toLowerCase()}${utc(since)}. ${repeats} ${facts}`;
  return { text: mrkdwn(words), blocks };
}

/** What is no alert is shown as it came, as text. */
function noticeMessage(card: Card): Draft {
  const repeats = repeatsOf(card);
  const lines = [NOTICE, ...(repeats === "" ? [] : [repeats])].join(" ");
  return {
    text: mrkdwn(`${card.title}: ${card.text} ${lines}`),
    blocks: [
      richSection([richText(short(card.title, 200), { bold: true })]),
      ...(card.text === "" ? [] : [plainSection(card.text)]),
      plainContext(lines),
    ],
  };
}

function repeatsOf({ count, last }: Card): string {
  return count < 2 ? "" : `Came ${counted(count, "time")}, last at ${utc(last)}.`;
}
