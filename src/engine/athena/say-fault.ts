import { awsFaultKind } from "../../aws/aws-fault.ts";
import { denialInWords } from "../../aws/denial.ts";
import { TrailError, reasonOf, type ErrorCode } from "../../errors.ts";

/** Told of the raw text of a fault, which only the log may hold, with a reference that the asker reads as well. */
export type Trouble = (what: string, reference: string, cause: unknown) => void;

/**
 * What the asker reads when a call to AWS failed; `doing` is what was tried, such as "start the query". No ARN, bucket or
 * message of AWS is in it.
 */
export function sayAwsFault(thrown: unknown, doing: string): TrailError {
  if (thrown instanceof TrailError) return thrown;
  const said = (code: ErrorCode, message: string): TrailError => new TrailError(code, message, { cause: thrown });
  switch (awsFaultKind(thrown)) {
    case "throttled":
      return said("engine-throttled", "Athena has too much to do just now: the question waits for its turn.");
    case "away":
      return said("engine-away", `AWS cannot be reached to ${doing}: the question is held and tried again.`);
    case "expired":
      return said(
        "engine-away",
        `The AWS credentials have run out: new ones are waited for. Whoever runs the bot must renew them if this goes on.`,
      );
    case "credentials":
      return said(
        "configuration",
        "AWS does not accept the credentials, or there are none: whoever runs Trail must set them (a role, or AWS_PROFILE), and look at the machine's clock.",
      );
    case "denied":
      return said("engine-user", denialInWords(reasonOf(thrown), doing));
    case "not-found":
      return said(
        "configuration",
        `AWS does not know what is needed to ${doing}: the workgroup, database, table or bucket of the configuration does not exist. Whoever runs Trail sees which with ./trail doctor.`,
      );
    case "other-query":
      return said("engine-user", "This question was started before with other SQL, by an older Trail: ask it again.");
    case "invalid":
      return said(
        "engine-user",
        `AWS refused to ${doing}: whoever runs Trail finds the reason in the log, and in ./trail doctor.`,
      );
    case "unknown":
      return said("engine-internal", `AWS could not ${doing}: whoever runs Trail finds the reason in the log.`);
  }
}

/**
 * As {@link sayAwsFault}, and tells the log what AWS said, under a reference that the asker reads too; what passes by
 * itself needs none.
 */
export function toldAwsFault(thrown: unknown, doing: string, reference: string, trouble: Trouble): TrailError {
  const said = sayAwsFault(thrown, doing);
  trouble(said.message, reference, thrown);
  if (said.code === "engine-away" || said.code === "engine-throttled") return said;
  return new TrailError(said.code, `${said.message} (reference ${reference.slice(0, 8)})`, { cause: thrown });
}
