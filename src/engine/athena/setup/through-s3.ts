import type { PolicyStatement } from "./policy.ts";

/**
 * A key may be used only by S3 on the role's behalf, which is how Athena reads and writes objects.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function throughS3(partition: string): NonNullable<PolicyStatement["Condition"]> {
  const services = partition === "aws-cn" ? ["s3.*.amazonaws.com", "s3.*.amazonaws.com.cn"] : ["s3.*.amazonaws.com"];
  return { StringLike: { "kms:ViaService": services } };
}
