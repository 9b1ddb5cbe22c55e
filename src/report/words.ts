import type { Progress } from "../engine/engine.ts";

/** A count with separators for thousands: `1,234,567`. */
export function thousands(count: number | bigint): string {
  return count.toLocaleString("en-US");
}

/** A count and its noun: `1 row`, `2 rows`. Without `many`, an s is added. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. Above `most` items the rest is counted: `a, b and 7 more`. */
export function listed(items: readonly string[], most = 6): string {
  const shown =
    items.length > most ? [...items.slice(0, most - 1), `${thousands(items.length - most + 1)} more`] : items;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes in decimal units, three figures at most: `812 kB`, `1.3 GB`. */
export function bytesInWords(bytes: number): string {
  const unit = bytes < 1000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** unit;
  return `${unit === 0 || scaled >= 99.95 ? Math.round(scaled) : scaled.toFixed(1)} ${BYTE_UNITS[unit] ?? "B"}`;
}

/** How sure a figure is, to stand before it: nothing, `about ` or `at least `. */
export function howSure({ exact, atLeast }: { readonly exact: boolean; readonly atLeast: boolean }): string {
  return exact ? "" : atLeast ? "at least " : "about ";
}

/** Dollars: `no charge`, `under $0.01`, `$0.27`. */
export function priceInWords(dollars: number): string {
  if (dollars <= 0) return "no charge";
  return dollars < 0.01 ? "under $0.01" : `$${dollars.toFixed(2)}`;
}

/** How far a reading has come: `3,400 of 12,000 files, 1.2 GB of 4.5 GB, about 40 s left`. */
export function reachedInWords({ files, allFiles, bytes, allBytes, leftMs }: Progress): string {
  const reached = `${thousands(files)} of ${counted(allFiles, "file")}, ${bytesInWords(bytes)} of ${bytesInWords(allBytes)}`;
  return leftMs === null || leftMs < 1000 ? reached : `${reached}, about ${durationInWords(leftMs)} left`;
}

/** A length of time in its two largest units, rounded down: `41 min`, `3 h 5 min`, `2 d`. */
export function durationInWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(`${hours} h`, minutes % 60, "min");
  return withRest(`${Math.floor(hours / 24)} d`, hours % 24, "h");
}

function withRest(large: string, rest: number, unit: string): string {
  return rest === 0 ? large : `${large} ${rest} ${unit}`;
}
