/** Services whose IAM prefix is not the first part of their event source. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const PREFIXES: Readonly<Record<string, string>> = {
  monitoring: "cloudwatch",
  email: "ses",
  tagging: "tag",
  "models-v2-lex": "lex",
  "runtime-lex": "lex",
  "identitystore-scim": "identitystore",
};

/** Sources whose events are no calls that a policy could allow. */
const NOT_CALLS: ReadonlySet<string> = new Set(["signin", "console"]);

/** Calls that anybody may make. */
const FREE: ReadonlySet<string> = new Set(["sts:GetCallerIdentity", "sts:GetSessionToken"]);

/** Event names that stand for other actions. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  "s3:ListBuckets": ["s3:ListAllMyBuckets"],
  "s3:ListObjects": ["s3:ListBucket"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:ListObjectVersions": ["s3:ListBucketVersions"],
  "s3:ListMultipartUploads": ["s3:ListBucketMultipartUploads"],
  "s3:ListParts": ["s3:ListMultipartUploadParts"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:SelectObjectContent": ["s3:GetObject"],
  "s3:DeleteObjects": ["s3:DeleteObject"],
  "s3:CopyObject": ["s3:GetObject", "s3:PutObject"],
  "s3:UploadPart": ["s3:PutObject"],
  "s3:UploadPartCopy": ["s3:GetObject", "s3:PutObject"],
  "s3:CreateMultipartUpload": ["s3:PutObject"],
  "s3:InitiateMultipartUpload": ["s3:PutObject"],
  "s3:CompleteMultipartUpload": ["s3:PutObject"],
  "s3:GetBucketLifecycle": ["s3:GetLifecycleConfiguration"],
  "s3:GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
  "s3:PutBucketLifecycle": ["s3:PutLifecycleConfiguration"],
  "s3:PutBucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
  "s3:DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
  "s3:GetBucketReplication": ["s3:GetReplicationConfiguration"],
  "s3:PutBucketReplication": ["s3:PutReplicationConfiguration"],
  "s3:DeleteBucketReplication": ["s3:PutReplicationConfiguration"],
  "s3:GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
  "s3:PutBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
  "s3:DeleteBucketPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  "s3:GetBucketCors": ["s3:GetBucketCORS"],
  "s3:PutBucketCors": ["s3:PutBucketCORS"],
  "s3:DeleteBucketCors": ["s3:PutBucketCORS"],
  "s3:DeleteBucketTagging": ["s3:PutBucketTagging"],
  "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
  "s3:PutObjectLockConfiguration": ["s3:PutBucketObjectLockConfiguration"],
  "s3:GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
  "s3:PutBucketAccelerateConfiguration": ["s3:PutAccelerateConfiguration"],
  "lambda:Invoke": ["lambda:InvokeFunction"],
  "lambda:GetFunctionInformation": ["lambda:GetFunction"],
};

/**
 * The IAM actions that an event's call needs: versions and dates at the end of its name are dropped (rule S17), and names that
 * differ between CloudTrail and IAM are exchanged. Empty for events that are no calls, and for calls that need no permission.
 */
export function iamActions(eventSource: string, eventName: string): readonly string[] {
  const source = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, "");
  const service = Object.hasOwn(PREFIXES, source) ? PREFIXES[source] : source;
  if (service === undefined || NOT_CALLS.has(source) || !/^[a-z0-9-]+$/.test(service)) return [];
  const name = eventName.replace(/_?\d{4}_?\d\d_?\d\d(v\d+)?$/, "");
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return [];
  const action = `${service}:${name}`;
  if (FREE.has(action)) return [];
  return Object.hasOwn(RENAMED, action) ? (RENAMED[action] ?? []) : [action];
}
