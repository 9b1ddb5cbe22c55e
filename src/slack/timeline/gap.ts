import { durationInWords } from "../../report/words.ts";
import type { Pin } from "./pins.ts";

/** `+2 h 10 min` after the pin before; nothing for the first, or where a time is no instant. */
export function gapBefore(pin: Pin, before: Pin | undefined): string {
  const ms = before === undefined ? Number.NaN : Date.parse(pin.at) - Date.parse(before.at);
  return Number.isNaN(ms) || ms === 0 ? "" : `+${durationInWords(ms)}`;
}
