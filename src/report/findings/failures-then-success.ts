import type { Row } from "../../engine/engine.ts";
import { textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted } from "../words.ts";
import { createFailureLog, type FailureLog } from "./failure-log.ts";
import type { FindingKind, Found } from "./finding.ts";
import { signInOutcome } from "./sign-in.ts";
import { cappedIds } from "./sightings.ts";

const LEAST_FAILURES = 3;
/** So many failures are no forgotten password. */
const MANY_FAILURES = 10;
const WITHIN_MS = 3_600_000;
/** Successes remembered; those are few wherever guessing goes on. */
const MOST_SUCCESSES = 10_000;
const NAME_LENGTH = 80;

interface Success {
  readonly user: string;
  readonly address: string;
  readonly time: number;
  readonly eventid: string;
  readonly instant: string;
}

/** A success after failures: by the same user, or from the same address. */
interface Guess {
  readonly success: Success;
  readonly subject: string;
  readonly failures: number;
  readonly eventids: readonly string[];
}

/** Three or more failed sign-ins of a user, or from an address, and within an hour a success of the same. */
export const failuresThenSuccess: FindingKind = {
  severity: "high",
  needs: ["eventname", "eventtime", ["failed", "responseelements"], ["actor", "sourceipaddress"]],
  seesFailures: true,
  create({ moments }) {
    const byUser = createFailureLog();
    const byAddress = createFailureLog();
    const successes: Success[] = [];
    return {
      row(row) {
        const outcome = signInOutcome(row);
        const signIn = outcome === null ? null : signInOf(row);
        if (signIn === null || Number.isNaN(signIn.time)) return;
        if (outcome === "success" && successes.length < MOST_SUCCESSES) successes.push(signIn);
        if (outcome !== "failure") return;
        successes.push(...laterSuccesses(row, signIn).slice(0, MOST_SUCCESSES - successes.length));
        byUser.add(signIn.user, signIn.time, signIn.eventid);
        byAddress.add(signIn.address, signIn.time, signIn.eventid);
      },
      end() {
        const guesses = distinctMoments(successes).flatMap((success) => guessOf(success, byUser, byAddress) ?? []);
        const worst = guesses.toSorted((a, b) => b.failures - a.failures || a.success.time - b.success.time)[0];
        return worst === undefined ? null : foundOf(worst, guesses.length - 1, moments.sentence(worst.success.instant));
      },
    };
  },
};

/** Each sign-in once, however many failures lead to it; by user where that is known. */
function distinctMoments(successes: readonly Success[]): readonly Success[] {
  const known = successes.toSorted((a, b) => Number(a.user === "") - Number(b.user === ""));
  return [...new Map(known.toReversed().map((success) => [success.eventid || success.instant, success])).values()];
}

function signInOf(row: Row): Success {
  const instant = textIn(row, "eventtime");
  return {
    user: userIn(row),
    address: textIn(row, "sourceipaddress"),
    time: Date.parse(instant),
    eventid: textIn(row, "eventid"),
    instant,
  };
}

/** A list of failures alone may say in each row when its user, or its address, next got in. */
function laterSuccesses(row: Row, failure: Success): Success[] {
  const at = (column: string, who: Pick<Success, "user" | "address">): Success[] => {
    const instant = textIn(row, column);
    return instant === "" ? [] : [{ ...who, instant, time: Date.parse(instant), eventid: "" }];
  };
  return [
    ...at("actor_succeeded", { user: failure.user, address: "" }),
    ...at("address_succeeded", { user: "", address: failure.address }),
  ];
}

/** AWS leaves out names that were typed wrongly: all of those together are no user. */
function userIn(row: Row): string {
  const actor = textIn(row, "actor");
  return actor.includes("HIDDEN_DUE_TO_SECURITY_REASONS") || actor.startsWith("[redacted") ? "" : actor;
}

function guessOf(success: Success, byUser: FailureLog, byAddress: FailureLog): Guess | null {
  const user = byUser.before(success.user, success.time, WITHIN_MS);
  const address = byAddress.before(success.address, success.time, WITHIN_MS);
  if (user.count >= LEAST_FAILURES && user.count >= address.count) {
    return { success, subject: `of ${cell(success.user, NAME_LENGTH)}`, failures: user.count, eventids: user.eventids };
  }
  if (address.count < LEAST_FAILURES) return null;
  const subject = `from ${cell(success.address, NAME_LENGTH)}`;
  return { success, subject, failures: address.count, eventids: address.eventids };
}

function foundOf({ success, subject, failures, eventids }: Guess, more: number, when: string): Found {
  const who = cell(success.user, NAME_LENGTH) || "someone";
  const from = success.address === "" ? "" : ` from ${cell(success.address, NAME_LENGTH)}`;
  const rest = more === 0 ? "" : `, and it happened ${more === 1 ? "once" : `${counted(more, "time")}`} more`;
  const text = `After ${counted(failures, "failed sign-in")} ${subject} within an hour, ${who} signed in ${when}${from}${rest}.`;
  return {
    severity: failures >= MANY_FAILURES ? "high" : "medium",
    text,
    eventids: cappedIds([success.eventid, ...eventids].filter((id) => id !== "")),
  };
}
