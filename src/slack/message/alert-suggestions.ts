import type { ActionsBlock, KnownBlock } from "@slack/types";
import { KIND_NAMES, type Alert, type AlertState } from "../../alerts/alert.ts";
import type { AlertEntities } from "../../alerts/entities.ts";
import type { Suggestion } from "../../alerts/suggest.ts";
import type { Mint } from "../press.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import type { Draft } from "./draft.ts";
import { button, plainContext, richMoment, richSection, richText, short, utc } from "./pieces.ts";

const HOW = "Each button searches from 12 hours before the alert to now, with the rights of whoever presses it.";
const STATES: Readonly<Record<AlertState, string>> = { alarm: ", in alarm", ok: ", resolved", unknown: "" };

/** The reply below an alert in a channel: what was found in it, and the questions that fit. */
export function suggestionsMessage(alert: Alert, suggestions: readonly Suggestion[], mint: Mint): Draft {
  const heading = `${KIND_NAMES[alert.kind]}${STATES[alert.state]}, at `;
  const found = `Found in it: ${entitiesInWords(alert.entities) || "nothing that a question is about"}.`;
  const blocks: KnownBlock[] = [
    richSection([richText(heading, { bold: true }), richMoment(alert.at), richText(` (${utc(alert.at)})`)]),
    plainContext(found),
    alertButtons(alert, suggestions, mint),
    plainContext(HOW),
  ];
  const questions = suggestions.map(({ label }) => label).join(" ");
  return { text: mrkdwn(`${heading}${utc(alert.at)}. ${found} Ask: ${questions}`), blocks };
}

/** The questions that fit as buttons, best first, and the form for any other. */
export function alertButtons(alert: Alert, suggestions: readonly Suggestion[], mint: Mint): ActionsBlock {
  const mark = { at: alert.at, title: alert.title };
  const asks = suggestions.map(({ label, intent, params, window }, index) => {
    const press = { kind: "ask", intent, params, window, include: [], isFresh: false, alert: mark } as const;
    return button(label, mint(press), `alert-${index}`, index === 0 ? "primary" : undefined);
  });
  const text = alert.entities.resources[0]?.id ?? alert.entities.users[0] ?? alert.entities.accessKeys[0] ?? "";
  return {
    type: "actions",
    block_id: "alert",
    elements: [...asks, button("Something else …", mint({ kind: "form", text }), "alert-form")],
  };
}

/** So many values of one sort are named; the card stays small. */
const SHOWN = 3;

/** What an alert names, in words: "i-0abc…, user bob, account 111122223333, us-east-1". Empty: nothing. */
export function entitiesInWords(entities: AlertEntities): string {
  const some = (values: readonly string[], word: string): readonly string[] => {
    if (values.length === 0) return [];
    const more = values.length > SHOWN ? ` and ${values.length - SHOWN} more` : "";
    return [
      `${word}${values
        .slice(0, SHOWN)
        .map((value) => short(value, 120))
        .join(", ")}${more}`,
    ];
  };
  return [
    ...some(
      entities.resources.map(({ id }) => id),
      "",
    ),
    ...some(entities.users, "user "),
    ...some(entities.roles, "role "),
    ...some(entities.accessKeys, "key "),
    ...some(entities.addresses, "address "),
    ...some(entities.buckets, "bucket "),
    ...some(entities.keys, "KMS key "),
    ...some(entities.secrets, "secret "),
    ...some(entities.accounts, "account "),
    ...some(entities.regions, ""),
  ].join(" · ");
}
