import type { Cadence } from "../../schedule/cadence.ts";
import { readCadence } from "../../schedule/read-cadence.ts";

/** What somebody wants of the schedules. */
export type ScheduleCommand =
  | { readonly is: "list" }
  | { readonly is: "pause" | "resume" | "remove" | "run"; readonly number: number }
  | {
      readonly is: "make";
      readonly cadence: Cadence;
      /** The question, or `digest` and a time. */
      readonly text: string;
      readonly isQuiet: boolean;
    }
  /** Not understood: one sentence that says what to write. */
  | { readonly is: "asked"; readonly message: string };

const ONE = /^(pause|resume|remove|delete|run)\b\s*(?:now\s+)?#?(\d{1,9})?(?:\s+now)?\s*$/i;
const QUIET = /(?:^|[\s,])(?:--)?quiet(?:ly)?[\s.]*$|^(?:--)?quiet(?:ly)?[\s,:]+/i;

/** Reads `schedule …`; null for words that are something else. */
export function readScheduleCommand(words: string): ScheduleCommand | null {
  const match = /^schedules?(?:\s+([\s\S]*))?$/i.exec(words.trim());
  if (match === null) return null;
  const text = (match[1] ?? "").trim();
  if (text === "" || /^(?:list|ls|all)$/i.test(text)) return { is: "list" };
  const one = ONE.exec(text);
  return one === null ? made(text) : aboutOne((one[1] ?? "").toLowerCase(), one[2]);
}

function aboutOne(verb: string, number: string | undefined): ScheduleCommand {
  if (number === undefined)
    return { is: "asked", message: `Say which one: “schedule ${verb} 3”. “schedule list” shows their numbers.` };
  const is = verb === "delete" ? "remove" : verb;
  if (is !== "pause" && is !== "resume" && is !== "remove" && is !== "run") throw new Error(`no verb: ${verb}`);
  return { is, number: Number(number) };
}

function made(text: string): ScheduleCommand {
  const isQuiet = QUIET.test(text);
  const read = readCadence(text.replace(QUIET, ""));
  if (!read.ok) return { is: "asked", message: read.message };
  const { cadence, rest } = read;
  const question = rest.replace(QUIET, "").trim();
  if (question === "")
    return {
      is: "asked",
      message: `Say what to ask ${cadence.words}: “schedule ${cadence.words} access-denied last 24h”.`,
    };
  return { is: "make", cadence, text: question, isQuiet: isQuiet || QUIET.test(rest) };
}
