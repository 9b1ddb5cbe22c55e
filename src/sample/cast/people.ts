import { PROD, SECURITY, STAGING, type Place } from "../accounts.ts";
import {
  assumedRole,
  fromAccount,
  iamUser,
  sessionOf,
  signingIn,
  ssoPerson,
  unknownUser,
  type Caller,
  type Origin,
} from "../callers.ts";
import { deniedCall } from "../calls/failures.ts";
import { assumeRole, consoleLogin } from "../calls/identity.ts";
import { auditCall, readCall } from "../calls/reads.ts";
import { handCall } from "../calls/writes.ts";
import { eventOf, inTurn, type SampleEvent } from "../record.ts";
import { slotBetween, within, workingSlot, type Shift } from "../slots.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** A person at a browser with credentials from the console. */
export function atConsole(address: string): Origin {
  return { address, agent: BROWSER, fromConsole: true };
}

/** The usual addresses of the people: the office's network, and home over IPv6. */
export const ADDRESS = {
  alice: "198.51.100.23",
  bob: "198.51.100.47",
  carol: "198.51.100.61",
  dave: "2001:db8:40::88",
} as const;

/** An IAM user in the console after signing in with a second factor at `created`. */
export function consoleUser(account: string, name: string, address: string, created: number): Caller {
  return iamUser(account, name, atConsole(address), sessionOf(`${name} console`, created, true));
}

/** Carol with the rights she needs to mend things in prod. */
export function carol(account: string, created: number): Caller {
  const session = sessionOf("carol", created);
  return ssoPerson(account, "AdministratorAccess", "carol@example.com", atConsole(ADDRESS.carol), session);
}

function dave(account: string, created: number): Caller {
  const session = sessionOf("dave", created);
  return ssoPerson(account, "PowerUserAccess", "dave@example.com", atConsole(ADDRESS.dave), session);
}

type Regions = readonly [string, ...string[]];

/** Who works where. The sign-in page of Identity Center checks the second factor, so AWS itself says "No". */
const PEOPLE: readonly {
  readonly accounts: readonly [string, ...string[]];
  readonly regions: Regions;
  readonly mfa: "Yes" | "No";
  readonly as: (account: string, created: number) => Caller;
}[] = [
  {
    accounts: [PROD],
    regions: ["us-east-1", "us-west-2"],
    mfa: "Yes",
    as: (account, at) => consoleUser(account, "alice", ADDRESS.alice, at),
  },
  {
    accounts: [PROD],
    regions: ["us-east-1"],
    mfa: "Yes",
    as: (account, at) => consoleUser(account, "bob", ADDRESS.bob, at),
  },
  { accounts: [PROD, STAGING], regions: ["us-east-1", "eu-central-1"], mfa: "No", as: carol },
  { accounts: [STAGING, SECURITY], regions: ["us-east-1", "eu-central-1"], mfa: "No", as: dave },
];

/** What people do in the console on a day: most of them on working days, hardly anyone at the weekend. */
export function peopleAtWork(shift: Shift): SampleEvent[] {
  const { random, day } = shift;
  return PEOPLE.flatMap(({ accounts, regions, mfa, as }) => {
    if (!random.chance(day.weekday > 5 ? 0.1 : 0.85)) return [];
    const place: Place = { account: random.pick(accounts), region: random.pick(regions) };
    const start = workingSlot(shift, place) + random.int(0, 60) * 1000;
    const caller = as(place.account, start);
    const calls = Array.from({ length: random.int(9, 18) }, () => {
      if (random.chance(0.08)) return deniedCall(random, place, caller);
      return random.chance(0.16) ? handCall(random, place) : readCall(random, place);
    });
    const login = eventOf(random, place, start, signingIn(caller), consoleLogin("Success", mfa));
    return [login, ...inTurn(random, place, caller, start + 3000, calls)];
  });
}

/** Now and then somebody mistypes: a user name that does not exist, or a password. */
export function mistypedSignIns({ random, day }: Shift): SampleEvent[] {
  if (!random.chance(0.3)) return [];
  const place: Place = { account: STAGING, region: "us-east-1" };
  const at = within(random, slotBetween(random, day, 9, 17));
  const stranger = unknownUser(place.account, { address: ADDRESS.bob, agent: BROWSER });
  return [eventOf(random, place, at, stranger, consoleLogin("No username found", "No"))];
}

/**
 * The nightly audit: a role in the security account takes on one in each other account. Both accounts record that,
 * tied by one shared id; the reads are recorded where they are made.
 */
export function nightlyAudit({ random, day }: Shift): SampleEvent[] {
  const origin = { address: "192.0.2.77", agent: "Boto3/1.40.2 Botocore/1.40.2" };
  const start = slotBetween(random, day, 1, 2);
  const auditor = assumedRole(SECURITY, { name: "auditor" }, "nightly-audit", origin, sessionOf("auditor", start));
  return [PROD, STAGING].flatMap((account, index) => {
    const at = start + (10 + index * 100) * 1000;
    const role = { account, name: "security-audit" };
    const session = sessionOf(`security-audit ${account}`, at);
    const call = {
      ...assumeRole(random, role, "nightly-audit", session),
      host: "sts.amazonaws.com",
      sharedId: random.uuid(),
    };
    const place: Place = { account, region: "us-east-1" };
    const inside = assumedRole(account, role, "nightly-audit", origin, session);
    const reads = Array.from({ length: random.int(5, 8) }, () => auditCall(random, place));
    return [
      eventOf(random, { account: SECURITY, region: "us-east-1" }, at, auditor, call),
      eventOf(random, place, at, fromAccount(auditor), call),
      ...inTurn(random, place, inside, at + 1000, reads),
    ];
  });
}
