import { awsFaultKind } from "../../aws/aws-fault.ts";
import { denialInWords } from "../../aws/denial.ts";
import { reasonOf } from "../../errors.ts";
import { OutOfPatience, PATIENCE_MS } from "./patience.ts";

/** Why EC2 told nothing, in words, without a full stop; nothing of AWS's own text is in it. */
export function ec2FaultInWords(thrown: unknown): string {
  if (/region is missing/i.test(reasonOf(thrown)))
    return "no region is known: name one in the question, or set `regions` or AWS_REGION";
  if (thrown instanceof OutOfPatience) return `it did not answer within ${PATIENCE_MS / 1000} seconds`;
  switch (awsFaultKind(thrown)) {
    case "throttled":
      return "it has too much to do just now";
    case "away":
      return "it cannot be reached";
    case "expired":
    case "credentials":
      return "AWS does not accept the credentials, or there are none: whoever runs Trail must set them (a role, or AWS_PROFILE)";
    case "denied":
      return denialInWords(withoutNames(reasonOf(thrown)), "look instances up").replace(/\.$/, "");
    case "not-found":
    case "other-query":
    case "invalid":
    case "unknown":
      return "its answer could not be read: whoever runs Trail finds the reason in the log";
  }
}

/** The role's name and an encoded text may hold letters that would be taken for a reason. */
function withoutNames(message: string): string {
  return message.replace(/User: \S+/g, "").replace(/Encoded authorization failure message:.*/s, "");
}
