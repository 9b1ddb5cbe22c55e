import { awsFaultKind } from "../aws/aws-fault.ts";
import { denialInWords } from "../aws/denial.ts";
import { reasonOf } from "../errors.ts";

/** Why the queue cannot be read, in words, without a full stop; nothing of AWS's own text is in it. */
export function queueFaultInWords(thrown: unknown): string {
  if (/NonExistentQueue|QueueDoesNotExist/.test(`${nameOf(thrown)} ${reasonOf(thrown)}`))
    return "there is no such queue in that account and region: look at alerts.queue";
  if (/region is missing/i.test(reasonOf(thrown))) return "no region is known: set AWS_REGION";
  switch (awsFaultKind(thrown)) {
    case "throttled":
      return "it has too much to do just now";
    case "away":
      return "it cannot be reached";
    case "expired":
    case "credentials":
      return "AWS does not accept the credentials, or there are none: whoever runs Trail must set them (a role, or AWS_PROFILE)";
    case "denied":
      return denialInWords(reasonOf(thrown).replace(/User: \S+/g, ""), "read the queue of alerts").replace(/\.$/, "");
    case "not-found":
    case "other-query":
    case "invalid":
    case "unknown":
      return "AWS gave an answer that could not be used: whoever runs Trail finds the reason in the log";
  }
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : "";
}
