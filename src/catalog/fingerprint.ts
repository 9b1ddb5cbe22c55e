import { createHash } from "node:crypto";
import type { Catalog } from "./catalog.ts";
import type { IntentFile } from "./schema.ts";

/**
 * The first 12 hex digits of the SHA-256 of an intent's SQL, as `intents vet` stamps it. Spaces at line ends and around the
 * text do not count; everything else that a reviewer reads does.
 */
export function fingerprint(file: Pick<IntentFile, "sql" | "steps">): string {
  const texts = file.sql === undefined ? (file.steps ?? []).map((step) => `${step.name}\n${step.sql}`) : [file.sql];
  const text = texts
    .join("\n--\n")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The first 12 hex digits of the SHA-256 of all that can be asked: ids, states and the SQL of each. */
export function catalogHash({ intents }: Catalog): string {
  const lines = intents.map((intent) => `${intent.id} ${intent.status} ${fingerprint(intent)}`);
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 12);
}
