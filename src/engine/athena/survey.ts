import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Span } from "../engine.ts";
import { daysFrom, deliveryDays } from "../scope.ts";
import { dayPrefix, type LogLister, type RegionFolder } from "./log-lister.ts";
import type { FolderSize } from "./size-ledger.ts";

/** Which folders a question concerns. Empty lists: all. */
export interface SurveyScope {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** A folder of one day that was looked at. */
export interface SurveyedFolder extends FolderSize {
  readonly account: string;
  readonly region: string;
  /** `yyyy-mm-dd`. */
  readonly day: string;
}

/** What is known of the folders of a span. */
export interface Survey {
  readonly folders: readonly SurveyedFolder[];
  /** Folders that were not looked at. */
  readonly unseen: number;
  /** Looking took too long, so that what was seen is the least there is. */
  readonly ranOut: boolean;
  /** Newest delivery in the asked accounts and regions, whatever the span; null where it is not known. */
  readonly newest: string | null;
}

/** Folders that one question may have listed, and how many at once. */
const MOST_LISTED = 200;
const AT_ONCE = 16;
/** Regions among which the newest folder is searched when none has logs of today or yesterday. */
const MOST_SEARCHED = 200;

/**
 * Looks at the folders of a span: those known already, and up to 200 more for up to `patienceMs` milliseconds. Above that
 * a sample is taken that favours no account, region or day. Throws what the SDK throws.
 */
export async function surveyLogs(
  lister: LogLister,
  span: Span,
  scope: SurveyScope,
  clock: Clock,
  patienceMs: number,
): Promise<Survey> {
  const patience = new AbortController();
  const ended = clock.after(patienceMs, patience.signal).then(() => "ended" as const);
  try {
    const folders = await Promise.race([regionsIn(lister, scope), ended]);
    if (folders === "ended") return { folders: [], unseen: 1, ranOut: true, newest: null };
    const all = await Promise.race([places(lister, folders, span), ended]);
    if (all === "ended") return { folders: [], unseen: 1, ranOut: true, newest: null };
    const seen = await look(lister, all, MOST_LISTED, ended);
    const newest = await newestDelivery(lister, folders, clock, ended);
    return {
      folders: seen.found,
      unseen: all.length - seen.found.length,
      ranOut: seen.ranOut,
      // Without a look at the newest folders those of an old span say nothing of how far the logs reach.
      newest,
    };
  } finally {
    patience.abort();
  }
}

async function regionsIn(lister: LogLister, scope: SurveyScope): Promise<readonly RegionFolder[]> {
  const folders = await lister.regionFolders(scope.accounts);
  return scope.regions.length === 0 ? folders : folders.filter(({ region }) => scope.regions.includes(region));
}

interface Place {
  readonly folder: RegionFolder;
  readonly day: string;
  readonly prefix: string;
}

/** Where there are too many folders to look at each, those that do not exist are sorted out month by month. */
async function places(lister: LogLister, folders: readonly RegionFolder[], span: Span): Promise<readonly Place[]> {
  const { firstDay, lastDay } = deliveryDays(span);
  const days = daysFrom(firstDay, lastDay);
  const months = new Set(days.map((day) => day.slice(0, 7))).size;
  const isSortedOut = folders.length * days.length > MOST_LISTED && folders.length * months <= MOST_LISTED;
  const existing = await Promise.all(
    folders.map((folder) => (isSortedOut ? lister.existingDays(folder, days) : Promise.resolve(days))),
  );
  return folders.flatMap((folder, index) =>
    (existing[index] ?? []).map((day) => ({ folder, day, prefix: dayPrefix(folder, day) })),
  );
}

async function look(
  lister: LogLister,
  all: readonly Place[],
  most: number,
  ended: Promise<"ended">,
): Promise<{ readonly found: readonly SurveyedFolder[]; readonly ranOut: boolean }> {
  const known = lister.known(all.map(({ prefix }) => prefix));
  const found = new Map<string, FolderSize>(known);
  const sample = shuffled(all.filter(({ prefix }) => !known.has(prefix))).slice(0, most);
  let isOver = false;
  const queue = sample.values();
  const worker = async (): Promise<void> => {
    for (const { prefix } of queue) {
      if (isOver) return;
      found.set(prefix, await lister.size(prefix));
    }
  };
  const work = Promise.all(Array.from({ length: AT_ONCE }, worker));
  const ranOut = (await Promise.race([work, ended])) === "ended";
  isOver = true;
  // What is still under way ends by itself and is remembered for the next question.
  if (ranOut) void work.catch(() => undefined);
  return {
    found: all.flatMap(({ folder: { account, region }, day, prefix }) => {
      const size = found.get(prefix);
      return size === undefined ? [] : [{ account, region, day, ...size }];
    }),
    ranOut,
  };
}

/** In an order that has nothing to do with account, region or day, and is the same each time. */
function shuffled(all: readonly Place[]): readonly Place[] {
  if (all.length <= MOST_LISTED) return all;
  const mark = (prefix: string): string => createHash("sha256").update(prefix).digest("hex");
  return all
    .map((place) => ({ place, mark: mark(place.prefix) }))
    .toSorted((a, b) => (a.mark < b.mark ? -1 : 1))
    .map(({ place }) => place);
}

/** Looks at today and yesterday, and where nothing lies there for the newest folder that there is. Null where it was not found in time. */
async function newestDelivery(
  lister: LogLister,
  folders: readonly RegionFolder[],
  clock: Clock,
  ended: Promise<"ended">,
): Promise<string | null> {
  for (const back of [0, 1]) {
    const day = new Date(clock.now() - back * 86_400_000).toISOString().slice(0, 10);
    const asked = folders.map((folder) => ({ folder, day, prefix: dayPrefix(folder, day) }));
    const { found, ranOut } = await look(lister, asked, MOST_LISTED, ended);
    const newest = latest(found.map((folder) => folder.newest));
    if (newest !== null || ranOut) return newest;
  }
  if (folders.length > MOST_SEARCHED) return null;
  const search = newestOf(lister, folders);
  const found = await Promise.race([search, ended]);
  if (found !== "ended") return found;
  void search.catch(() => undefined);
  return null;
}

/** The newest delivery of some regions, however old, or null where they have no logs. */
export async function newestOf(lister: LogLister, folders: readonly RegionFolder[]): Promise<string | null> {
  const days = await lister.newestDays(folders);
  const sizes = await Promise.all(days.map(({ folder, day }) => lister.size(dayPrefix(folder, day))));
  return latest(sizes.map(({ newest }) => newest));
}

function latest(stamps: readonly (string | null)[]): string | null {
  return stamps.reduce(
    (newest, stamp) => (stamp !== null && (newest === null || stamp > newest) ? stamp : newest),
    null,
  );
}
