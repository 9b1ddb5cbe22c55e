/** One line of the table: a figure, what it is held against in the same run, and whether the bar holds. */
export interface Measurement {
  readonly what: string;
  readonly measured: string;
  /** Something of the same machine and moment that gives the figure a scale. */
  readonly reference: string;
  /** Measured to reference; null where there is nothing to divide by. */
  readonly ratio: number | null;
  /** Empty where a figure is given for comparison alone. */
  readonly bar: string;
  /** Null where there is no bar. */
  readonly holds: boolean | null;
}

/** What a measure is given. */
export interface Place {
  /** A real path that is there, empty, and the measure's own. */
  readonly folder: string;
  /** Real path of the folder of logs that all measures share; they are made when first asked for. */
  readonly logs: () => Promise<string>;
  /** Whether a first look is enough. */
  readonly quick: boolean;
}

/** Takes some measurements of one thing. Throws where what it measures does not work: a time would mean nothing then. */
export type Measure = (place: Place) => Promise<readonly Measurement[]>;

/** A figure against a bar that it must not pass. */
export function atMost(
  what: string,
  figure: number,
  bar: number,
  format: (figure: number) => string,
  reference: { readonly text: string; readonly figure?: number } = { text: "" },
): Measurement {
  return {
    what,
    measured: format(figure),
    reference: reference.text,
    ratio: reference.figure === undefined ? null : figure / reference.figure,
    bar: `≤ ${format(bar)}`,
    holds: figure <= bar,
  };
}

export const inMilliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms)} ms`);
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
export const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
export const grouped = (count: number): string => Math.round(count).toLocaleString("en");

/** The middle one of some figures; of an even number the upper one. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
