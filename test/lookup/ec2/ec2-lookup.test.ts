import { describe, expect, it } from "vitest";
import { systemClock, type Clock } from "../../../src/clock.ts";
import { createEc2Lookup } from "../../../src/lookup/ec2/ec2-lookup.ts";
import { LookedUp, type LookupQuestion } from "../../../src/lookup/lookup.ts";
import { ec2At, startLocalEc2, type Ec2Fault, type LocalEc2, type LocalRegion } from "../../fixtures/ec2/local-ec2.ts";

/** The real client against EC2 on this machine: what is told, and every way in which nothing is. */

const INSTANCE = "i-0abc123def4567890";
const HELD: LocalRegion = {
  instances: [
    {
      id: INSTANCE,
      groups: ["sg-e214609e"],
      interfaces: [
        { id: "eni-6c5ca5a8", groups: ["sg-e214609e", "sg-5887f224"] },
        { id: "eni-0123456789abcdef0", groups: ["sg-5887f224"] },
      ],
    },
    { id: "i-0ddddddddddddddd0", state: "terminated" },
  ],
  interfaces: [{ id: "eni-6c5ca5a8", groups: ["sg-e214609e"], instance: INSTANCE }, { id: "eni-1111aaaa" }],
};
const TOLD = ["eni-0123456789abcdef0", "eni-6c5ca5a8", "sg-5887f224", "sg-e214609e"];

interface Asked {
  readonly told: LookedUp;
  readonly local: LocalEc2;
  readonly troubles: readonly unknown[];
}

interface Parts {
  readonly held?: Readonly<Record<string, LocalRegion>>;
  readonly regions?: readonly string[];
  readonly home?: string | null;
  readonly fault?: Ec2Fault;
  readonly faultIn?: string;
  readonly clock?: Clock;
}

async function asked(
  resources: readonly string[],
  parts: Parts = {},
  question: Partial<LookupQuestion> = {},
): Promise<Asked> {
  const local = await startLocalEc2(parts.held ?? { "us-east-1": HELD });
  if (parts.fault !== undefined) local.fail(parts.fault, parts.faultIn);
  const troubles: unknown[] = [];
  const lookup = createEc2Lookup({
    ec2: ec2At(local, parts.home),
    regions: parts.regions ?? [],
    clock: parts.clock ?? systemClock,
    trouble: (_, cause) => troubles.push(cause),
  });
  const signal = new AbortController().signal;
  const told = await lookup.ask({ resources, accounts: [], regions: [], signal, ...question });
  return { told: LookedUp.parse(told), local, troubles };
}

describe("EC2 tells", () => {
  it("the interfaces and groups of an instance, in one call", async () => {
    const { told, local, troubles } = await asked([INSTANCE]);
    expect(told).toEqual({
      ids: TOLD,
      notes: [`EC2 says now: ${TOLD.join(", ")} (of ${INSTANCE}); searched as well.`],
    });
    expect(local.calls).toEqual([{ call: "us-east-1 DescribeInstances", ids: [INSTANCE] }]);
    expect(troubles).toEqual([]);
  });

  it("the instance and the groups of an interface", async () => {
    const { told, local } = await asked(["eni-6c5ca5a8"]);
    expect(told.ids).toEqual([INSTANCE, "sg-e214609e"]);
    expect(local.calls).toEqual([{ call: "us-east-1 DescribeNetworkInterfaces", ids: ["eni-6c5ca5a8"] }]);
  });

  it("of several at once, as ids, ARNs and in capitals, and names nothing that the question does", async () => {
    const arn = "arn:aws:ec2:us-east-1:111122223333:network-interface/eni-6c5ca5a8";
    const { told, local } = await asked([INSTANCE.toUpperCase(), arn, "sg-5887f224"]);
    expect(told.ids).toEqual(["eni-0123456789abcdef0", "sg-e214609e"]);
    expect(told.notes).toEqual([
      `EC2 says now: eni-0123456789abcdef0, sg-e214609e (of ${INSTANCE}, eni-6c5ca5a8); searched as well.`,
    ]);
    expect(local.calls).toHaveLength(2);
  });

  it("nothing new where the question names all of it", async () => {
    const { told } = await asked([INSTANCE, ...TOLD]);
    expect(told).toEqual({
      ids: [],
      notes: [
        `EC2 says now: nothing of ${INSTANCE}, eni-6c5ca5a8 that the question does not name.`,
        expect.stringMatching(/^EC2 knows nothing of eni-0123456789abcdef0/),
      ],
    });
  });

  it.each([[["sg-5887f224"]], [["payroll"]], [["arn:aws:s3:::payroll"]], [["i-0abc123def456789"]], [[]]])(
    "nothing of %j, and is not asked",
    async (resources) => {
      const { told, local } = await asked(resources);
      expect(told).toEqual({ ids: [], notes: [] });
      expect(local.calls).toEqual([]);
    },
  );

  it("no more than a statement takes, and it is said", async () => {
    const groups = Array.from({ length: 60 }, (_, n) => `sg-${String(n).padStart(8, "0")}`);
    const { told } = await asked([INSTANCE], { held: { "us-east-1": { instances: [{ id: INSTANCE, groups }] } } });
    expect(told.ids).toEqual(groups.slice(0, 50));
    expect(told.notes).toEqual([
      `EC2 says now: ${groups.slice(0, 20).join(", ")} and 40 more (of ${INSTANCE}); the first 50 were searched as well.`,
    ]);
  });

  it("ids alone: what has another form goes no further", async () => {
    const groups = ["sg-5887f224", "sg-1", "SG-5887F225", "sg-5887f226' OR '1'='1", "vpc-5887f224", ""];
    const held = { "us-east-1": { instances: [{ id: INSTANCE, groups }] } };
    expect((await asked([INSTANCE], { held })).told.ids).toEqual(["sg-5887f224"]);
  });

  it("of what was asked about alone", async () => {
    const fault = {
      kind: "body",
      text: `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><ownerId>111122223333</ownerId><instancesSet><item><instanceId>i-0fffffffffffffff0</instanceId><groupSet><item><groupId>sg-5887f224</groupId></item></groupSet></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`,
    } as const;
    expect((await asked([INSTANCE], { fault })).told.ids).toEqual([]);
  });
});

