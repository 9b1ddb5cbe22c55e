import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ENTITY_TYPES } from "../../src/question/entities/entity.ts";
import type { IntentShape } from "../../src/question/intent-shape.ts";

const FOLDER = join(import.meta.dirname, "../../intents");

/** The fields that the reader needs; the rest of a file is others' business. */
const Shape = z.object({
  title: z.string(),
  phrases: z.array(z.string()),
  params: z
    .record(
      z.string(),
      z.object({
        type: z.enum(ENTITY_TYPES),
        many: z.boolean().default(false),
        optional: z.boolean().default(false),
        description: z.string(),
      }),
    )
    .default({}),
  window: z.object({ default: z.string(), max: z.string() }),
  examples: z.array(z.object({ ask: z.string(), params: z.record(z.string(), z.unknown()).default({}) })).default([]),
});

/** An intent of the product with its examples. */
export type IntentWithExamples = IntentShape & Pick<z.infer<typeof Shape>, "examples">;

/** The intents of the product as they stand on disk. */
export function shippedIntents(): readonly IntentWithExamples[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
  return names.map((name) => ({
    id: name.slice(0, -".yml".length),
    ...Shape.parse(parse(readFileSync(join(FOLDER, name), "utf8"))),
  }));
}

/** Friday noon in Berlin, with two accounts that have a name. */
export const CONTEXT = {
  now: "2026-11-20T13:05:30Z",
  zone: "Europe/Berlin",
  accounts: { "111122223333": "prod", "444455556666": "staging" },
} as const;
