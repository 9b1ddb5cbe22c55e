import { idOf, PROD, STAGING, type Place } from "../accounts.ts";
import { assumedRole, awsService, iamUser, sessionOf, type Caller, type Origin } from "../callers.ts";
import { deniedCall, mishapCall } from "../calls/failures.ts";
import { assumeRole } from "../calls/identity.ts";
import { firstCall, readCall } from "../calls/reads.ts";
import { releaseCalls, terraformCall } from "../calls/writes.ts";
import { Random } from "../random.ts";
import { eventOf, inTurn, type Call, type SampleEvent } from "../record.ts";
import { isSame, within, workingSlot, type Shift } from "../slots.ts";

/** Where Terraform runs. */
export const TERRAFORM: Origin = {
  address: "192.0.2.20",
  agent:
    "APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.17.0 aws-sdk-go-v2/1.39.2 os/linux lang/go#1.25.1",
};

const CI: Origin = {
  address: "192.0.2.10",
  agent:
    "aws-cli/2.31.1 md/awscrt#0.27.6 os/linux lang/python#3.13.7 md/prompt#off md/command#lambda.update-function-code",
};

/** ci-bot, an IAM user with a long-lived key in each account where it releases. */
export function ciBot(account: string, origin: Origin = CI): Caller {
  return iamUser(account, "ci-bot", origin, `AKIA${new Random(`key ci-bot ${account}`).letters(16)}`);
}

/** The role that Terraform takes on, in a session of its own for each run. */
export function terraformRun(account: string, run: number, created: number): { caller: Caller; assumed: Call } {
  const [role, name] = [{ account, name: "deploy" }, `terraform-run-${run}`];
  const session = sessionOf(name, created);
  const assumed = { ...assumeRole(new Random(name), role, name, session), host: "sts.amazonaws.com" };
  return { caller: assumedRole(account, role, name, TERRAFORM, session), assumed };
}

/** One or two Terraform runs a day: the role assumed by ci-bot, a refresh of reads, then a few writes. */
export function terraformRuns(shift: Shift): SampleEvent[] {
  const { random, day } = shift;
  const regions = ["us-east-1", "eu-central-1", "us-west-2"] as const;
  return Array.from({ length: day.weekday > 5 ? 1 : 2 }, () => {
    const place: Place = { account: random.pick([PROD, PROD, STAGING]), region: random.pick(regions) };
    const start = workingSlot(shift, place) + 5000;
    const { caller, assumed } = terraformRun(place.account, random.int(1000, 9999), start);
    const reads = Array.from({ length: random.int(10, 18) }, () => readCall(random, place));
    const writes = Array.from({ length: random.int(2, 5) }, () => terraformCall(random, place));
    const first = eventOf(random, { ...place, region: "us-east-1" }, start, ciBot(place.account, TERRAFORM), assumed);
    return [first, ...inTurn(random, place, caller, start + 2000, [...reads, ...writes])];
  }).flat();
}

/** Releases on working days, to staging and to prod. */
export function releases(shift: Shift): SampleEvent[] {
  const { random, day } = shift;
  if (day.weekday > 5) return [];
  return [STAGING, PROD].flatMap((account) => {
    const place = { account, region: "us-east-1" };
    const start = workingSlot(shift, place) + 10_000;
    const calls = [firstCall, readCall(random, place), ...releaseCalls(random, place), readCall(random, place)];
    const failure = random.chance(0.3) ? [mishapCall(random, place, ciBot(account))] : [];
    return inTurn(random, place, ciBot(account), start, [...calls, ...failure]);
  });
}

/** A monitoring tool inside the VPC, which reads in prod's busy slots and is refused now and then. */
export function monitoring({ random, day, slots }: Shift): SampleEvent[] {
  return slots
    .filter(({ place }) => place.account === PROD && random.chance(0.55))
    .flatMap(({ place, start }) => {
      const origin = { address: "10.20.3.14", agent: "Boto3/1.40.2 Botocore/1.40.2", endpoint: idOf("vpce", place, 2) };
      const session = sessionOf(`observability ${place.region}`, day.start);
      const caller = assumedRole(place.account, { name: "observability-reader" }, "observability", origin, session);
      const reads = Array.from({ length: random.int(3, 6) }, () => readCall(random, place));
      const failure = random.chance(0.12) ? [random.pick([deniedCall, mishapCall])(random, place, caller)] : [];
      return [...reads, ...failure].map((call) => eventOf(random, place, within(random, start), caller, call));
    });
}

/** Web servers: EC2 takes on their role for them once a day, and their agent reports home with that session's key. */
export function instances({ random, slots }: Shift): SampleEvent[] {
  const started = new Set<string>();
  const inOrder = [...slots].sort((one, other) => one.start - other.start);
  return inOrder.flatMap(({ place, start }) => {
    const instanceId = idOf("i", place, 1);
    const first = !started.has(instanceId);
    started.add(instanceId);
    const created = inOrder.find((slot) => isSame(slot.place, place))?.start ?? start;
    const session = sessionOf(instanceId, created);
    const role = { account: place.account, name: "web-server" };
    const caller = assumedRole(place.account, role, instanceId, instanceOrigin, session);
    const report = eventOf(random, place, start + random.int(30, 290) * 1000, caller, agentReport(instanceId));
    if (!first) return random.chance(0.4) ? [report] : [];
    const taken = { ...assumeRole(random, role, instanceId, session, 6), sharedId: random.uuid() };
    return [eventOf(random, place, start, awsService("ec2.amazonaws.com"), taken), report];
  });
}

const instanceOrigin: Origin = { address: "203.0.113.5", agent: "aws-sdk-go/1.55.5 (linux; amd64) amazon-ssm-agent/" };

function agentReport(instanceId: string): Call {
  return {
    service: "ssm",
    name: "UpdateInstanceInformation",
    readOnly: false,
    request: {
      instanceId,
      agentVersion: "3.3.2299.0",
      agentStatus: "Active",
      platformType: "Linux",
      iPAddress: "10.20.1.10",
    },
  };
}
