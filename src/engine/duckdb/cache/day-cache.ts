import type { Clock } from "../../../clock.ts";
import { TrailError, reasonOf } from "../../../errors.ts";
import type { LogFile } from "../log-folder.ts";
import type { Reading } from "../reading.ts";
import type { Cached } from "./cached.ts";
import { convertFolders, type Conversion } from "./convert.ts";
import { pastDayFolders, type DayFolder } from "./day-folder.ts";
import { forgetGone } from "./forget-gone.ts";
import type { Pack } from "./pack.ts";
import { openShelf, type Shelf } from "./shelf.ts";
import { createTurns, type Turns } from "./turns.ts";
import { makeRoom, removeLeftovers } from "./upkeep.ts";
import { lookUp, partsOf, type View } from "./view.ts";

/** Where a cache lies and how large it may become. */
export interface DayCacheSettings {
  /** Absolute path; the database may read and write there. Made when missing, for its owner alone. */
  readonly folder: string;
  /** Real path of the folder of logs. */
  readonly logs: string;
  /** Most bytes of the whole cache, whatever logs they are of. */
  readonly mostBytes: number;
  readonly clock: Clock;
}

/** What an execution hands in to take from the cache. */
export interface Taking extends Conversion {
  readonly reading: Reading;
}

/** What the cache stands for, and what is left. None of it is removed by this process before it is released. */
export interface Taken {
  readonly cached: Cached;
  readonly rest: readonly LogFile[];
  readonly release: () => void;
}

/** Past days of a folder of logs, kept in a form that is read many times faster. */
export interface DayCache {
  /**
   * Parts log files into past days that the cache holds and the rest. What it lacks is converted before, newest days first,
   * as far as its size allows; what cannot be converted is left to the rest. Throws the signal's reason where that aborts.
   */
  take(files: readonly LogFile[], taking: Taking): Promise<Taken>;
}

/** So much is converted at a time: some seconds of work, of which a kill loses no more than the last piece. */
const BATCH_BYTES = 64_000_000;
const BATCH_FILES = 4_000;
/** Of a cache's size: so that a small one is filled as well. */
const BATCH_SHARE = 0.25;

/** Opens the cache. Throws TrailError("configuration") where its folder cannot be made. */
export async function openDayCache(settings: DayCacheSettings): Promise<DayCache> {
  const { folder, logs, clock } = settings;
  const shelf = await openShelf(folder, logs).catch((cause: unknown) => {
    const message = `The folder ${folder} cannot be made (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written, or switch \`duckdb.cache\` off.`;
    throw new TrailError("configuration", message, { cause });
  });
  removeLeftovers(folder, clock.now());
  await forgetGone(shelf, logs);
  const using = createUses();
  const work: Work = {
    shelf,
    turns: createTurns(),
    given: new Set(),
    mostBytes: settings.mostBytes,
    makeRoom: (bytes) => makeRoom(folder, settings.mostBytes - bytes, using.has),
  };
  return {
    async take(files, taking) {
      const wanted = await pastDayFolders(files, clock.now(), taking.stop);
      const use = using.open();
      try {
        const view = await converted(wanted, work, taking, use.hold);
        for (const pack of view.packs) await shelf.touch(pack, clock.now());
        return { ...partsOf(view, files), release: use.release };
      } catch (cause) {
        use.release();
        throw cause;
      }
    },
  };
}

/** What all executions of a process share. */
interface Work {
  readonly shelf: Shelf;
  /** One conversion at a time: each takes all cores, and memory. */
  readonly turns: Turns;
  /** Keys of folders that could not be converted, and are not tried again by this process. */
  readonly given: Set<string>;
  readonly mostBytes: number;
  /** Makes room for so many bytes. */
  makeRoom(bytes: number): void;
}

/** The view of the wanted folders when all that can be converted is; its packs are held. */
async function converted(
  wanted: readonly DayFolder[],
  work: Work,
  taking: Taking,
  hold: (packs: readonly Pack[]) => void,
): Promise<View> {
  const look = async (): Promise<View> => {
    const view = await lookUp(wanted, work.shelf, taking.stop);
    hold(view.packs);
    return view;
  };
  let view = await look();
  taking.reading.expect(countOf(view.missing), sizeOf(view.missing));
  while (nextBatch(view, work).length > 0) {
    await work.turns.take(taking.stop, async () => {
      // Another question, or another process, may have done it meanwhile.
      view = await look();
      const batch = nextBatch(view, work);
      if (batch.length === 0) return;
      await convert(batch, work, taking);
      view = await look();
      for (const folder of batch) if (view.missing.includes(folder)) work.given.add(folder.key);
    });
  }
  return view;
}

/** A batch that cannot be converted is left to those who read the logs themselves. */
async function convert(batch: readonly DayFolder[], work: Work, taking: Taking): Promise<void> {
  work.makeRoom(sizeOf(batch));
  taking.reading.begin(countOf(batch), sizeOf(batch));
  await convertFolders(batch, work.shelf, taking).catch(() => undefined);
  taking.stop.throwIfAborted();
  // It may have become larger than the logs were.
  work.makeRoom(0);
}

/** The newest folders that are lacking, as many as make a batch, where they fit beside those that were found. */
function nextBatch({ missing, packs }: View, { given, mostBytes }: Work): readonly DayFolder[] {
  const mostOfBatch = Math.min(BATCH_BYTES, mostBytes * BATCH_SHARE);
  const batch: DayFolder[] = [];
  let [bytes, files] = [0, 0];
  for (const folder of missing.filter(({ key }) => !given.has(key))) {
    bytes += folder.bytes;
    files += folder.files.length;
    if (batch.length > 0 && (bytes > mostOfBatch || files > BATCH_FILES)) break;
    batch.push(folder);
  }
  const held = packs.reduce((sum, { note }) => sum + note.file.bytes, 0);
  return held + sizeOf(batch) > mostBytes ? [] : batch;
}

function countOf(folders: readonly DayFolder[]): number {
  return folders.reduce((sum, { files }) => sum + files.length, 0);
}

function sizeOf(folders: readonly DayFolder[]): number {
  return folders.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Which packs the executions of a process read. */
function createUses(): {
  readonly has: (path: string) => boolean;
  /** A new use: holds the packs that it was told last, until it is released. */
  open(): { readonly hold: (packs: readonly Pack[]) => void; readonly release: () => void };
} {
  const uses = new Map<symbol, readonly Pack[]>();
  return {
    has: (path) => [...uses.values()].some((packs) => packs.some((pack) => pack.path === path)),
    open() {
      const own = Symbol("use");
      return {
        hold: (packs) => void uses.set(own, packs),
        release: () => void uses.delete(own),
      };
    },
  };
}
