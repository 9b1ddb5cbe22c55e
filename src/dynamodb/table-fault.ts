import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { awsFaultKind } from "../aws/aws-fault.ts";
import { awsFaultInWords } from "../aws/fault-in-words.ts";

/** Whether a condition of a write did not hold. */
export function isRefusal(thrown: unknown): boolean {
  return nameOf(thrown) === "ConditionalCheckFailedException" || reasonsOf(thrown).includes("ConditionalCheckFailed");
}

/**
 * Whether a call was refused for the hour at which it was signed, and the client has set its own clock by the answer since. It
 * says so of every refusal while the machine's clock is wrong.
 */
export function isClockMended(thrown: unknown): boolean {
  const metadata: unknown = thrown instanceof Error ? Reflect.get(thrown, "$metadata") : null;
  const isMended =
    typeof metadata === "object" && metadata !== null && Reflect.get(metadata, "clockSkewCorrected") === true;
  const kind = awsFaultKind(thrown);
  return isMended && (kind === "credentials" || kind === "expired");
}

/** Reasons for which the same writes together may be taken a moment later. */
const PASSING = /^(TransactionConflict|ThrottlingError|ProvisionedThroughputExceeded)$/;

/** Whether the same call may be taken a moment later. */
export function isPassing(thrown: unknown): boolean {
  if (isRefusal(thrown)) return false;
  if (/^Transaction(Conflict|InProgress)Exception$/.test(nameOf(thrown))) return true;
  if (reasonsOf(thrown).some((reason) => PASSING.test(reason))) return true;
  const kind = awsFaultKind(thrown);
  return kind === "throttled" || kind === "away";
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : "";
}

/** Why each of several writes together was not made, `None` for those that would have been. */
function reasonsOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof TransactionCanceledException)) return [];
  return (thrown.CancellationReasons ?? []).map(({ Code }) => Code ?? "");
}

const TOO_MUCH = "DynamoDB takes no more calls just now";

/** Why the table cannot be used, in words, without a full stop; nothing of AWS's own text is in it. */
export function tableFaultInWords(thrown: unknown): string {
  if (isPassing(thrown) && awsFaultKind(thrown) !== "away") return TOO_MUCH;
  return awsFaultInWords(thrown, {
    service: "DynamoDB",
    wanted: "use the table of its store",
    region: "set AWS_REGION",
    unusable: "DynamoDB gave an answer that could not be used",
    missing:
      "there is no such table in that account and region: look at store.table, `./trail setup store` prints how to make it",
  });
}
