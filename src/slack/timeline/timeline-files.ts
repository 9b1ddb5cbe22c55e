import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCsvFile } from "../../csv-file.ts";
import type { Column } from "../../engine/engine.ts";
import { createMoments } from "../../report/moments.ts";
import { cell } from "../../report/visible.ts";
import { gapBefore } from "./gap.ts";
import type { Pin } from "./pins.ts";

const COLUMNS: readonly Column[] = [
  "eventtime",
  "later",
  "actor",
  "eventname",
  "detail",
  "recipientaccountid",
  "awsregion",
  "eventid",
  "pinned_by",
  "pinned_at",
  "link",
].map((name) => ({ name, type: "varchar" }));

/** A file of a timeline on disk. */
export interface TimelineFile {
  readonly kind: "csv" | "md";
  readonly path: string;
}

/** Writes the timeline as CSV and as Markdown into a folder, which is made if missing. `name` is unique in it. */
export async function writeTimeline(
  folder: string,
  name: string,
  pins: readonly Pin[],
  names: ReadonlyMap<string, string>,
): Promise<readonly TimelineFile[]> {
  await mkdir(folder, { recursive: true });
  const [csv, md] = [join(folder, `${name}.csv`), join(folder, `${name}.md`)];
  await rm(csv, { force: true });
  const file = await openCsvFile(csv, COLUMNS);
  await file.rows(pins.map((pin, index) => rowOf(pin, pins[index - 1], names)));
  await file.end();
  await writeFile(md, markdownOf(pins, names), { mode: 0o600 });
  return [
    { kind: "csv", path: csv },
    { kind: "md", path: md },
  ];
}

function rowOf(pin: Pin, before: Pin | undefined, names: ReadonlyMap<string, string>): Record<string, string> {
  return {
    eventtime: pin.at,
    later: gapBefore(pin, before),
    actor: pin.who,
    eventname: pin.what,
    detail: pin.detail,
    recipientaccountid: pin.account,
    awsregion: pin.region,
    eventid: pin.eventid,
    pinned_by: names.get(pin.by) ?? pin.by,
    pinned_at: new Date(pin.pinnedAt).toISOString(),
    link: pin.link ?? "",
  };
}

/** The timeline as a Markdown list, in UTC: for a report on the incident. */
export function markdownOf(pins: readonly Pin[], names: ReadonlyMap<string, string>): string {
  const moments = createMoments("UTC");
  const lines = pins.map((pin, index) => {
    const gap = gapBefore(pin, pins[index - 1]);
    const words = [
      `**${plain(moments.utc(pin.at))} UTC**${gap === "" ? "" : ` (${gap})`}`,
      `${plain(pin.who)}: ${plain(pin.what)} ${plain(pin.detail)}`,
      `event ${plain(pin.eventid)}, pinned by ${plain(names.get(pin.by) ?? pin.by)}`,
      ...(pin.link === null ? [] : [`[message](${pin.link})`]),
    ];
    return `- ${words.join(" · ")}`;
  });
  return ["# Timeline", "", ...lines, ""].join("\n");
}

/** Log text that Markdown, and HTML in it, read as nothing but text: no link, no mention, no markup. */
function plain(text: string): string {
  return cell(text)
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replaceAll(/[<>&@]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll("://", "&#58;//")
    .replaceAll(/www\./gi, (start) => start.replace(".", "&#46;"));
}
