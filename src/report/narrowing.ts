import type { Intent, ParamType } from "../catalog/schema.ts";
import { named } from "./field-folds.ts";
import type { SummaryContext } from "./summary.ts";
import { listed } from "./words.ts";

/** What a value is called by where its form does not say it. */
const NOUNS: Readonly<Record<ParamType, string>> = {
  resource: "",
  user: "user ",
  role: "role ",
  ip: "address ",
  "access-key": "access key ",
  account: "account ",
  region: "region ",
  service: "service ",
  action: "action ",
  bucket: "bucket ",
  key: "key ",
  secret: "secret ",
  port: "port ",
  cidr: "network ",
  "event-id": "event ",
};

/**
 * What a question is narrowed to beside what a sentence says already: `user alice and service s3`, or the empty text. An
 * answer that leaves it out would speak of more than was asked. Accounts and regions of any question stand in its coverage.
 */
export function narrowingBeside(
  sentence: string,
  declared: Intent["params"],
  { params, accountNames }: Pick<SummaryContext, "params" | "accountNames">,
): string {
  const parts = Object.entries(declared).flatMap(([name, { type }]) => {
    const values = [Object.hasOwn(params, name) ? (params[name] ?? []) : []].flat().filter((value) => value !== "");
    const words = listed(values.map((value) => named(value, accountNames)));
    return values.length === 0 || says(sentence, words) ? [] : [`${NOUNS[type]}${words}`];
  });
  return listed(parts);
}

/** Whether the words stand in the sentence, and not as a part of longer ones. */
function says(sentence: string, words: string): boolean {
  const isPart = (neighbour: string | undefined): boolean => /[\w-]/.test(neighbour ?? "");
  for (let at = sentence.indexOf(words); at !== -1; at = sentence.indexOf(words, at + 1)) {
    if (!isPart(sentence[at - 1]) && !isPart(sentence[at + words.length])) return true;
  }
  return false;
}
