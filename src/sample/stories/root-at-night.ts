import { GLOBAL_REGION, STAGING } from "../accounts.ts";
import type { Calendar } from "../calendar.ts";
import { root, sessionOf, signingIn } from "../callers.ts";
import { consoleLogin, iamWrite } from "../calls/identity.ts";
import { bucketCall, bucketsOf } from "../calls/storage.ts";
import { atConsole } from "../cast/people.ts";
import { Random } from "../random.ts";
import { eventOf, type Call, type SampleEvent } from "../record.ts";
import type { Story } from "./story.ts";

const MINUTE = 60_000;
const PLACE = { account: STAGING, region: GLOBAL_REGION };
const TRAIL = `arn:aws:cloudtrail:${GLOBAL_REGION}:${STAGING}:trail/staging-trail`;

/** Minutes after the sign-in at which logging ended and began again. */
const [STOPPED, STARTED] = [6, 26] as const;

export const rootAtNight: Story = {
  title: "Root in staging, and twenty minutes without logs",
  questions: ["was root used in the last 7 days", "what did root do in staging in the last 7 days"],
  expectation:
    "Three days ago root signed in to staging without MFA, made an administrator called maintenance, took the public access block off a bucket, and stopped the trail for twenty minutes.",
};

/** A time, both ends excluded, of which an account has no events. */
export interface Silence {
  readonly account: string;
  readonly after: number;
  readonly before: number;
}

/** One sitting of root, three local days ago at 22:41. */
export function rootAtNightEvents(calendar: Calendar): SampleEvent[] {
  const start = signedInAt(calendar);
  const random = new Random(`root at night ${start}`);
  const caller = root(STAGING, atConsole("203.0.113.140"), sessionOf("root", start));
  const steps: readonly (readonly [number, Call])[] = [
    [2, iamWrite("CreateUser", { userName: "maintenance" })],
    [
      3,
      iamWrite("AttachUserPolicy", {
        userName: "maintenance",
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ],
    [
      5,
      bucketCall(random, PLACE, "DeleteBucketPublicAccessBlock", bucketsOf(STAGING)[1], "publicAccessBlock", {
        readOnly: false,
      }),
    ],
    [STOPPED, trailCall("StopLogging")],
    [STARTED, trailCall("StartLogging")],
  ];
  return [
    eventOf(random, PLACE, start, signingIn(caller), consoleLogin("Success", "No")),
    ...steps.map(([minutes, call]) => eventOf(random, PLACE, start + minutes * MINUTE, caller, call)),
  ];
}

/** The twenty minutes in which staging kept no log, milliseconds; what happened at either end was still recorded. */
export function silenceOf(calendar: Calendar): Silence {
  const start = signedInAt(calendar);
  return { account: STAGING, after: start + STOPPED * MINUTE, before: start + STARTED * MINUTE };
}

function signedInAt(calendar: Calendar): number {
  return calendar.at(3, "22:41:17");
}

function trailCall(name: "StopLogging" | "StartLogging"): Call {
  return { service: "cloudtrail", name, readOnly: false, request: { name: TRAIL } };
}
