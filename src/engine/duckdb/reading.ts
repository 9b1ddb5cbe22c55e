import type { Clock } from "../../clock.ts";
import type { Progress } from "../engine.ts";

/** Counts what an execution reads from log files, and foretells how long the rest takes. */
export interface Reading {
  /** So much is to be read at least. */
  expect(files: number, bytes: number): void;
  /** This is read now, as one query; what was read before it counts as done. */
  begin(files: number, bytes: number): void;
  progress(): Progress | null;
}

/** Before so much is done, or so many milliseconds have passed, a forecast would jump about. */
const FORECAST_FROM = 0.02;
const FORECAST_AFTER_MS = 1500;

/** `percent` tells how far the query that runs now has come; negative where it does not know. */
export function createReading(clock: Clock, percent: () => number): Reading {
  const all = { files: 0, bytes: 0 };
  const done = { files: 0, bytes: 0 };
  let current = { files: 0, bytes: 0 };
  let since: number | null = null;
  let part = 0;
  return {
    expect(files, bytes) {
      all.files += files;
      all.bytes += bytes;
    },
    begin(files, bytes) {
      since ??= clock.now();
      done.files += current.files;
      done.bytes += current.bytes;
      current = { files, bytes };
      part = 0;
    },
    progress() {
      if (since === null || done.files + current.files + all.files === 0) return null;
      // Between two queries it knows nothing, and one that is tried again begins anew.
      part = Math.min(1, Math.max(part, percent() / 100));
      const bytes = done.bytes + Math.round(part * current.bytes);
      const allBytes = Math.max(all.bytes, done.bytes + current.bytes);
      return {
        files: done.files + Math.floor(part * current.files),
        allFiles: Math.max(all.files, done.files + current.files),
        bytes,
        allBytes,
        leftMs: left(bytes / Math.max(1, allBytes), clock.now() - since),
      };
    },
  };
}

function left(share: number, ms: number): number | null {
  // When all is read, the answer is still to be put in order.
  return share < FORECAST_FROM || share >= 1 || ms < FORECAST_AFTER_MS ? null : Math.round((ms * (1 - share)) / share);
}
