import { setFlagsFromString } from "node:v8";

/**
 * Lets V8's heap grow by two fifths between collections in place of doubling: a result of a million rows is all garbage
 * as soon as it is written, and takes a third less memory for no more time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=40");
}
