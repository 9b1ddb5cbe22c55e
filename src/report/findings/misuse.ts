import { isFailed, textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { rowSign } from "./row-sign.ts";

/** Credentials of an instance were used from an address that is not the instance's. */
export const usedOutside = rowSign({
  severity: "high",
  needs: ["from_outside", "sourceipaddress"],
  shows: (row) => textIn(row, "from_outside") === "likely",
  words: ({ row, who }) =>
    `Credentials of ${who} were likely used from outside, from ${cell(textIn(row, "sourceipaddress"), 60)} (${cell(textIn(row, "eventname"), 80)})`,
  more: "more such call",
});

const WRITES = /^(?:Put|Post|Delete|Copy|Upload|Create|Complete|Restore)/;

/** Somebody without credentials read, listed or wrote in a bucket, and was let in. */
export const anonymousAccess = rowSign({
  severity: "high",
  needs: ["bucket", "refused", "eventname"],
  shows: (row) => !isFailed(row) && Number(row["refused"] ?? 0) === 0,
  words: ({ row }) => {
    const name = textIn(row, "eventname");
    const did = WRITES.test(name) ? "changed something in" : /^List|^Head/.test(name) ? "looked into" : "read from";
    return `Somebody without credentials ${did} ${cell(textIn(row, "bucket"), 80) || "a bucket"} (${cell(name, 80)})`;
  },
  more: "more such request",
});

/** A policy of the organization refused a call: nobody in the account can change that. */
export const deniedFromAbove = rowSign({
  severity: "low",
  needs: ["reason", "action"],
  shows: (row) => /\b(?:service|resource) control policy\b/.test(textIn(row, "reason")),
  words: ({ row, who }) =>
    `${who} was refused ${cell(textIn(row, "action"), 80)} by a policy of the organization, which its administrators alone can change,`,
  more: "more such denial",
});
