import type { Clock } from "../../clock.ts";
import { listLogs, type Listing, type Selection } from "./log-folder.ts";

/** Lists a folder of logs once for an estimate and for the execution that follows it: thousands of folders take a while. */
export interface Listings {
  /** Lists what an estimate needs. */
  look(selection: Selection): Promise<Listing>;
  /** What was looked at a moment ago, which is given once, or listed now. Throws the signal's reason where that aborts. */
  take(selection: Selection, signal: AbortSignal): Promise<Listing>;
  /** Forgets all. */
  close(): void;
}

/** For so long a list stands for the folder, in milliseconds: logs are delivered minutes after their events. */
const STANDS_MS = 2000;

/** Listings of a folder, whose real path is `root`. */
export function createListings(root: string, clock: Clock): Listings {
  const standing = new Map<string, Listing>();
  const over = new AbortController();
  return {
    async look(selection) {
      const key = JSON.stringify(selection);
      const listing = await listLogs(root, selection);
      standing.set(key, listing);
      void clock.after(STANDS_MS, over.signal).then(() => {
        if (standing.get(key) === listing) standing.delete(key);
      });
      return listing;
    },
    async take(selection, signal) {
      const key = JSON.stringify(selection);
      const listing = standing.get(key);
      standing.delete(key);
      return listing ?? listLogs(root, selection, signal);
    },
    close() {
      over.abort();
    },
  };
}
