import { TrailError } from "../../errors.ts";

/** What the asker is told of something that was thrown; a fault of ours is not spelled out to them. */
export function reasonToAsker(cause: unknown): string {
  return cause instanceof TrailError
    ? cause.message
    : "Trail could not take this: the fault is on its side and was written down. Please ask again in a minute.";
}
