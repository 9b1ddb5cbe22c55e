import { z } from "zod";
import type { Catalog } from "./catalog.ts";
import { GROUPS, IntentFile, type Intent } from "./schema.ts";

/** `intents/README.md`: the intents by what one wants to know, each with what to type. */
export function catalogIndex({ intents }: Catalog): string {
  const groups = Object.entries(GROUPS).flatMap(([group, title]) => {
    const members = intents.filter((intent) => intent.group === group && intent.status === "vetted");
    return members.length === 0
      ? []
      : [`## ${title}`, "", "| question | ask | type |", "| --- | --- | --- |", ...members.map(row), ""];
  });
  const head = [
    "# The intents",
    "",
    "Made by `./trail intents generate` from the files beside it; `./trail intents show ID` prints one whole, with its SQL.",
    "",
  ];
  return [...head, ...groups].join("\n");
}

function row(intent: Intent): string {
  const params = Object.entries(intent.params).map(([name, { optional }]) => (optional ? `[${name}]` : name));
  return `| [${intent.title}](${intent.id}.yml) | ${intent.examples[0]?.ask ?? ""} | \`${[intent.id, ...params].join(" ")}\` |`;
}

/** `intents/intent.schema.json`, for editors. */
export function intentJsonSchema(): string {
  const schema = z.toJSONSchema(IntentFile, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify({ title: "A Trail intent", ...schema }, null, 2)}\n`;
}
