import { z } from "zod";
import type { LogFile } from "../log-folder.ts";

/** A day folder as the cache remembers it: what stood in it when it was converted, and what was to be said of it. */
export const CachedFolder = z.strictObject({
  /** Marks its rows in the file that holds them; no other folder anywhere has the same. */
  id: z.string(),
  /** Relative to the folder of logs. */
  path: z.string(),
  /** See {@link DayFolder.key}. */
  key: z.string(),
  /** Compressed bytes of its files that took part. */
  bytes: z.int().nonnegative(),
  /** Files that were not, or not wholly, read; `takesPart` is false where nothing of one was. */
  skipped: z.array(z.strictObject({ file: z.string(), reason: z.string(), takesPart: z.boolean() })),
  /** Records that were read with marks in place of broken text. */
  repaired: z.int().nonnegative(),
});
export type CachedFolder = z.infer<typeof CachedFolder>;

/** What a relation reads from the cache. */
export interface Cached {
  /** Day folders, each with the Parquet file that holds its rows and the log files that it stands for. */
  readonly folders: readonly {
    readonly path: string;
    readonly folder: CachedFolder;
    readonly files: readonly LogFile[];
  }[];
  /** Whether the Parquet files hold rows of other folders too, which are not wanted. */
  readonly holdsOthers: boolean;
}

export const NOTHING_CACHED: Cached = { folders: [], holdsOthers: false };

/** Parts log files into those that the cache stands for and those that are to be read themselves. */
export type FromCache = (files: readonly LogFile[]) => Promise<{
  readonly cached: Cached;
  readonly rest: readonly LogFile[];
}>;
