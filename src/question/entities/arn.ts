import type { EntityType } from "./entity.ts";
import { isArn } from "./grammar.ts";

/** What an ARN of any partition can be given as, likeliest first; null when the text is no ARN. */
export function typesOfArn(text: string): readonly EntityType[] | null {
  if (!isArn(text)) return null;
  const [, , service = "", , , ...rest] = text.toLowerCase().split(":");
  return typesOf(service, rest.join(":"));
}

function typesOf(service: string, rest: string): readonly EntityType[] {
  switch (service) {
    case "iam":
      if (rest.startsWith("role/")) return ["role", "resource"];
      return rest.startsWith("user/") || rest === "root" ? ["user", "resource"] : ["resource"];
    case "sts":
      return ["user", "role"];
    case "s3":
      return rest.includes("/") ? ["resource", "bucket"] : ["bucket", "resource"];
    case "kms":
      return ["key", "resource"];
    case "secretsmanager":
      return ["secret", "resource"];
    case "ssm":
      return rest.startsWith("parameter") ? ["secret", "resource"] : ["resource"];
    default:
      return ["resource"];
  }
}
