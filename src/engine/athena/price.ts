/** Athena charges no query less than this. https://aws.amazon.com/athena/pricing/ */
const LEAST_BYTES = 10_000_000;
const TERABYTE = 1e12;

/** Dollars for the bytes that one query scans. */
export function priceOf(bytes: number, dollarsPerTB: number): number {
  return (Math.max(bytes, LEAST_BYTES) / TERABYTE) * dollarsPerTB;
}
