import { awsFaultKind } from "../aws/aws-fault.ts";
import { denialInWords } from "../aws/denial.ts";
import { reasonOf } from "../errors.ts";

/** Whether the same call may be taken a moment later. */
export function isPassing(thrown: unknown): boolean {
  const kind = awsFaultKind(thrown);
  return kind === "throttled" || kind === "away";
}

/** Why the table cannot be used, in words, without a full stop; nothing of AWS's own text is in it. */
export function tableFaultInWords(thrown: unknown): string {
  if (/region is missing/i.test(reasonOf(thrown))) return "no region is known: set AWS_REGION";
  switch (awsFaultKind(thrown)) {
    case "throttled":
      return "DynamoDB takes no more calls just now";
    case "away":
      return "DynamoDB cannot be reached";
    case "expired":
    case "credentials":
      return "AWS does not accept the credentials, or there are none: whoever runs Trail must set them (a role, or AWS_PROFILE)";
    case "denied":
      return denialInWords(reasonOf(thrown).replace(/User: \S+/g, ""), "use the table of its store").replace(/\.$/, "");
    case "not-found":
      return "there is no such table in that account and region: look at store.table, `./trail setup store` prints how to make it";
    case "other-query":
    case "invalid":
    case "unknown":
      return "DynamoDB gave an answer that could not be used: whoever runs Trail finds the reason in the log";
  }
}
