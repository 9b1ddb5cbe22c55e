/** A denial for people: what was denied, by what, whose job it is; `doing` is what was tried. */
export function denialInWords(message: string, doing: string): string {
  const { by, mend } = denialOf(message);
  const action = deniedAction(message);
  return `AWS denied Trail to ${doing}${action === null ? "" : ` (${action})`}, by ${by}: ${mend}.`;
}

/** Who can lift a denial, by what AWS says of it. */
interface Denial {
  /** What refused, in words. */
  readonly by: string;
  /** What is to be done, and by whom. */
  readonly mend: string;
}

const ROLE = "the bot's AWS role";

/**
 * Reads a message of an access denial. Which policy refused decides whose job it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function denialOf(message: string): Denial {
  if (/service control policy/i.test(message)) {
    return {
      by: "a service control policy of the organization",
      mend: "whoever runs the AWS organization must allow it",
    };
  }
  if (/resource control policy/i.test(message)) {
    return { by: "a resource control policy", mend: "whoever runs the AWS organization must allow it" };
  }
  if (/permissions? boundary/i.test(message)) {
    return { by: `the permissions boundary of ${ROLE}`, mend: "whoever set the boundary must allow it" };
  }
  if (/session policy/i.test(message)) {
    return { by: "a session policy", mend: `whoever hands out the session of ${ROLE} must allow it` };
  }
  if (/VPC endpoint policy/i.test(message)) {
    return { by: "the policy of a VPC endpoint", mend: "whoever runs the network must allow it there" };
  }
  if (/lake ?formation|insufficient (lake|permissions?) ?(formation|on)?/i.test(message)) {
    return {
      by: "Lake Formation",
      mend: `the administrator of the data lake must grant ${ROLE} the table (./trail setup role prints the grants)`,
    };
  }
  if (/kms|decrypt|ciphertext|GenerateDataKey/i.test(message)) {
    return {
      by: "an encryption key's policy or the role's right to use it",
      mend: "the owner of the KMS key must allow kms:Decrypt (./trail setup role prints the statement)",
    };
  }
  if (/dynamodb/i.test(message)) {
    return {
      by: `the policy of ${ROLE}`,
      mend: "whoever runs the bot's AWS account must allow the table of the store (./trail setup store prints the policy)",
    };
  }
  if (/s3|bucket|Status Code: 403/i.test(message)) {
    return {
      by: /resource-based policy|bucket policy/i.test(message)
        ? "the bucket's policy"
        : "the bucket or the role's rights on it",
      mend: "the owner of the bucket must allow the role, and the role's own policy too (./trail setup role prints both)",
    };
  }
  if (/glue/i.test(message)) {
    return {
      by: `the policy of ${ROLE}`,
      mend: "whoever runs the bot's AWS account must allow the Glue catalogue (./trail setup role prints the policy)",
    };
  }
  return {
    by: `the policy of ${ROLE}`,
    mend: "whoever runs the bot's AWS account must allow it (./trail setup role prints the policy)",
  };
}

/** The action that was denied, such as `s3:GetObject`, or null where the message names none. */
function deniedAction(message: string): string | null {
  return /\b((?:athena|s3|glue|kms|lakeformation|sts|ec2|dynamodb):[A-Za-z]+)\b/.exec(message)?.[1] ?? null;
}
