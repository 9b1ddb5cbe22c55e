import { instantOf } from "../../clock.ts";
import { cell } from "../../report/visible.ts";
import { counted } from "../../report/words.ts";
import { MOST_RECAPPED, type Recapped } from "../timeline/recap.ts";
import type { Draft } from "./draft.ts";
import { plainContext, richMoment, richSection, richText, richUser, short, utc } from "./pieces.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { sentenceMessage } from "./words.ts";

const MOST_WORDS = 150;
const MOST_OUTCOME = 300;

/** What was asked and found in a channel, for whoever takes over. */
export function recapMessage(recapped: readonly Recapped[]): Draft {
  if (recapped.length === 0) return sentenceMessage("Nothing was asked here in that time.");
  const title = `${counted(recapped.length, "question")} asked here${recapped.length === MOST_RECAPPED ? ", the last ones" : ""}`;
  const lines = recapped.map(({ at, words, outcome }) => ({
    when: instantOf(at),
    words: short(cell(words), MOST_WORDS),
    outcome: short(cell(outcome), MOST_OUTCOME),
  }));
  return {
    text: mrkdwn([title, ...lines.map((line) => `${utc(line.when)} ${line.words}: ${line.outcome}`)].join("\n")),
    blocks: [
      richSection([richText(title, { bold: true })]),
      ...recapped.map(({ asker, link }, index) =>
        richSection([
          richMoment(lines[index]?.when ?? ""),
          richText(" "),
          richUser(asker),
          richText(` ${lines[index]?.words ?? ""}`, { italic: true }),
          richText(`: ${lines[index]?.outcome ?? ""} `),
          ...(link === null ? [] : [{ type: "link" as const, url: link, text: "thread" }]),
        ]),
      ),
      plainContext("Only you can see this. “timeline” posts what was pinned."),
    ],
  };
}
