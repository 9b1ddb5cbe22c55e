import type { QuestionContext } from "./question-context.ts";
import { plainComplaint, rawComplaint } from "./bounds.ts";
import { withoutFraming } from "./framing.ts";
import type { IntentShape } from "./intent-shape.ts";
import type { Candidate, Interpretation } from "./interpretation.ts";
import { answerFor } from "./matching/answer.ts";
import { compileIntents } from "./matching/compiled-intent.ts";
import { meaningOf } from "./matching/meaning.ts";
import { readQuestion } from "./question-reading.ts";
import { refusalOf } from "./refusals/refusal.ts";
import { wordsOfEvent } from "./entities/event-words.ts";
import { wordsOfPort } from "./entities/port-names.ts";
import { type PlainQuestion, placeOf, plainQuestion, withValues } from "./slack-text.ts";
import { looseSlashReading, slashReading } from "./slash/slash-form.ts";
import { findWindow } from "./window/find-window.ts";
import { Lexicon } from "./words/lexicon.ts";

/** Reads questions against a fixed set of intents. */
export interface Reader {
  /** The meaning of a whole message. Never throws for anything that a person can type. */
  interpret(text: string, context: QuestionContext): Interpretation;
}

const HELP =
  /^(?:(?:please|can you|show|hey|hi|hello|ok|so|im new here|i new here|i am new here|new here|sorry)[\s,!.:-]+)*(?:me )?(?:your |the |all )?(?:help|help me|help (?:please|pls|plz)|\?+|usage|commands|what can you do|what can (?:i|we) ask(?: you)?|what do you do|how do (?:i|we) use (?:this|you|trail)|how does (?:this|trail|it) work|(?:what|which) (?:(?:kind|sort)s? of )?(?:questions|intents|commands|things) (?:can (?:i|we|one) (?:ask|use)(?: you)?(?: here)?|do you (?:know|understand|have|support)|are there|can you answer|are you able to answer)|what (?:are you able to|can you) (?:answer|tell me|show me|find out)|what can i do here|how do (?:i|we) ask (?:you )?(?:a question|something|questions)|how (?:do|can) (?:i|we) use (?:this bot|the bot|this thing|it)|what sort of questions can i ask(?: you)?|intents|questions|(?:i |we )?need help(?: with (?:this|the|trail)(?: bot)?)?|what (?:kind|sort)s? of (?:things|questions) (?:can|do) you (?:do|tell(?: me| us)?|answer|know|understand)|(?:what|which) (?:reports|queries|things|answers) (?:do you (?:offer|have|know)|can you (?:make|give|do))|examples of questions(?: you understand)?|how does this bot work|how (?:do|can) (?:i|we) talk to you|instructions(?: please)?|what are you able to do|what do you know|show help|list (?:of )?(?:intents|commands|questions)|(?:some |a few )?(?:example|sample)s? (?:of )?questions|what can (?:this|the) bot do|how can you help(?: me)?|what is this(?: bot)?|examples)(?: do)?(?: for me)?[\s?!.]*$/;

/** Meanings that are offered back at most. */
const MOST_OFFERED = 3;

/** A reader for these intents; phrases are compiled once. Throws TrailError("configuration") for a phrase that is none. */
export function createReader(intents: readonly IntentShape[], find: typeof findWindow = findWindow): Reader {
  const lexicon = new Lexicon();
  const compiled = compileIntents(intents, lexicon);
  return { interpret };

  function interpret(text: string, context: QuestionContext): Interpretation {
    const answer = interpretOnce(text, context);
    if (answer.status !== "asked") return answer;
    const candidates: Candidate[] = [];
    for (const candidate of answer.candidates) {
      if (candidates.length < MOST_OFFERED && readsBack(candidate, context)) candidates.push(candidate);
    }
    return { ...answer, candidates };
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
    const tools = { intents: compiled, lexicon, context, find };
    const command = slashReading(plain, tools);
    if (command === null) {
      const answer = freeForm(plain, context);
      return answer.status === "asked" ? (looseSlashReading(plain, tools) ?? answer) : answer;
    }
    if (command.status !== "asked") return command;
    // "cross-account access last week": an id that is a word of the question as well.
    const free = freeForm(plain, context);
    return free.status === "ready" && plain.text.toLowerCase().startsWith(free.intent) ? free : command;
  }

  /**
   * Names of events count as values first, then as the words that ask for them: "GetSecretValue on x" is access to a secret. So
   * do those of ports: "ssh opened to the world".
   */
  function freeForm(plain: PlainQuestion, context: QuestionContext): Interpretation {
    const answer = inWords(plain, context);
    if (answer.status !== "asked") return answer;
    const { text, notes } = withNamesInWords(plain);
    const other = notes.length === 0 ? answer : inWords({ ...plain, text }, context);
    return other.status === "ready" ? { ...other, notes: [...notes, ...other.notes] } : answer;
  }

  function inWords(plain: PlainQuestion, context: QuestionContext): Interpretation {
    const reading = readQuestion({ ...plain, text: withoutFraming(plain.text) }, lexicon, context, find);
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

/** What may stand before the name of an event and says no more than it: "who called StopLogging". */
const EVENT =
  /(?:\b(?:us(?:ed|ing)|ran|running|called|executed|performed|issued)\s+)?([\ue000-\uf8ff]|[a-z0-9-]+:?[a-z0-9]+)/gi;

/** The question with events and ports in words; one note for each. A name alone asks nothing. */
function withNamesInWords({ text, values }: PlainQuestion): { text: string; notes: readonly string[] } {
  const notes: string[] = [];
  const read = text.replaceAll(EVENT, (whole, typed: string) => {
    const name = /^[\ue000-\uf8ff]$/.test(typed) ? (values[placeOf(typed)] ?? "") : typed;
    const words = /\s/.test(text) ? (wordsOfEvent(name) ?? wordsOfPort(name)) : null;
    if (words === null) return whole;
    notes.push(`Read “${name}” as “${words}”.`);
    return words;
  });
  return { text: read, notes };
}

function asked(message: string): Interpretation {
  return { status: "asked", message, candidates: [] };
}
