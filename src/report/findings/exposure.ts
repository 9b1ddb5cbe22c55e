import type { Row } from "../../engine/engine.ts";
import { flagIn, isFailed, textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { rowSign } from "./row-sign.ts";

/** Where intents say what a change opened, and the words that mean everybody. */
const SAID = ["open_to", "exposure", "why"] as const;
const EVERYBODY = /^public$|\beveryone\b(?!.*\bunder conditions\b)|^block of public access taken off|\bmade public\b/i;
const ANOTHER_ACCOUNT = /\baccount \d{12}\b|^another account$|copied to another account/;

/** Something was opened to everybody: a bucket, an image, a function, a key. */
export const madePublic = rowSign({
  severity: "high",
  needs: ["eventname", SAID],
  shows: (row) => !isFailed(row) && EVERYBODY.test(said(row)),
  words: ({ row, who }) => `${who} opened ${targetIn(row)} to more than this organization (${cell(said(row), 120)})`,
  more: "more such change",
});

/** Something was shared with another account, by its number. */
export const sharedOutside = rowSign({
  severity: "medium",
  needs: ["eventname", SAID],
  shows: (row) => !isFailed(row) && ANOTHER_ACCOUNT.test(said(row)),
  words: ({ row, who }) => `${who} shared ${targetIn(row)} with another account (${cell(said(row), 120)})`,
  more: "more such change",
});

function said(row: Row): string {
  return SAID.map((name) => textIn(row, name)).find((text) => text !== "") ?? "";
}

/** Protection of a bucket was weakened: versioning, encryption, logging, lock. */
export const protectionWeakened = rowSign({
  severity: "high",
  needs: ["weakened", "eventname"],
  shows: (row) => !isFailed(row) && flagIn(row, "weakened"),
  words: ({ row, who }) => `${who} weakened the protection of ${targetIn(row)} (${cell(textIn(row, "eventname"), 80)})`,
  more: "more such change",
});

/** Somebody got more permissions, or made it possible. */
export const permissionsRaised = rowSign({
  severity: "high",
  needs: ["why", "eventname"],
  shows: (row) => !isFailed(row) && textIn(row, "why") !== "",
  words: ({ row, who }) =>
    `${who} may have raised permissions: ${cell(textIn(row, "why"), 160)} (${cell(textIn(row, "eventname"), 80)})`,
  more: "more such call",
});

/** What the intent names, else the event. */
function targetIn(row: Row): string {
  const named = ["bucket", "target"].map((name) => textIn(row, name)).find((text) => text !== "");
  return named === undefined ? `something (${cell(textIn(row, "eventname"), 80)})` : cell(named, 120);
}
