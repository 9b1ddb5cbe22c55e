import { vetted } from "../catalog/catalog.ts";
import { TrailError } from "../errors.ts";
import type { JobLife } from "../jobs/job-life.ts";
import { questionInWords } from "./question-in-words.ts";
import { createMinting, type Desk } from "./desk.ts";
import { helpMessage, intentsMessage, mineMessage, sentenceMessage } from "./message/words.ts";
import { instantOf } from "../clock.ts";
import type { Draft } from "./message/draft.ts";
import { permit } from "./permit.ts";
import type { Ear } from "./ear.ts";
import { recapOf, sinceIn } from "./timeline/recap.ts";
import { recapMessage } from "./message/recap.ts";
import { usageOf } from "./usage.ts";
import { whoAmI } from "./who-am-i.ts";
import { utc } from "./message/pieces.ts";

export const SMALL_COMMANDS = ["help", "intents", "mine", "cancel", "usage", "whoami", "recap"] as const;
export type SmallCommand = (typeof SMALL_COMMANDS)[number];

/** Who asks for help; the answer is theirs alone. */
export type SmallAsker = Omit<Ear, "thread"> & {
  readonly thread?: string | null;
  readonly team: string;
  readonly text: string;
};

/** Commands that read no logs: answered at once, to the asker alone. */
export interface SmallCommands {
  find(text: string): SmallCommand | null;
  answer(command: SmallCommand, asker: SmallAsker): Promise<void>;
}

const MINE = 10;
/** What tells nothing of the logs or of others: how to ask, whether one may, and how to stop one's own. */
const OPEN_TO_ALL: ReadonlySet<SmallCommand> = new Set(["help", "whoami", "cancel"]);

export function createSmallCommands(desk: Desk, life: JobLife): SmallCommands {
  const drafts: Readonly<Record<SmallCommand, (asker: SmallAsker) => Promise<Draft>>> = {
    async help({ channel }) {
      const minting = createMinting(desk, channel);
      const draft = helpMessage(desk.command, minting.mint);
      await minting.store();
      return draft;
    },
    intents: async () => intentsMessage(vetted(desk.trail.catalog)),
    async mine({ user }) {
      const jobs = await desk.store.ofAsker(user, MINE);
      return mineMessage(
        jobs.map((job) => ({
          words: questionInWords(job),
          state: job.ending ?? "in hand",
          asked: utc(instantOf(job.acceptedAt)),
        })),
      );
    },
    async cancel({ user }) {
      const [last] = (await desk.store.ofAsker(user, MINE)).filter(({ ending }) => ending === null);
      if (last === undefined) return sentenceMessage("None of your questions is in hand: there is nothing to stop.");
      await life.cancel(last.id, user);
      return sentenceMessage(`Stopping your last question: ${questionInWords(last)}.`);
    },
    usage: async ({ user, channel }) => sentenceMessage(await usageOf(user, channel, desk)),
    async recap({ user, channel, text }) {
      const { zone } = await desk.directory.person(user);
      return recapMessage(await recapOf(channel, sinceIn(text, desk.clock, zone), desk));
    },
    whoami: async (asker) => sentenceMessage(await whoAmI({ ...asker, isPrivate: true }, desk)),
  };

  /** What a command says; what it cannot read is said back. */
  const draftOf = async (command: SmallCommand, asker: SmallAsker): Promise<Draft> => {
    try {
      return await drafts[command](asker);
    } catch (cause) {
      if (!(cause instanceof TrailError)) throw cause;
      return sentenceMessage(cause.message);
    }
  };

  return {
    find(text) {
      const words = text.trim().toLowerCase();
      const [first = ""] = words.split(/[\s:,]/);
      return SMALL_COMMANDS.find((command) => command === words || (command === "recap" && command === first)) ?? null;
    },
    async answer(command, asker) {
      const refusal = OPEN_TO_ALL.has(command) ? null : await refusalOf(asker, desk);
      const draft = refusal === null ? await draftOf(command, asker) : sentenceMessage(refusal);
      await desk.sayPrivately({ ...asker, thread: asker.thread ?? null }, [draft]);
    },
  };
}

/** The sentence for somebody who may ask nothing here, or null. What is said here is read by the asker alone. */
async function refusalOf(asker: SmallAsker, desk: Desk): Promise<string | null> {
  const permitted = await permit({ ...asker, isPrivate: true }, null, desk, false);
  return permitted.allowed ? null : permitted.reason;
}
