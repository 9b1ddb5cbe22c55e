import { parse } from "chrono-node/en";
import { vetted } from "../../src/catalog/catalog.ts";
import { createReader } from "../../src/question/reader.ts";
import { shippedIntents } from "../parts.ts";
import { serve } from "../process/serve.ts";
import { hostileTexts } from "./hostile.ts";
import { questionTexts } from "./texts.ts";

/** Reads questions with the shipped intents, and with a date reader alone for comparison. */

const NOW = "2026-11-20T13:05:30Z";
const CONTEXT = { now: NOW, zone: "Europe/Berlin", accounts: { "111122223333": "prod", "444455556666": "staging" } };
const reader = createReader(vetted(await shippedIntents()));
const texts = questionTexts();
const hostile = hostileTexts();

/** Texts that a second of one core reads, over all of them, once each. */
function pace(read: (text: string) => unknown): number {
  const ms = millisecondsOf(() => texts.forEach(read));
  return (texts.length * 1000) / ms;
}

/** Of the core that reads, which others on the machine do not lengthen. */
function millisecondsOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const interpret = (text: string): unknown => reader.interpret(text, CONTEXT);
const dateOnly = (text: string): unknown => parse(text, new Date(NOW));

/** The slowest hostile text; each gets the best of three tries, so that a pause of the machine does not count. */
function worst(): { ms: number; index: number } {
  const best = hostile.map((text) => {
    const once = (): number => millisecondsOf(() => interpret(text));
    return Math.min(once(), once(), once());
  });
  const ms = Math.max(...best);
  return { ms, index: best.indexOf(ms) };
}

serve({
  pace: () => ({ questions: pace(interpret), dates: pace(dateOnly), texts: texts.length }),
  worst,
});
