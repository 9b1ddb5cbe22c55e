import { PROD } from "../accounts.ts";
import type { Calendar } from "../calendar.ts";
import { assumedRole, sessionOf, signingIn } from "../callers.ts";
import { consoleLogin } from "../calls/identity.ts";
import {
  authorizeIngress,
  describeGroups,
  describeInstancesOf,
  setInterfaceGroups,
  type Rule,
} from "../calls/security-groups.ts";
import { ADDRESS, consoleUser } from "../cast/people.ts";
import { Random } from "../random.ts";
import { eventOf, type Call, type SampleEvent } from "../record.ts";
import type { Story } from "./story.ts";

const PLACE = { account: PROD, region: "us-east-1" };
const INTERFACE = "eni-6c5ca5a8";
const [OPENED, OTHER] = ["sg-5887f224", "sg-e214609e"] as const;

export const openPort: Story = {
  title: "A mail port opened to the world",
  questions: [
    `who changed ${OPENED} yesterday`,
    `what happened to ${OPENED} yesterday`,
    "what did bob do yesterday",
    `who changed ${OPENED} on 2017-02-16`,
  ],
  expectation:
    "Bob put two security groups on eni-6c5ca5a8 and 32 minutes later opened tcp/143 of sg-5887f224 to ::/0, the whole IPv6 world; seven reads of the group are not shown.",
};

/** The story told twice: on its own day in 2017, and once more so that it ends at noon of local yesterday. */
export function openPortEvents(calendar: Calendar): SampleEvent[] {
  return [...firstTelling(), ...secondTelling(calendar)];
}

function firstTelling(): SampleEvent[] {
  const random = new Random("open port 2017");
  const looks: readonly (readonly [string, Call])[] = [
    ["2017-02-15T00:57:23Z", describeInstancesOf([OPENED])],
    ["2017-02-15T00:57:24Z", describeInstancesOf([OTHER])],
    ["2017-02-15T17:06:01Z", describeInstancesOf([OTHER])],
    ["2017-02-15T17:06:01Z", describeInstancesOf([OPENED])],
    ["2017-02-15T23:28:20Z", describeGroups([OTHER])],
    ["2017-02-16T11:25:23Z", describeInstancesOf([OTHER])],
    ["2017-02-16T11:25:23Z", describeInstancesOf([OPENED])],
  ];
  return [
    ...looks.map(([time, call]) => lookedAt(random, Date.parse(time), call)),
    ...bobsChanges(random, Date.parse("2017-02-16T19:09:55Z"), Date.parse("2017-02-16T19:42:02Z")),
  ];
}

function secondTelling(calendar: Calendar): SampleEvent[] {
  const random = new Random(`open port ${calendar.at(1, "12:00:00")}`);
  const looks: readonly (readonly [string, Call])[] = [
    ["04:57:23", describeInstancesOf([OPENED])],
    ["04:57:24", describeInstancesOf([OPENED, OTHER])],
    ["09:06:01", describeInstancesOf([OPENED])],
    ["09:06:01", describeGroups([OPENED, OTHER])],
    ["11:25:23", describeGroups([OPENED])],
    ["12:04:10", describeInstancesOf([OPENED])],
    ["13:28:20", describeGroups([OPENED])],
  ];
  const changes = bobsChanges(random, calendar.at(1, "11:27:53"), calendar.at(1, "12:00:00"));
  const signedIn = calendar.at(1, "11:22:10");
  const login = eventOf(random, PLACE, signedIn, signingIn(bobAt(signedIn)), consoleLogin("Success", "Yes"));
  return [login, ...looks.map(([time, call]) => lookedAt(random, calendar.at(1, time), call)), ...changes];
}

function bobsChanges(random: Random, attached: number, opened: number): SampleEvent[] {
  const bob = bobAt(attached - 343_000);
  const rule = (cidr: string): Rule => ({ id: `sgr-0${random.hex(16)}`, port: 143, cidr });
  const opening = authorizeIngress(PROD, OPENED, [rule("198.51.100.0/24"), rule("::/0")]);
  return [
    eventOf(random, PLACE, attached, bob, setInterfaceGroups(INTERFACE, [OTHER, OPENED])),
    eventOf(random, PLACE, opened, bob, opening),
  ];
}

function bobAt(signedIn: number): ReturnType<typeof consoleUser> {
  return consoleUser(PROD, "bob", ADDRESS.bob, signedIn);
}

function lookedAt(random: Random, at: number, call: Call): SampleEvent {
  const origin = { address: "10.20.3.14", agent: "Boto3/1.40.2 Botocore/1.40.2" };
  const session = sessionOf("inventory", at - 60_000);
  return eventOf(random, PLACE, at, assumedRole(PROD, { name: "inventory" }, "inventory", origin, session), call);
}
