/**
 * Patterns that RE2 (DuckDB) and Joni (Trino) read alike: no look-around, and every character of a value stands for itself.
 */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
}

/**
 * Finds each resource as a whole token: `sg-12` is not found in `sg-123`, `logs` not in `logs-old` or `logs.example`,
 * but in `logs.` at the end of a sentence. The needle is given for a single resource.
 */
export function resourcePattern(resources: readonly string[]): { values: readonly string[]; needle?: string } {
  const alternatives = [...new Set(resources.flatMap(spellings))];
  const either = alternatives.map(literalPattern).join("|");
  const values = [`(^|[^A-Za-z0-9_.-])(${either})($|[^A-Za-z0-9_.-]|\\.($|[^A-Za-z0-9]))`];
  return resources.length === 1 ? { values, needle: shortest(alternatives) } : { values };
}

/** Finds each resource as a whole JSON text, quotes included: `"payroll"`, not `"payroll-old"` nor a part of a path. */
export function quotedPattern(resources: readonly string[]): string {
  const alternatives = [...new Set(resources.flatMap(spellings))];
  return `"(${alternatives.map(literalPattern).join("|")})"`;
}

/** Services whose events carry the bare id and never the ARN. */
const ID_ONLY = new Set(["ec2", "elasticfilesystem"]);

/**
 * What an ARN may stand as in a log. EC2 writes the id after the last slash; others write the ARN or the name in it.
 * The last spelling is contained in every other, so that it can serve as needle.
 */
function spellings(resource: string): readonly string[] {
  const [, , service = "", , , ...rest] = resource.split(":");
  if (!/^arn:/i.test(resource) || rest.length === 0) return [resource];
  const name = nameIn(service, rest.join(":"));
  // A short or a general name would find what belongs to others.
  if (name.length < 3 || name.includes("*")) return [resource];
  return ID_ONLY.has(service) ? [name] : [resource, name];
}

/** The name that the service's own calls take, within the last part of an ARN, such as `function:payroll:3`. */
function nameIn(service: string, part: string): string {
  const behindType = part.replace(/^[^/:]+[/:]/, "");
  switch (service) {
    case "s3":
      return part;
    case "lambda":
    case "logs":
      return behindType.replace(/:.*$/, "");
    case "ssm":
      return behindType;
    case "secretsmanager":
      return behindType.replace(/-[A-Za-z0-9]{6}$/, "");
    case "kms":
      return part.startsWith("alias/") ? part : behindType;
    case "apigateway":
      return "";
    default:
      return part.split(/[/:]/).at(-1) ?? "";
  }
}

function shortest(texts: readonly string[]): string {
  return texts.reduce((short, text) => (text.length < short.length ? text : short));
}

/**
 * Finds a person or a role by name over names, ARNs and principal ids joined by spaces: the whole text, or a segment of it
 * after `/` or `:` (rule S10), whatever the case. A person without `@` is also found as the part before it.
 */
export function namePattern(type: "user" | "role", names: readonly string[]): string {
  const spelled = names.flatMap((name) => (type === "role" ? [name, name.slice(name.lastIndexOf("/") + 1)] : [name]));
  // An empty alternative would find everybody.
  const either = [...new Set(spelled)]
    .filter((name) => name !== "")
    .map(literalPattern)
    .join("|");
  return `(?i)(^|[ /:])(${either})($|${type === "user" ? "[ @]" : "[ ]"})`;
}
