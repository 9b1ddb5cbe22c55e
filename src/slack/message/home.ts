import type { HomeView, KnownBlock, RichTextElement } from "@slack/types";
import { GROUPS, type Intent } from "../../catalog/schema.ts";
import { instantOf } from "../../clock.ts";
import { cell } from "../../report/visible.ts";
import type { HomeFacts, HomeQuestion, HomeRunning } from "../home/home-facts.ts";
import { plainContext, plainSection, plainText, richMoment, richSection, richText, short } from "./pieces.ts";

/** action_ids of the home tab. */
export const HOME_ASK = "home-ask";
export const HOME_CANCEL = "home-cancel";

const MOST_WORDS = 150;
const MOST_OUTCOME = 300;

/** The home tab of a person. */
export function homeView(facts: HomeFacts, intents: readonly Intent[], command: string): HomeView {
  return {
    type: "home",
    blocks: [
      { type: "header", text: plainText("Ask your CloudTrail logs", 150) },
      questionBox(),
      plainSection(
        `Or write “${command} who changed sg-5887f224 yesterday” in a channel, mention me, or write to me here. ${command} alone opens a form.`,
      ),
      ...section("In hand", facts.running.flatMap(runningBlocks), "Nothing of yours runs."),
      ...section("Your last questions", facts.recent.map(questionBlock), "You have asked nothing yet."),
      ...section("Your schedules", facts.schedules.map(plainSection), `None: “${command} schedule” makes one.`),
      ...section("What you may ask here", [plainSection(facts.mayAsk)], ""),
      ...section("Engine", [plainSection(facts.health)], ""),
      ...groupBlocks(intents),
      plainContext(
        "Every question is reviewed SQL: the same words give the same query. What is not understood is asked back.",
      ),
    ],
  };
}

function questionBox(): KnownBlock {
  return {
    type: "input",
    block_id: "home-box",
    dispatch_action: true,
    label: plainText("Your question; the answer comes as a message from me", 200),
    element: {
      type: "plain_text_input",
      action_id: HOME_ASK,
      placeholder: plainText("who changed sg-5887f224 yesterday", 150),
      max_length: 3000,
      dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
    },
  };
}

function section(title: string, blocks: readonly KnownBlock[], none: string): KnownBlock[] {
  return [richSection([richText(title, { bold: true })]), ...(blocks.length === 0 ? [plainSection(none)] : blocks)];
}

function runningBlocks({ words, at, cancel }: HomeRunning, index: number): KnownBlock[] {
  return [
    richSection([richMoment(instantOf(at)), richText(` ${short(cell(words), MOST_WORDS)}`)]),
    {
      type: "actions",
      block_id: `home-running-${index}`,
      elements: [
        { type: "button", text: plainText("Cancel", 75), action_id: HOME_CANCEL, value: cancel, style: "danger" },
      ],
    },
  ];
}

function questionBlock({ words, at, outcome, link }: HomeQuestion): KnownBlock {
  const rest: RichTextElement[] = link === null ? [] : [richText(" "), { type: "link", url: link, text: "thread" }];
  return richSection([
    richMoment(instantOf(at)),
    richText(` ${short(cell(words), MOST_WORDS)}`, { italic: true }),
    richText(`: ${short(cell(outcome), MOST_OUTCOME)}`),
    ...rest,
  ]);
}

function groupBlocks(intents: readonly Intent[]): KnownBlock[] {
  return Object.entries(GROUPS).flatMap(([group, title]): KnownBlock[] => {
    const lines = intents.filter((intent) => intent.group === group).map(({ id, title: words }) => `${id}: ${words}`);
    if (lines.length === 0) return [];
    return [richSection([richText(title, { bold: true })]), plainSection(short(lines.join("\n"), 2900))];
  });
}
