import { textIn } from "../row-values.ts";
import type { AttachmentKind } from "./attachment.ts";
import { iamActions } from "./iam-actions.ts";

/** Actions of one policy; a managed policy holds at most 6,144 characters. */
const MOST_ACTIONS = 1000;

/** The calls of the rows as an IAM policy that allows them, one statement a service, on every resource. */
export const iamPolicy: AttachmentKind = {
  needs: ["eventsource", "eventname", "granted_calls"],
  create() {
    const services = new Map<string, Set<string>>();
    let count = 0;
    return {
      row(row) {
        if (Number(row["granted_calls"] ?? 0) === 0) return;
        for (const action of iamActions(textIn(row, "eventsource"), textIn(row, "eventname"))) {
          const service = action.slice(0, action.indexOf(":"));
          const actions = services.get(service) ?? new Set<string>();
          services.set(service, actions);
          if (actions.has(action) || count >= MOST_ACTIONS) continue;
          actions.add(action);
          count += 1;
        }
      },
      end() {
        if (count === 0) return null;
        const statements = [...services]
          .toSorted(([a], [b]) => a.localeCompare(b))
          .map(([service, actions]) => ({
            Sid: `Used${service.replaceAll(/[^a-z0-9]/g, "").replace(/^./, (letter) => letter.toUpperCase())}`,
            Effect: "Allow",
            Action: [...actions].toSorted(),
            Resource: "*",
          }));
        return {
          name: "policy.json",
          title:
            "What was used, as a policy: a draft. Narrow Resource, and keep what is needed but was not used in this time or is not logged.",
          text: `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2)}\n`,
        };
      },
    };
  },
};
