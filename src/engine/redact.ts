import type { Row, Value } from "./engine.ts";
import { redactText } from "./redact-text.ts";

/**
 * What every engine passes its rows through before they leave it (rule S12). Session tokens, passwords, secret keys, user
 * data, environment values and signatures of presigned URLs are replaced by `[redacted:…]`, also inside JSON text and
 * JSON inside that. Access key ids stay: they name a key and open nothing.
 */
export function redactRow(row: Row): Row {
  let clean: Record<string, Value> | null = null;
  for (const [name, value] of Object.entries(row)) {
    const safe = typeof value === "string" ? redactText(value) : value;
    if (safe === value) continue;
    clean ??= { ...row };
    clean[name] = safe;
  }
  return clean ?? row;
}
