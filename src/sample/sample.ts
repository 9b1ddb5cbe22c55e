import { SAMPLE_ACCOUNTS } from "./accounts.ts";
import type { LogFile } from "./delivery.ts";
import { isComplete, writeFolder } from "./folder.ts";

export { SAMPLE_ACCOUNTS } from "./accounts.ts";

/** How many local days the sample covers, today among them. */
const DAYS = 14;

/** Goes up when the same day would be told differently. */
const EDITION = 1;

/**
 * Writes sample CloudTrail logs into `folder`, which is made if it is missing: two weeks of three accounts that end
 * half an hour into `today` (`YYYY-MM-DD`, a local day in the IANA zone `zone`), with the stories in them. The records
 * and file names depend on the two options alone. A folder that holds this very sample already is left as it is.
 * Readers see the whole sample or nothing, and several processes may call this at once.
 * Throws a RangeError when an option cannot be read, an Error when the folder holds anything but a sample.
 */
export async function writeSample(folder: string, options: { today: string; zone: string }): Promise<void> {
  const purpose = `${JSON.stringify({ sample: EDITION, today: options.today, zone: options.zone })}\n`;
  if (isComplete(folder, purpose)) return;
  await writeFolder(folder, purpose, await filesOf(options));
}

/** What happened is told once a day at most: its tellers are not loaded by who finds it told. */
async function filesOf({ today, zone }: { today: string; zone: string }): Promise<readonly LogFile[]> {
  const { calendarOf } = await import("./calendar.ts");
  const { digestFilesOf, logFilesOf } = await import("./delivery.ts");
  const { eventsOf } = await import("./events.ts");
  const calendar = calendarOf(today, zone, DAYS);
  const digestTime = calendar.at(1, "12:00:00");
  return [...logFilesOf(eventsOf(calendar)), ...digestFilesOf(Object.keys(SAMPLE_ACCOUNTS), digestTime)];
}
