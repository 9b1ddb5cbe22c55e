import type { AlertEntities } from "./entities.ts";

/** A question that fits: an intent with what it is asked about. Values that are lists go to params that take several. */
export interface Wanted {
  readonly intent: string;
  readonly params: Readonly<Record<string, string | readonly string[]>>;
}

type Fitting = (entities: AlertEntities) => readonly (Wanted | null)[];

/** What is asked first about types of GuardDuty's findings. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html */
const BY_TYPE: readonly (readonly [RegExp, Fitting])[] = [
  [/RootCredentialUsage/, () => [ask("root-activity"), ask("credential-changes")]],
  [
    /ConsoleLogin/,
    (found) => [about("console-logins", "user", found.users), about("user-activity", "user", found.users)],
  ],
  [
    /InstanceCredentialExfiltration/,
    (found) => [
      must("instance-credentials", "resource", instancesIn(found)),
      must("role-activity", "role", found.roles),
      must("access-key-activity", "accessKeyId", found.accessKeys),
    ],
  ],
  [/^Stealth:S3|ServerAccessLoggingDisabled/, (found) => [about("bucket-protection-changes", "bucket", found.buckets)]],
  [/^(?:Stealth|DefenseEvasion):/, (found) => [about("trail-tampering", "user", found.users)]],
  [
    /^Policy:S3/,
    (found) => [
      about("bucket-policy-changes", "bucket", found.buckets),
      about("made-public", "resource", found.buckets),
    ],
  ],
  [/:S3\//, (found) => [must("bucket-access", "bucket", found.buckets)]],
  [/^PrivilegeEscalation:IAM/, (found) => [about("privilege-escalation", "user", found.users)]],
  [
    /^Persistence:IAM/,
    (found) => [about("credential-changes", "user", found.users), about("iam-changes", "user", found.users)],
  ],
  [/^CredentialAccess:IAM/, (found) => [about("secret-access", "user", found.users)]],
  [/^(?:Recon|Discovery):IAM/, (found) => [about("recon", "user", found.users)]],
  [/^Impact:IAM/, (found) => [about("destructive-burst", "user", found.users)]],
  [/^CryptoCurrency:/, (found) => [must("instance-exposure", "resource", instancesIn(found)), ask("compute-abuse")]],
  [/:RDS\//, () => [ask("database-changes")]],
  [/:(?:EC2|Runtime)\//, (found) => [must("instance-exposure", "resource", instancesIn(found))]],
];

/** Whether a name has the form of GuardDuty's types of findings. */
export function isFindingType(sort: string): boolean {
  return /^[A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+\//.test(sort);
}

/** The questions that fit a finding's type, best first. */
export function wantedByType(type: string, entities: AlertEntities): readonly Wanted[] {
  const fitting = BY_TYPE.find(([pattern]) => pattern.test(type))?.[1];
  return (fitting?.(entities) ?? []).filter((wanted) => wanted !== null);
}

/** What alarms over CloudTrail are called, most of them after the benchmark of CIS, and what is asked where they name nothing. */
const BY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\broot\b|root.?(?:account|usage|user|login)/i, "root-activity"],
  [/mfa/i, "logins-without-mfa"],
  [/(?:fail\w*|auth\w*).?(?:sign|log).?in|(?:sign|log).?in.?fail|authentication.?fail/i, "failed-logins"],
  [/console|(?:sign|log).?in/i, "console-logins"],
  [/cloud.?trail|config.?(?:recorder|change)|logging/i, "trail-tampering"],
  [/unauthori[sz]ed|access.?denied/i, "access-denied"],
  [/security.?group/i, "security-group-changes"],
  [/nacl|network|route|gateway|vpc/i, "network-changes"],
  [/kms|cmk|key.?(?:deletion|disabl)/i, "key-changes"],
  [/bucket|s3/i, "bucket-policy-changes"],
  [/iam|polic/i, "iam-changes"],
  [/dns|route ?53/i, "dns-changes"],
  [/rds|database/i, "database-changes"],
  [/throttl/i, "throttling"],
];

/** The question that an alert's own words are about, in the accounts that it names. */
export function wantedByWords(words: string, { accounts }: AlertEntities): readonly Wanted[] {
  const intent = BY_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  return intent === undefined ? [] : [inAccounts(intent, accounts)];
}

/** A question about whole accounts. */
export function inAccounts(intent: string, accounts: readonly string[]): Wanted {
  return { intent, params: accounts.length === 1 ? { account: accounts[0] ?? "" } : {} };
}

/** The ids of instances among what an alert names. */
export function instancesIn({ resources }: AlertEntities): readonly string[] {
  return resources.filter(({ kind }) => kind === "instance").map(({ id }) => id);
}

function ask(intent: string): Wanted {
  return { intent, params: {} };
}

/** About the first value, or about all where there is none. */
function about(intent: string, param: string, values: readonly string[]): Wanted {
  const [first] = values;
  return { intent, params: first === undefined ? {} : { [param]: first } };
}

/** About the first value, or not at all. */
export function must(intent: string, param: string, values: readonly string[]): Wanted | null {
  const [first] = values;
  return first === undefined ? null : { intent, params: { [param]: first } };
}
