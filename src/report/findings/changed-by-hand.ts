import type { Row } from "../../engine/engine.ts";
import { flagIn, isFailed, textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted } from "../words.ts";
import type { FindingKind } from "./finding.ts";
import { createSightings } from "./sightings.ts";

/** Something was changed in the console or a person's own session, not through code. */
export const changedByHand: FindingKind = {
  severity: "low",
  needs: [["byhand", "sessioncredentialfromconsole"]],
  seesFailures: false,
  create({ moments }) {
    const changes = createSightings();
    return {
      row(row) {
        if (isByHand(row) && !isRead(row) && !isFailed(row)) changes.add(row);
      },
      end() {
        const { latest, count } = changes;
        if (latest === null) return null;
        const last = `${count === 1 ? "" : "the last "}${cell(textIn(latest.row, "eventname"), 80) || "one"}`;
        const text = `${changes.who()} made ${counted(count, "change")} by hand, ${last} ${moments.sentence(latest.time)}.`;
        return { severity: "low", text, eventids: changes.eventids };
      },
    };
  },
};

function isByHand(row: Row): boolean {
  const byHand = row["byhand"];
  return byHand === undefined || byHand === null ? flagIn(row, "sessioncredentialfromconsole") : flagIn(row, "byhand");
}

function isRead(row: Row): boolean {
  return flagIn(row, "readonly") || textIn(row, "hidden").split(",").includes("read");
}
