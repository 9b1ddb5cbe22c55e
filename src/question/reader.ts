import type { QuestionContext } from "./question-context.ts";
import { plainComplaint, rawComplaint } from "./bounds.ts";
import type { IntentShape } from "./intent-shape.ts";
import type { Candidate, Interpretation } from "./interpretation.ts";
import { answerFor } from "./matching/answer.ts";
import { compileIntents } from "./matching/compiled-intent.ts";
import { meaningOf } from "./matching/meaning.ts";
import { readQuestion } from "./question-reading.ts";
import { refusalOf } from "./refusals/refusal.ts";
import { plainQuestion, withValues } from "./slack-text.ts";
import { slashReading } from "./slash/slash-form.ts";
import { findWindow } from "./window/find-window.ts";
import { Lexicon } from "./words/lexicon.ts";

/** Reads questions against a fixed set of intents. */
export interface Reader {
  /** The meaning of a whole message. Never throws for anything that a person can type. */
  interpret(text: string, context: QuestionContext): Interpretation;
}

const HELP =
  /^(?:please |can you |show )?(?:help|help me|help please|\?+|usage|commands|what can you do|what can (?:i|we) ask(?: you)?|what do you do|how do (?:i|we) use (?:this|you|trail)|how does (?:this|trail|it) work|what (?:questions|intents|commands) (?:can i ask|do you know|are there|can you answer)|what are you able to do|what do you know|show help|list (?:intents|commands)|how can you help(?: me)?|what is this(?: bot)?|examples)(?: do)?(?: for me)?[\s?!.]*$/;

/** A reader for these intents; phrases are compiled once. Throws TrailError("configuration") for a phrase that is none. */
export function createReader(intents: readonly IntentShape[], find: typeof findWindow = findWindow): Reader {
  const lexicon = new Lexicon();
  const compiled = compileIntents(intents, lexicon);
  return { interpret };

  function interpret(text: string, context: QuestionContext): Interpretation {
    const answer = interpretOnce(text, context);
    return answer.status === "asked"
      ? { ...answer, candidates: answer.candidates.filter((one) => readsBack(one, context)).slice(0, 3) }
      : answer;
  }

  /** Only what would run when pressed is offered. */
  function readsBack(candidate: Candidate, context: QuestionContext): boolean {
    const answer = interpretOnce(candidate.text, context);
    return answer.status === "ready" && answer.intent === candidate.intent;
  }

  function interpretOnce(text: string, context: QuestionContext): Interpretation {
    const raw = rawComplaint(text);
    if (raw !== null) return { status: "refused", message: raw };
    const plain = plainQuestion(text);
    if (plain.isCallOnly) return { status: "help" };
    if (plain.text === "")
      return asked("There is no question. Ask for example “who changed sg-0123abcd yesterday”, or type “help”.");
    const complaint = plainComplaint(plain);
    if (complaint !== null) return { status: "refused", message: complaint };
    if (HELP.test(plain.text.toLowerCase())) return { status: "help" };
    return slashReading(plain, { intents: compiled, lexicon, context, find }) ?? freeForm(plain, context);
  }

  function freeForm(plain: ReturnType<typeof plainQuestion>, context: QuestionContext): Interpretation {
    const reading = readQuestion(plain, lexicon, context, find);
    const refusal = refusalOf({
      skeleton: reading.skeleton,
      typed: withValues(plain.text, plain.values).toLowerCase(),
      hasTime: reading.time.kind === "window",
      hasValue: reading.entities.length > 0,
      lexicon,
    });
    if (refusal !== null) return { status: "refused", message: refusal };
    return answerFor(compiled, meaningOf(reading), reading, context);
  }
}

function asked(message: string): Interpretation {
  return { status: "asked", message, candidates: [] };
}
