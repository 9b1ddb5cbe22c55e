import { reasonOf } from "../../../errors.ts";
import { ok, unknown, wrong, type Check } from "../../check.ts";
import { dayPrefix, type LogLister, type RegionFolder } from "../log-lister.ts";
import { sayAwsFault } from "../say-fault.ts";
import type { CheckupParts } from "./checkup-parts.ts";

/** The newest folder of logs there is. */
export interface NewestFolder {
  readonly folder: RegionFolder;
  /** `yyyy-mm-dd`. */
  readonly day: string;
}

export interface CheckedLogs {
  readonly checks: readonly Check[];
  readonly folders: readonly RegionFolder[];
  readonly newest: NewestFolder | null;
}

/** CloudTrail delivers at least every quarter of an hour where anything happens; a day without is a trail that stopped. */
const STALE_MS = 86_400_000;

/** Whether the logs can be listed, and until when there are any, a line for each account with its regions. */
export async function checkLogs({ lister, clock, place }: CheckupParts): Promise<CheckedLogs> {
  const none = (check: Check): CheckedLogs => ({ checks: [check], folders: [], newest: null });
  if (lister === null) {
    return none(unknown("logs", "athena.logs is not set: answers cannot say what they cost or which logs there were"));
  }
  try {
    const folders = await lister.regionFolders([]);
    if (folders.length === 0) {
      return none(
        wrong(
          "logs",
          `there are no account folders below ${place.logs ?? ""}: athena.logs must end with AWSLogs/, or with the organization's id behind it`,
        ),
      );
    }
    const accounts = [...Map.groupBy(folders, ({ account }) => account)];
    const checks = await Promise.all(
      accounts.map(([account, regions]) => checkAccount(account, regions, lister, clock.now())),
    );
    const [newest = null] = await lister.newestDays(folders);
    return { checks, folders, newest };
  } catch (cause) {
    return none(wrong("logs", `${sayAwsFault(cause, "list the logs").message} (${reasonOf(cause)})`));
  }
}

async function checkAccount(
  account: string,
  regions: readonly RegionFolder[],
  lister: LogLister,
  now: number,
): Promise<Check> {
  const untils = await Promise.all(
    regions.map(async (folder) => [folder.region, await untilOf(lister, folder)] as const),
  );
  const what = `logs of ${account}`;
  const text = untils.map(([region, until]) => `${region} until ${until ?? "no log"}`).join(", ");
  const newest = untils
    .flatMap(([, until]) => until ?? [])
    .toSorted()
    .at(-1);
  if (newest === undefined || now - Date.parse(newest) > STALE_MS) {
    return wrong(what, `${text}: nothing came for a day, so the trail may be off, or writes elsewhere`);
  }
  return ok(what, text);
}

async function untilOf(lister: LogLister, folder: RegionFolder): Promise<string | null> {
  const [found] = await lister.newestDays([folder]);
  return found === undefined ? null : (await lister.size(dayPrefix(folder, found.day))).newest;
}
