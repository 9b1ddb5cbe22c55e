import { SAMPLE_ACCOUNTS } from "./accounts.ts";
import { calendarOf } from "./calendar.ts";
import { digestFilesOf, logFilesOf } from "./delivery.ts";
import { eventsOf } from "./events.ts";
import { isComplete, writeFolder } from "./folder.ts";
import { guessedPassword } from "./stories/guessed-password.ts";
import { openPort } from "./stories/open-port.ts";
import { openedAndClosed } from "./stories/opened-and-closed.ts";
import { rootAtNight } from "./stories/root-at-night.ts";
import type { Story } from "./stories/story.ts";

export { SAMPLE_ACCOUNTS } from "./accounts.ts";
export type { Story } from "./stories/story.ts";

/** How many local days the sample covers, today among them. */
const DAYS = 14;

/** Goes up when the same day would be told differently. */
const EDITION = 1;

/** What one can ask the sample logs about. */
export const STORIES: readonly Story[] = [openPort, guessedPassword, rootAtNight, openedAndClosed];

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
  const calendar = calendarOf(options.today, options.zone, DAYS);
  const digestTime = calendar.at(1, "12:00:00");
  const files = [...logFilesOf(eventsOf(calendar)), ...digestFilesOf(Object.keys(SAMPLE_ACCOUNTS), digestTime)];
  await writeFolder(folder, purpose, files);
}
