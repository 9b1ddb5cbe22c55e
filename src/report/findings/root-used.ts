import { createDistinct } from "../distinct.ts";
import { isFailed, textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted, listed } from "../words.ts";
import type { FindingContext, FindingKind, Found } from "./finding.ts";
import { createSightings, type Sighting } from "./sightings.ts";

/** The root user itself did something; what a service did in its name does not count. */
export const rootUsed: FindingKind = {
  severity: "high",
  needs: ["actor_kind"],
  seesFailures: false,
  create(context) {
    const done = createSightings();
    const tried = createSightings();
    const actions = createDistinct();
    return {
      row(row) {
        if (textIn(row, "actor_kind") !== "root" || textIn(row, "via") !== "") return;
        actions.add(textIn(row, "eventname"));
        (isFailed(row) ? tried : done).add(row);
      },
      end() {
        const { count, names } = actions;
        const shown = names.map((name) => cell(name, 80));
        const what = listed(count > shown.length ? [...shown, counted(count - shown.length, "other action")] : shown);
        if (done.earliest !== null)
          return found("high", `The root user was used ${times(done.count)}`, done.earliest, done.eventids);
        return tried.earliest === null
          ? null
          : found(
              "medium",
              `The root user was tried without success ${times(tried.count)}`,
              tried.earliest,
              tried.eventids,
            );

        function found(severity: Found["severity"], said: string, first: Sighting, eventids: readonly string[]): Found {
          return {
            severity,
            text: `${said}${what === "" ? "" : `: ${what}`}, first ${place(first, context)}.`,
            eventids,
          };
        }
      },
    };
  },
};

function times(count: number): string {
  return count === 1 ? "once" : counted(count, "time");
}

function place({ row, time }: Sighting, { moments }: FindingContext): string {
  const address = textIn(row, "sourceipaddress");
  return `${moments.sentence(time)}${address === "" ? "" : ` from ${cell(address, 80)}`}`;
}