describe("the regions that are asked", () => {
  const west = { "eu-west-1": HELD };
  it("are those of the question, else those of the configuration and of ARNs, else the environment's", async () => {
    const regions = ["us-east-1", "eu-west-1"];
    const callsOf = async (...words: Parameters<typeof asked>): Promise<readonly string[]> =>
      (await asked(...words)).local.calls.map(({ call }) => call.split(" ")[0] ?? "").toSorted();
    expect(await callsOf([INSTANCE], { held: west, regions }, { regions: ["eu-west-1"] })).toEqual(["eu-west-1"]);
    expect(await callsOf([INSTANCE], { held: west, regions })).toEqual(["eu-west-1", "us-east-1"]);
    expect(await callsOf([INSTANCE], { home: "eu-north-1" })).toEqual(["eu-north-1"]);
    const arn = `arn:aws:ec2:sa-east-1:111122223333:instance/${INSTANCE}`;
    expect(await callsOf([arn], { regions: ["us-east-1"] })).toEqual(["sa-east-1", "us-east-1"]);
  });

  it("are asked all, and each tells what it knows", async () => {
    const { told } = await asked([INSTANCE, "eni-1111aaaa"], {
      regions: ["us-east-1", "eu-west-1"],
      held: { ...west, "us-east-1": { interfaces: [{ id: "eni-1111aaaa", groups: ["sg-0000beef"] }] } },
    });
    expect(told.ids).toEqual(["eni-0123456789abcdef0", "eni-6c5ca5a8", "sg-0000beef", "sg-5887f224", "sg-e214609e"]);
    expect(told.notes).toHaveLength(1);
  });

  it("are five at most, and it is said where something is not known in those", async () => {
    const regions = ["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "us-east-1"];
    const { told, local } = await asked([INSTANCE], { regions });
    expect(local.calls).toHaveLength(5);
    expect(told.notes).toEqual([
      expect.stringMatching(/^EC2 knows nothing of i-0abc123def4567890 now \(asked in eu-west-1, /),
      "EC2 was asked in 5 of 6 regions: name another one in the question to have it asked there.",
    ]);
    const found = await asked([INSTANCE], { regions, held: { "eu-west-2": HELD } });
    expect(found.told.notes).toEqual([expect.stringMatching(/^EC2 says now: eni-/)]);
  });
});

describe("what EC2 does not know", () => {
  const NOTHING =
    /^EC2 knows nothing of (\S+) now \(asked in us-east-1\): terminated, or in another account or region\.$/;
  it.each(["i-0fffffffffffffff0", "i-0ddddddddddddddd0", "eni-99999999", "eni-1111aaaa"])("is said: %s", async (id) => {
    const { told, troubles } = await asked([id]);
    expect(told).toEqual({ ids: [], notes: [expect.stringMatching(NOTHING)] });
    expect(NOTHING.exec(told.notes[0] ?? "")?.[1]).toBe(id);
    expect(troubles).toEqual([]);
  });

  it("is all that lies in other accounts than the question may read", async () => {
    const other = await asked([INSTANCE, "eni-6c5ca5a8"], {}, { accounts: ["444455556666"] });
    expect(other.told.ids).toEqual([]);
    expect(JSON.stringify(other.told)).not.toMatch(/sg-|0123456789abcdef0/);
    expect(other.told.notes).toEqual([
      expect.stringMatching(/^EC2 knows nothing of i-0abc123def4567890, eni-6c5ca5a8 now/),
    ]);
    expect((await asked([INSTANCE], {}, { accounts: ["111122223333"] })).told.ids).toEqual(TOLD);
  });
});

describe("where EC2 tells nothing", () => {
  const denied = (message: string) => ({ kind: "error", name: "UnauthorizedOperation", status: 403, message }) as const;
  const WHO = "User: arn:aws:sts::111122223333:assumed-role/trail-s3-kms/x";
  it.each<[string, Ec2Fault, RegExp]>([
    [
      "may not be asked",
      denied(
        `You are not authorized to perform this operation. ${WHO} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
      ),
      /: AWS denied Trail to look instances up \(ec2:DescribeInstances\), by the policy of the bot's AWS role: whoever runs the bot's AWS account must allow it \(\.\/trail setup role prints the policy\)\. The logs/,
    ],
    [
      "is forbidden by the organization",
      denied(
        `${WHO} is not authorized to perform: ec2:DescribeInstances with an explicit deny in a service control policy`,
      ),
      /by a service control policy of the organization/,
    ],
    [
      "says why in code",
      denied("You are not authorized to perform this operation. Encoded authorization failure message: s3kmsGlueXYZ"),
      /by the policy of the bot's AWS role/,
    ],
    [
      "throttles",
      { kind: "error", name: "RequestLimitExceeded", status: 503, message: "Request limit exceeded." },
      /: it has too much to do just now\. The logs/,
    ],
    ["fails", { kind: "error", name: "InternalError", status: 500 }, /: it cannot be reached\. The logs/],
    ["is away", { kind: "dropped" }, /: it cannot be reached\. The logs/],
    [
      "does not take the credentials",
      { kind: "error", name: "AuthFailure", status: 401 },
      /: AWS does not accept the credentials, or there are none/,
    ],
    [
      "finds credentials run out",
      { kind: "error", name: "RequestExpired" },
      /: AWS does not accept the credentials, or there are none/,
    ],
    [
      "is broken",
      { kind: "body", text: "<DescribeInstancesResponse><reservationSet>" },
      /: its answer could not be read: whoever runs Trail finds the reason in the log\. The logs/,
    ],
    [
      "answers as another service",
      { kind: "body", text: "<html><body>Sign in to the proxy" },
      /: its answer could not be read/,
    ],
    [
      "finds fault",
      { kind: "error", name: "InvalidParameterValue", message: "secret text" },
      /: its answer could not be read/,
    ],
  ])("since it %s, a note says why, and nothing of AWS's own text", async (_, fault, expected) => {
    const { told, troubles } = await asked([INSTANCE], { fault });
    expect(told.ids).toEqual([]);
    expect(told.notes).toEqual([expect.stringMatching(expected)]);
    expect(told.notes.join()).not.toMatch(/arn:aws|secret text|Encoded/);
    if (fault.kind === "error") expect(troubles).toMatchObject([{ name: fault.name }]);
  });

  it("in one region, the others are heard", async () => {
    const { told } = await asked([INSTANCE], {
      held: { "eu-west-1": HELD },
      regions: ["eu-west-1", "us-east-1"],
      fault: { kind: "error", name: "RequestLimitExceeded", status: 503 },
      faultIn: "us-east-1",
    });
    expect(told.ids).toEqual(TOLD);
    expect(told.notes).toEqual([
      expect.stringMatching(/^EC2 says now: /),
      "EC2 could not be asked in us-east-1 what belongs together now: it has too much to do just now. The logs and the question alone tell it.",
    ]);
  });

  it("in all regions for the same reason, it is said once", async () => {
    const { told } = await asked([INSTANCE], { regions: ["eu-west-1", "us-east-1"], fault: { kind: "dropped" } });
    expect(told.notes).toEqual([expect.stringMatching(/^EC2 could not be asked in eu-west-1, us-east-1 what/)]);
  });

  it("since nobody names a region, the note says how to name one", async () => {
    const { told, local } = await asked([INSTANCE], { home: null });
    expect(told.notes).toEqual([
      expect.stringMatching(/: no region is known: name one in the question, or set `regions` or AWS_REGION\. /),
    ]);
    expect(local.calls).toEqual([]);
  });

  it("within five seconds, it is waited for no longer", async () => {
    const waits: number[] = [];
    // What is waited for is over once the call has come.
    const clock: Clock = {
      now: () => 0,
      async after(ms, signal) {
        waits.push(ms);
        await systemClock.after(300, signal);
      },
    };
    const { told } = await asked([INSTANCE], { fault: { kind: "silent" }, clock });
    expect(waits).toEqual([5000]);
    expect(told.notes).toEqual([expect.stringMatching(/: it did not answer within 5 seconds\. The logs/)]);
  });

  it("and the question is stopped, nobody waits", async () => {
    const stop = new AbortController();
    const began = asked([INSTANCE], { fault: { kind: "silent" } }, { signal: stop.signal });
    stop.abort();
    expect((await began).told.ids).toEqual([]);
  });
});
