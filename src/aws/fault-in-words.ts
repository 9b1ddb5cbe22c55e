import { reasonOf } from "../errors.ts";
import { awsFaultKind } from "./aws-fault.ts";
import { denialInWords } from "./denial.ts";

/** What only the service that was called can say of a fault. */
export interface FaultWords {
  /** What the service is called in a sentence: `it`, `DynamoDB`. */
  readonly service: string;
  /** What was wanted, after "may not": `use the table of its store`. */
  readonly wanted: string;
  /** What to set where no region is known. */
  readonly region: string;
  /** Where its answer makes no sense: `its answer could not be read`. */
  readonly unusable: string;
  /** Where there is no such thing; left out: as `unusable`. */
  readonly missing?: string;
}

/** Why AWS did not do what was asked, in words, without a full stop; nothing of AWS's own text is in it. */
export function awsFaultInWords(thrown: unknown, { service, wanted, region, unusable, missing }: FaultWords): string {
  const other = `${unusable}: whoever runs Trail finds the reason in the log`;
  if (/region is missing/i.test(reasonOf(thrown))) return `no region is known: ${region}`;
  switch (awsFaultKind(thrown)) {
    case "throttled":
      return `${service} has too much to do just now`;
    case "away":
      return `${service} cannot be reached`;
    case "expired":
    case "credentials":
      return "AWS does not accept the credentials, or there are none: whoever runs Trail must set them (a role, or AWS_PROFILE), and look at the machine's clock";
    case "denied":
      return denialInWords(withoutNames(reasonOf(thrown)), wanted).replace(/\.$/, "");
    case "not-found":
      return missing ?? other;
    case "other-query":
    case "invalid":
    case "unknown":
      return other;
  }
}

/** The role's name and an encoded text may hold letters that would be taken for a reason. */
function withoutNames(message: string): string {
  return message.replace(/User: \S+/g, "").replace(/Encoded authorization failure message:.*/s, "");
}
