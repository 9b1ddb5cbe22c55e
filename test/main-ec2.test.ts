import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLocalEc2, type LocalEc2 } from "./fixtures/ec2/local-ec2.ts";
import type { Ran } from "./fixtures/command-line/asked.ts";
import { commandLineForThisFile, launched } from "./fixtures/command-line/command-line.ts";
import { event, logPath, put, records, temporaryFolder } from "./fixtures/logs.ts";

/** The command line over local logs, with EC2 on this machine. */

const QUESTION = "what changed around i-0abc123def4567890 on 2025-01-10";
const HELD = {
  instances: [{ id: "i-0abc123def4567890", interfaces: [{ id: "eni-6c5ca5a8", groups: ["sg-5887f224"] }] }],
};
const DENIED = { kind: "error", name: "UnauthorizedOperation", status: 403, message: "raw-text-of-aws" } as const;

const hosted = commandLineForThisFile();
const trail = (words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> => hosted(words, { env });

function configured(text: string): Record<string, string> {
  const path = join(temporaryFolder(), "trail.yml");
  writeFileSync(path, text);
  return { TRAIL_CONFIG: path };
}

const ON = "features: { ec2: true }\n";

async function machine(config = ON): Promise<{ local: LocalEc2; env: Record<string, string> }> {
  const local = await startLocalEc2({ "us-east-1": HELD });
  const folder = temporaryFolder();
  const opened = { eventName: "AuthorizeSecurityGroupIngress", requestParameters: { groupId: "sg-5887f224" } };
  put(
    folder,
    logPath("111122223333", "us-east-1", "2025-01-10"),
    records(event({ ...opened, eventTime: "2025-01-10T10:00:00Z" })),
  );
  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE12",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_ENDPOINT_URL_EC2: local.url,
    TRAIL_DATA: folder,
    ...configured(config),
  };
  return { local, env };
}

describe("./trail ask about an instance, with features.ec2", () => {
  it("searches what EC2 names, and says so", async () => {
    const { env, local } = await machine();
    const { code, out, err } = await launched(["ask", QUESTION], { env: { ...env, COLUMNS: "200" } });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("1 change around i-0abc123def4567890 by alice.");
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "EC2 says now: eni-6c5ca5a8, sg-5887f224 (of i-0abc123def4567890); searched as well.",
    );
    expect(local.calls).toEqual([{ call: "us-east-1 DescribeInstances", ids: ["i-0abc123def4567890"] }]);
    const { out: text } = await trail(["ask", QUESTION, "--json"], env);
    const document: unknown = JSON.parse(text);
    expect(document).toMatchObject({ rowCount: 1, params: { resource: "i-0abc123def4567890" } });
  });

  it("asks in the regions of the question or of the configuration", async () => {
    const { env, local } = await machine(`${ON}regions: [eu-west-1, eu-central-1]\n`);
    await trail(["ask", QUESTION], env);
    await trail(["ask", QUESTION, "--region", "us-east-1"], env);
    expect(local.calls.map(({ call }) => call.replace(/ .*/, "")).toSorted()).toEqual([
      "eu-central-1",
      "eu-west-1",
      "us-east-1",
    ]);
  });

  it("answers from the logs where EC2 refuses, and leaves AWS's words to the log", async () => {
    const { env, local } = await machine();
    local.fail(DENIED);
    const quiet = await trail(["ask", QUESTION], env);
    expect(quiet).toMatchObject({ code: 0, err: "" });
    expect(quiet.out).toContain("Nothing found");
    expect(quiet.out.replaceAll(/\s+/g, " ")).toContain(
      "EC2 could not be asked in us-east-1 what belongs together now: AWS denied Trail to look instances up, by the policy of the bot's AWS role",
    );
    expect(quiet.out).not.toContain("raw-text-of-aws");
    expect((await trail(["ask", QUESTION], { ...env, LOG_LEVEL: "warn" })).err).toContain("raw-text-of-aws");
  });

  it("answers without credentials", async () => {
    const { env } = await machine();
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = env;
    const { code, out } = await trail(["ask", QUESTION], { ...rest, AWS_EC2_METADATA_DISABLED: "true" });
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain("AWS does not accept the credentials, or there are none");
  });

  it("asks about nothing else, not over sample logs, and never without the feature", async () => {
    const { env, local } = await machine();
    await trail(["ask", "who changed i-0abc123def4567890 on 2025-01-10"], env);
    const sample = await trail(["ask", "what changed around i-0f3c9d8e7a6b5c4d3 yesterday"], {
      ...env,
      TRAIL_DATA: "",
    });
    expect(sample).toMatchObject({ code: 0, out: expect.stringContaining("These are sample logs") });
    const off = await trail(["ask", QUESTION], { ...env, ...configured("features: { ec2: false }\n") });
    expect(off).toMatchObject({ code: 0, out: expect.not.stringContaining("EC2") });
    expect(local.calls).toEqual([]);
  });
});

describe("./trail doctor and ./trail setup role, with features.ec2", () => {
  it("look whether EC2 may be asked, a line for each region", async () => {
    const { env, local } = await machine(`${ON}regions: [us-east-1, eu-west-1]\n`);
    const { out } = await trail(["doctor"], env);
    expect(out).toMatch(/^ok {4}EC2 in us-east-1: instances and network interfaces may be looked up$/m);
    expect(out).toMatch(/^ok {4}EC2 in eu-west-1: /m);
    expect(local.calls.map(({ call }) => call)).toEqual([
      "us-east-1 DescribeInstances",
      "us-east-1 DescribeNetworkInterfaces",
      "eu-west-1 DescribeInstances",
      "eu-west-1 DescribeNetworkInterfaces",
    ]);
    local.fail(DENIED, "eu-west-1");
    const denied = await trail(["doctor"], env);
    expect(denied.code).toBe(1);
    expect(denied.out).toMatch(/^ok {4}EC2 in us-east-1/m);
    expect(denied.out).toMatch(/^WRONG EC2 in eu-west-1: AWS denied Trail to look instances up.*\(raw-text-of-aws\)$/m);
    const off = await trail(["doctor"], { ...env, ...configured("") });
    expect(off.out).not.toContain("EC2");
  });

  it("say that no region is set", async () => {
    const { env } = await machine();
    const { AWS_REGION: _, ...rest } = env;
    expect((await trail(["doctor"], rest)).out).toMatch(/^WRONG EC2: no region is known/m);
  });

  it("add the two actions, with the reason, to the role that is to have them", async () => {
    const athena = 'engine: athena\nathena: { logs: "s3://logs/AWSLogs/", output: "s3://results/athena/" }\n';
    const on = await trail(["setup", "role"], configured(athena + ON));
    expect(on.out).toMatch(/^# LookUpInstances: features\.ec2 is on/m);
    expect(on.out).toContain('"ec2:DescribeNetworkInterfaces"');
    const off = await trail(["setup", "role"], configured(athena));
    expect(off.out).not.toMatch(/ec2:|LookUp/);
  });
});
