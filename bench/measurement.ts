/** One line of the table: a figure, what it is held against in the same run, and whether the bar holds. */
export interface Measurement {
  readonly what: string;
  readonly measured: string;
  /** Something of the same machine and moment that gives the figure a scale. */
  readonly reference: string;
  /** Measured to reference; null where there is nothing to divide by. */
  readonly ratio: number | null;
  readonly bar: string;
  readonly holds: boolean;
}

export const inMilliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms)} ms`);
export const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
export const grouped = (count: number): string => Math.round(count).toLocaleString("en");

/** The middle one of some figures; of an even number the upper one. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
