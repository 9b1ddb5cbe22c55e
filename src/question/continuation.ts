import { instantOf, millisecondsOf } from "../clock.ts";
import type { Interpretation, Params, Ready } from "./interpretation.ts";
import type { QuestionContext } from "./question-context.ts";
import type { Reader } from "./reader.ts";

/** What an earlier answer in the same thread left behind. */
export interface Earlier {
  /** What was asked. */
  readonly ready: Ready;
  /** Questions that its answer suggested; their params come from its rows. */
  readonly followups: readonly { readonly intent: string; readonly params: Params }[];
}

/** Words that only join a question to the one before. */
const JOINING =
  /^(?:(?:and|also|so|then|ok|okay|now|but|again|please|the same|same|for|what|how|about|once|more|do|show|me|it|that|thing|question|just|try|only|with|is|there|anything)(?:[\s,:]+|$))+/i;
const PERSON =
  /^(?:and |also |so |ok(?:ay)?,? )?what (?:else )?(?:did|has|have) (?:they|he|she|it|this person|that person|the same person|this user|that user)(?: all)? (?:do|done|change|changed)\b(.*)$/i;

/**
 * Reads a question that leaves out what the thread's last answer was about: "and yesterday?", "same for i-0abc", "what
 * else did they do". What was taken over is said in its notes. Null where it does not work out: then only the question as it stands counts.
 */
export function continued(text: string, earlier: Earlier, reader: Reader, context: QuestionContext): Ready | null {
  const bare = text.trim().replace(/[?!.\s]+$/, "");
  const person = PERSON.exec(bare);
  if (person !== null) return aboutThePerson(person[1]?.trim() ?? "", earlier, reader, context);
  const rest = beforeThat(bare.replace(JOINING, "").trim(), earlier.ready, context.zone);
  const { intent, params, window } = earlier.ready;
  const span = `${window.start ?? ""}/${window.end}`;
  const read = (words: string): Ready | null => ready(reader.interpret(`${intent} ${words}`.trim(), context), intent);

  const otherValues = window.start === null ? null : read(`${rest} ${span}`);
  if (rest !== "" && otherValues !== null && Object.keys(otherValues.params).length > 0) {
    return takenOver(
      { ...otherValues, params: { ...params, ...otherValues.params }, window },
      `the question and “${window.text}”`,
    );
  }
  const otherTime = rest === "" ? null : read(`${named(params)} ${rest}`);
  if (otherTime !== null && sameParams(otherTime.params, params))
    return takenOver(otherTime, "everything but the time");
  const both = rest === "" ? null : read(rest);
  return both === null || Object.keys(both.params).length === 0
    ? null
    : takenOver({ ...both, params: { ...params, ...both.params } }, "the question");
}

const BEFORE = /^(?:the )?(hour|day|week) before(?: that)?$/i;
const LENGTH_MS = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;

/** "the day before" in a thread is the day before what was asked about above, not before today. */
function beforeThat(rest: string, { window: { start } }: Ready, zone: string): string {
  const unit = BEFORE.exec(rest)?.[1]?.toLowerCase();
  if (start === null || (unit !== "hour" && unit !== "day" && unit !== "week")) return rest;
  const end = millisecondsOf(start);
  if (unit === "day") return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(end - 1);
  return `${instantOf(end - LENGTH_MS[unit])}/${start}`;
}

function aboutThePerson(
  rest: string,
  { ready: last, followups }: Earlier,
  reader: Reader,
  context: QuestionContext,
): Ready | null {
  const user =
    followups.find(({ params }) => typeof params["user"] === "string")?.params["user"] ?? last.params["user"];
  if (typeof user !== "string" || /\s/.test(user)) return null;
  const span = rest === "" && last.window.start !== null ? `${last.window.start}/${last.window.end}` : rest;
  const read = ready(reader.interpret(`user-activity user=${user} ${span}`, context), "user-activity");
  return read === null ? null : takenOver(read, `${user}${rest === "" ? ` and “${last.window.text}”` : ""}`);
}

function ready(answer: Interpretation, intent: string): Ready | null {
  return answer.status === "ready" && answer.intent === intent ? answer : null;
}

function takenOver(read: Ready, what: string): Ready {
  return { ...read, notes: [...read.notes, `Taken over from above: ${what}.`] };
}

function named(params: Params): string {
  return Object.entries(params)
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`))
    .join(" ");
}

function sameParams(one: Params, other: Params): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => [one[name] ?? []].flat().join("\n") === [other[name] ?? []].flat().join("\n"));
}
