import { TrailError } from "../errors.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ending } from "../jobs/job.ts";
import type { Interpretation, Ready } from "../question/interpretation.ts";
import { Asked } from "./asked.ts";
import { createMinting, type Desk } from "./desk.ts";
import { inHand, say, threadFor, whenSlackAnswers } from "./job-thread.ts";
import { endMessage } from "./message/status.ts";
import { askedMessage, helpMessage, sentenceMessage } from "./message/words.ts";
import { personWho } from "./permit.ts";
import { SlackRefused, SlackUncertain } from "./sending/sender.ts";
import { understand } from "./understand.ts";

/** What is said where there is no answer. */

/** A question that is not run is asked back, refused or helped with, to the asker alone. */
export async function sayBack(
  held: HeldJob,
  asked: Asked,
  meaning: Exclude<Interpretation, Ready>,
  desk: Desk,
): Promise<Ending> {
  const minting = createMinting(desk, asked.channel);
  const draft =
    meaning.status === "help"
      ? helpMessage(desk.command, minting.mint)
      : askedMessage(meaning.message, meaning.status === "asked" ? meaning.candidates : [], minting.mint);
  await minting.store();
  await held.once("back", async () => {
    await say(held, asked, draft, desk);
    return null;
  });
  return meaning.status === "refused" ? "refused" : "asked";
}

/** What became of a question that has no answer, where the answer would have been, else to the asker alone. */
export async function sayWhatFailed(held: HeldJob, cause: unknown, desk: Desk): Promise<Ending> {
  const asked = Asked.parse(held.job.question);
  const ending = endingFor(cause);
  const sentence = sentenceFor(cause, held, desk);
  const opened = held.job.deliveries.some(({ what, state }) => what === "status" && state === "sent");
  try {
    if (opened) {
      const asker = await whenSlackAnswers(held, asked, desk, () => personWho(asked.user, desk.directory));
      const meaning = await understand(held, asked, asker, desk);
      const thread = await threadFor(held, asked, desk);
      const draft =
        meaning.status === "ready" ? endMessage(inHand(asked, meaning, desk), sentence) : sentenceMessage(sentence);
      await thread.fail([draft]);
      return ending;
    }
  } catch (failure) {
    if (!(failure instanceof SlackRefused)) throw failure;
  }
  await say(held, asked, sentenceMessage(sentence), desk);
  return ending;
}

/** How a job ends for which this was thrown. */
export function endingFor(cause: unknown): Ending {
  if (!(cause instanceof TrailError)) return "failed";
  return cause.code === "cancelled"
    ? "cancelled"
    : cause.code === "refused" || cause.code === "asked"
      ? cause.code
      : "failed";
}

/** What the asker is told of it. */
export function sentenceFor(cause: unknown, held: HeldJob, desk: Desk): string {
  if (cause instanceof TrailError) {
    const by = held.job.cancelledBy;
    return cause.code === "cancelled" && by !== null && by !== held.job.asker
      ? `${cause.message} Somebody else pressed Cancel.`
      : cause.message;
  }
  if (cause instanceof SlackRefused) return refusal(cause, desk);
  if (cause instanceof SlackUncertain) {
    desk.trouble(`question ${held.job.id} had no answer from Slack`, cause);
    return "Slack did not say who asks here or who reads here, so nothing is shown: ask again in a few minutes.";
  }
  desk.trouble(`question ${held.job.id} failed`, cause);
  return `Trail itself failed over this question (reference ${held.job.id.slice(0, 8)}): it was written down. Please ask again.`;
}

/** Why there is no answer, where Slack refused something: to be posted to, or to say who is asking and who reads there. */
export function refusal({ method, code }: SlackRefused, { command }: Pick<Desk, "command">): string {
  switch (code) {
    case "not_in_channel":
    case "channel_not_found":
      return `I am not in that channel, so the answer has no place there: invite me with “/invite @trail” and ask again, or add “privately” to ${command}.`;
    case "is_archived":
      return "That channel is archived, so the answer has no place there: ask again in another one.";
    default:
      return method.startsWith("chat.")
        ? `Slack did not let me post there (${code}): ask again in another channel, or add “privately” to ${command}.`
        : `Slack did not say who asks here or who reads here (${method}: ${code}), so nothing is shown. Whoever runs Trail finds the cause with “./trail doctor”.`;
  }
}
