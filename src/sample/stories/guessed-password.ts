import { PROD } from "../accounts.ts";
import type { Calendar } from "../calendar.ts";
import { iamUser, sessionOf, signingIn } from "../callers.ts";
import { allDenials } from "../calls/failures.ts";
import { consoleLogin, createAccessKey } from "../calls/identity.ts";
import { firstCall } from "../calls/reads.ts";
import { bucketCall, bucketsOf, listBuckets } from "../calls/storage.ts";
import { atConsole } from "../cast/people.ts";
import { Random } from "../random.ts";
import { eventOf, type Call, type SampleEvent } from "../record.ts";
import type { Story } from "./story.ts";

const PLACE = { account: PROD, region: "us-east-1" };
const NEW_KEY = "AKIAEXAMPLEALICENEW7";
const [SIGN_IN_ADDRESS, KEY_ADDRESS] = ["203.0.113.77", "203.0.113.201"] as const;

export const guessedPassword: Story = {
  title: "A guessed password and a new key",
  questions: [
    "failed logins of alice in the last 3 days",
    "console logins in the last 3 days",
    "what did alice do in the last 3 days",
    `what did ${NEW_KEY} do in the last 3 days`,
    "who was denied access in the last 3 days",
  ],
  expectation: `After four failed sign-ins alice signed in without MFA from ${SIGN_IN_ADDRESS}, an address never seen before, made the access key ${NEW_KEY}, and that key listed buckets and was refused everywhere else from ${KEY_ADDRESS}.`,
};

/** Four failures, a success, a new key and its use, all in one night two local days ago. */
export function guessedPasswordEvents(calendar: Calendar): SampleEvent[] {
  const start = calendar.at(2, "03:12:08");
  const random = new Random(`guessed password ${start}`);
  const signedIn = start + 192_000;
  const alice = iamUser(PROD, "alice", atConsole(SIGN_IN_ADDRESS), sessionOf("alice guessed", signedIn));
  const keyMade = signedIn + 155_000;
  const signIn = (at: number, result: "Success" | "Failed authentication"): SampleEvent =>
    eventOf(random, PLACE, at, signingIn(alice), consoleLogin(result, "No"));
  return [
    ...[0, 23_000, 54_000, 159_000].map((after) => signIn(start + after, "Failed authentication")),
    signIn(signedIn, "Success"),
    eventOf(random, PLACE, keyMade, alice, createAccessKey("alice", NEW_KEY, keyMade)),
    ...useOfNewKey(keyMade + 375_000),
  ];
}

function useOfNewKey(start: number): SampleEvent[] {
  const random = new Random(`new key ${start}`);
  const origin = { address: KEY_ADDRESS, agent: "aws-cli/2.31.1 md/awscrt#0.27.6 os/linux lang/python#3.13.7" };
  const thief = iamUser(PROD, "alice", origin, NEW_KEY);
  const logs = bucketsOf(PROD)[0];
  const calls: Call[] = [
    firstCall,
    listBuckets(random, PLACE),
    bucketCall(random, PLACE, "GetBucketAcl", logs, "acl", { readOnly: true }),
    ...allDenials(random, PLACE, thief),
  ];
  return calls.map((call, index) => eventOf(random, PLACE, start + index * 7000, thief, call));
}
