import type { KnownBlock } from "@slack/types";
import { GROUPS, type Intent } from "../../catalog/schema.ts";
import { plainContext, plainSection, plainText, richSection, richText, short } from "./pieces.ts";

/** The home tab: what can be asked, by group, and how. */
export function homeView(intents: readonly Intent[], command: string): { type: "home"; blocks: KnownBlock[] } {
  const groups = Object.entries(GROUPS).flatMap(([group, title]): KnownBlock[] => {
    const lines = intents.filter((intent) => intent.group === group).map(({ id, title: words }) => `${id}: ${words}`);
    if (lines.length === 0) return [];
    return [richSection([richText(title, { bold: true })]), plainSection(short(lines.join("\n"), 2900))];
  });
  return {
    type: "home",
    blocks: [
      { type: "header", text: plainText("Ask your CloudTrail logs", 150) },
      plainSection(
        `Write “${command} who changed sg-5887f224 yesterday” in a channel, mention me, or write to me here. ${command} alone opens a form.`,
      ),
      ...groups,
      plainContext(
        "Every question is reviewed SQL: the same words give the same query. What is not understood is asked back.",
      ),
    ],
  };
}
