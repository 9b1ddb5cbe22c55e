import { sqlTexts } from "../catalog/catalog.ts";
import { fingerprint } from "../catalog/fingerprint.ts";
import type { Intent } from "../catalog/schema.ts";

/** Everything that a person wants to know of an intent before trusting it: meaning, params, words, SQL, review. */
export function describeIntent(intent: Intent): string {
  const params = Object.entries(intent.params).map(([name, param]) => {
    const how = [
      param.type,
      ...(param.many ? ["one or more"] : []),
      ...(param.optional ? ["optional"] : []),
      ...(param.lookup === undefined ? [] : [`what belongs to it is asked of AWS with features.${param.lookup}`]),
    ].join(", ");
    return `  ${name.padEnd(14)}${param.description} (${how})`;
  });
  return [
    `${intent.id} — ${intent.title}`,
    intent.description.trim(),
    "",
    `Status    ${review(intent)}`,
    `Owner     ${intent.owner}`,
    `Window    ${intent.window.default} unless said, ${intent.window.max} at most${intent.window.before === undefined ? "" : `, compared with the ${intent.window.before} before`}`,
    `Hides     ${intent.hides.length === 0 ? "nothing" : `${intent.hides.join(", ")} (counted, and shown with --include)`}`,
    ...(intent.needs.length === 0 ? [] : [`Needs     ${intent.needs.join(", ")}`]),
    "",
    "Params",
    ...(params.length === 0 ? ["  none"] : params),
    "  account, region narrow every question.",
    "",
    "Ask",
    ...intent.examples.map(({ ask }) => `  ./trail ask ${JSON.stringify(ask)}`),
    ...intent.phrases.map((phrase) => `  ${phrase}`),
    "",
    "SQL",
    ...sqlTexts(intent).map((sql) => sql.trimEnd().replaceAll(/^/gm, "  ")),
    "",
  ].join("\n");
}

function review(intent: Intent): string {
  if (intent.reviewed === undefined) return intent.status;
  return `${intent.status}, SQL ${fingerprint(intent)} read on ${intent.reviewed.on}`;
}
