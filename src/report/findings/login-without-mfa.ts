import { textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted } from "../words.ts";
import type { FindingKind } from "./finding.ts";
import { mfaUsed, signInOutcome } from "./sign-in.ts";
import { cappedIds, createSightings } from "./sightings.ts";

/** Somebody signed in to the console with a password alone. */
export const loginWithoutMfa: FindingKind = {
  severity: "high",
  needs: ["eventname", ["additionaleventdata", "mfaused", "mfa"], ["failed", "responseelements"]],
  seesFailures: false,
  create({ moments }) {
    const all = createSightings();
    const root = createSightings();
    return {
      row(row) {
        if (signInOutcome(row) !== "success" || mfaUsed(row) !== false) return;
        all.add(row);
        if (textIn(row, "actor_kind") === "root") root.add(row);
      },
      end() {
        const first = root.earliest ?? all.earliest;
        if (first === null) return null;
        const address = cell(textIn(first.row, "sourceipaddress"), 80);
        const from = address === "" ? "" : ` from ${address}`;
        const rest = all.count === 1 ? "" : `, one of ${counted(all.count, "sign-in")} without MFA by ${all.who()}`;
        return {
          severity: root.count > 0 ? "high" : "medium",
          text: `${first.who} signed in to the console without MFA ${moments.sentence(first.time)}${from}${rest}.`,
          eventids: cappedIds([...root.eventids, ...all.eventids]),
        };
      },
    };
  },
};
