import { arnOf, keyArnOf, nameOf, type Place } from "../accounts.ts";
import type { Random } from "../random.ts";
import type { Call, JsonObject, ResourceEntry } from "../record.ts";

/** The buckets of an account. */
export function bucketsOf(account: string): readonly [string, string, string] {
  const name = nameOf(account);
  return [`example-${name}-logs`, `example-${name}-data`, `example-${name}-invoices`];
}

/** A call on a bucket; `question` is the sub-resource it names (`acl`, `policy`). */
export function bucketCall(
  random: Random,
  place: Place,
  name: string,
  bucketName: string,
  question: string,
  rest: Partial<Call> & { readonly readOnly: boolean },
): Call {
  return {
    service: "s3",
    name,
    host: hostOf(bucketName, place),
    request: { bucketName, Host: hostOf(bucketName, place), [question]: "" },
    extra: wireDetails(random, 0, 552),
    resources: [bucketEntry(place.account, bucketName)],
    ...rest,
  };
}

/** The list of all buckets, which names none. */
export function listBuckets(random: Random, place: Place): Call {
  const host = `s3.${place.region}.amazonaws.com`;
  return {
    service: "s3",
    name: "ListBuckets",
    readOnly: true,
    request: { Host: host },
    extra: wireDetails(random, 0, 6322),
  };
}

/** An object written, with success or not: an event on data. */
export function putObject(random: Random, place: Place, bucketName: string, key: string, denied: boolean): Call {
  return {
    service: "s3",
    name: "PutObject",
    readOnly: false,
    data: true,
    request: { bucketName, Host: hostOf(bucketName, place), key, "x-amz-acl": "bucket-owner-full-control" },
    extra: wireDetails(random, denied ? 0 : random.int(400, 90_000), denied ? 243 : 0),
    resources: [
      { accountId: place.account, type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucketName}/${key}` },
      bucketEntry(place.account, bucketName),
    ],
    ...(denied && { error: { code: "AccessDenied", message: "Access Denied" } }),
  };
}

/** A use of the place's key for something that is encrypted with it. */
export function keyUse(name: "Decrypt" | "GenerateDataKey", place: Place, context: JsonObject): Call {
  const keyId = keyArnOf(place);
  return {
    service: "kms",
    name,
    readOnly: true,
    request:
      name === "Decrypt"
        ? { encryptionContext: context, encryptionAlgorithm: "SYMMETRIC_DEFAULT" }
        : { keyId, encryptionContext: context, keySpec: "AES_256" },
    resources: [{ accountId: place.account, type: "AWS::KMS::Key", ARN: keyId }],
  };
}

/** A secret read by its name; the event names it in the request alone. */
export function getSecretValue(place: Place, name: string): Call {
  return {
    service: "secretsmanager",
    name: "GetSecretValue",
    readOnly: true,
    request: { secretId: arnOf("secretsmanager", place, `secret:${name}`) },
  };
}

function hostOf(bucket: string, place: Place): string {
  return `${bucket}.s3.${place.region}.amazonaws.com`;
}

function bucketEntry(accountId: string, bucket: string): ResourceEntry {
  return { accountId, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucket}` };
}

function wireDetails(random: Random, bytesIn: number, bytesOut: number): JsonObject {
  return {
    SignatureVersion: "SigV4",
    CipherSuite: "TLS_AES_128_GCM_SHA256",
    bytesTransferredIn: bytesIn,
    AuthenticationMethod: "AuthHeader",
    "x-amz-id-2": `${random.hex(40)}=`,
    bytesTransferredOut: bytesOut,
  };
}
