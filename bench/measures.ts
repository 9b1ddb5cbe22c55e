import { measureAcks } from "./chat/acks.ts";
import { measureHeadline } from "./athena/headline.ts";
import { measurePolling } from "./athena/polling.ts";
import { measureLarge } from "./large/measure.ts";
import type { Measure } from "./measurement.ts";
import { measureQuestions } from "./questions/measure.ts";
import { measureRepeat } from "./repeat/measure.ts";
import { measureScan } from "./scan/measure.ts";
import { measureAsk } from "./start/ask.ts";
import { measureBotStart } from "./start/bot.ts";

/** All that can be measured, by the name under which one asks for it alone, in the order of the table. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  acks: measureAcks,
  headline: measureHeadline,
  polling: measurePolling,
  read: measureQuestions,
  scan: measureScan,
  repeat: measureRepeat,
  large: measureLarge,
  start: measureBotStart,
  ask: measureAsk,
};
