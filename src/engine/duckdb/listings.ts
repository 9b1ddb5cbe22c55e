import type { Clock } from "../../clock.ts";
import { listLogs, type Listing, type Selection } from "./log-folder.ts";

/** Lists a folder of logs once for an estimate and for the execution that follows it: thousands of folders take a while. */
export interface Listings {
  /** Lists what an estimate needs. */
  look(selection: Selection): Promise<Listing>;
  /** What was looked at last, a moment ago, which is given once; or listed now. Throws the signal's reason where that aborts. */
  take(selection: Selection, signal: AbortSignal): Promise<Listing>;
  /** Forgets all. */
  close(): void;
}

/** For so long a list stands for the folder, in milliseconds: logs are delivered minutes after their events. */
const STANDS_MS = 2000;

/** Listings of a folder, whose real path is `root`. */
export function createListings(root: string, clock: Clock): Listings {
  const standing = new Map<string, Promise<Listing>>();
  const over = new AbortController();
  const forgetSoon = async (key: string, looking: Promise<Listing>): Promise<void> => {
    await looking.then(
      () => clock.after(STANDS_MS, over.signal),
      () => undefined,
    );
    if (standing.get(key) === looking) standing.delete(key);
  };
  return {
    look(selection) {
      const key = JSON.stringify(selection);
      const looking = listLogs(root, selection);
      standing.set(key, looking);
      void forgetSoon(key, looking);
      return looking;
    },
    async take(selection, signal) {
      const key = JSON.stringify(selection);
      const looked = await standing.get(key)?.catch(() => null);
      standing.delete(key);
      signal.throwIfAborted();
      return looked ?? listLogs(root, selection, signal);
    },
    close() {
      over.abort();
    },
  };
}
