import { awsFaultInWords } from "../aws/fault-in-words.ts";
import { reasonOf } from "../errors.ts";

/** Why the queue cannot be read, in words, without a full stop; nothing of AWS's own text is in it. */
export function queueFaultInWords(thrown: unknown): string {
  if (/NonExistentQueue|QueueDoesNotExist/.test(`${nameOf(thrown)} ${reasonOf(thrown)}`))
    return "there is no such queue in that account and region: look at alerts.queue";
  return awsFaultInWords(thrown, {
    service: "it",
    wanted: "read the queue of alerts",
    region: "set AWS_REGION",
    unusable: "its answer could not be read",
  });
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : "";
}
