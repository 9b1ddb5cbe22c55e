import { rm } from "node:fs/promises";
import { isZone } from "../../question/window/zone.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ending } from "../../jobs/job.ts";
import type { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { say, threadFor } from "../job-thread.ts";
import { sentenceMessage } from "../message/words.ts";
import { timelineMessages } from "../message/timeline.ts";
import { pinsOf, type Pin } from "./pins.ts";
import { writeTimeline } from "./timeline-files.ts";

/** Whether the words ask for the timeline of the channel. */
export function isTimeline({ text, ready }: Pick<Asked, "text" | "ready">): boolean {
  return ready === null && /^timeline\s*[.?!]*$/i.test(text.trim());
}

/** Posts the timeline of the channel, with its files below. */
export async function answerTimeline(held: HeldJob, asked: Asked, desk: Desk): Promise<Ending> {
  const pins = await pinsOf(desk.register, asked.channel);
  if (pins.length === 0) {
    await say(
      held,
      asked,
      sentenceMessage("Nothing is pinned here yet: choose a row below an answer and press “Pin to the timeline”."),
      desk,
    );
    return "answered";
  }
  const names = await namesOf(pins, desk);
  const { zone } = await desk.directory.person(asked.user);
  const thread = await threadFor(held, asked, desk);
  await thread.open(timelineMessages(pins, zone !== null && isZone(zone) ? zone : "UTC", names));
  const day = new Date(asked.at).toISOString().slice(0, 10);
  for (const { kind, path } of await writeTimeline(desk.spool, `${held.job.id}-timeline`, pins, names)) {
    const name = `timeline-${day}.${kind}`;
    const comment = kind === "csv" ? "The timeline as CSV, with links." : "The timeline as Markdown, with links.";
    try {
      await thread.file({ id: kind, path, name, title: name, comment });
    } finally {
      await rm(path, { force: true });
    }
  }
  return "answered";
}

/** People by their names in Slack; ids where Slack names nobody. */
async function namesOf(pins: readonly Pin[], { directory }: Desk): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(pins.map(({ by }) => by))];
  const people = await Promise.all(
    ids.map(async (id) => [id, (await directory.person(id).catch(() => null))?.name ?? id] as const),
  );
  return new Map(people);
}
