import { TrailError } from "../../errors.ts";
import type { Ear } from "../ear.ts";
import type { Surface } from "../surface.ts";

/**
 * What the asker is told of something that was thrown while their request was taken. A fault of ours is written down, and
 * named by the reference under which it stands in the log; it is not spelled out. `next` says what is to come.
 */
export function reasonToAsker(
  cause: unknown,
  surface: Pick<Surface, "fault">,
  next = "Please ask again in a minute.",
): string {
  if (isFinal(cause)) return cause.message;
  const words = cause instanceof TrailError ? cause.message : "Trail could not take this: the fault is on its side.";
  return `${words} ${next} Whoever runs Trail finds it in the log under ${surface.fault("a request could not be taken", cause)}.`;
}

/** Whether the same request would be refused again, for a reason that is the asker's to know. */
export function isFinal(cause: unknown): cause is TrailError {
  return cause instanceof TrailError && (cause.code === "refused" || cause.code === "asked");
}

/** Does what is left to do after Slack was told that a request was taken. Where it fails the asker is told. Never rejects. */
export async function orTell(
  ear: Ear,
  surface: Pick<Surface, "fault" | "tell" | "trouble">,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (cause) {
    await tellSafely(ear, reasonToAsker(cause, surface), surface);
  }
}

/** Says a sentence to one person; where it cannot be said it is written down. */
export async function tellSafely(ear: Ear, text: string, surface: Pick<Surface, "tell" | "trouble">): Promise<void> {
  await surface.tell(ear, text).catch((cause: unknown) => surface.trouble("a person could not be told", cause));
}

/** Acknowledges; where that cannot be said any more, the request is done all the same, since it was taken. */
export async function acknowledge(ack: () => Promise<void>, surface: Pick<Surface, "trouble">): Promise<void> {
  await ack().catch((cause: unknown) => surface.trouble("an acknowledgement could not be sent", cause));
}
