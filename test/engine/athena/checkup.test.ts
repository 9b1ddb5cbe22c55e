import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { explainIntents } from "../../../src/engine/athena/checkup/explain.ts";
import { checkAthena } from "../../../src/engine/athena/checkup/checkup.ts";
import type { CheckupParts } from "../../../src/engine/athena/checkup/checkup-parts.ts";
import { checkCutoff } from "../../../src/engine/athena/cutoff.ts";
import { createLogLister } from "../../../src/engine/athena/log-lister.ts";
import { openSizeLedger } from "../../../src/engine/athena/size-ledger.ts";
import type { Check } from "../../../src/engine/check.ts";
import { awsAt, hastyClock, placeOf } from "../../fixtures/athena/athena-over.ts";
import { startLocalAthena, type LocalAthena, type LocalAthenaWish } from "../../fixtures/athena/local-athena.ts";
import { statement } from "../../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const LISTS = { accounts: ["111122223333"], regions: ["us-east-1"] };

async function account(
  wish: Partial<LocalAthenaWish> = {},
  change: Partial<CheckupParts["place"]> = {},
  parts: Partial<CheckupParts> = {},
): Promise<{ local: LocalAthena; parts: CheckupParts }> {
  const folder = temporaryFolder();
  for (const day of ["2026-11-19", "2026-11-20"]) {
    put(folder, logPath("111122223333", "us-east-1", day), records(event({ eventTime: `${day}T10:00:00Z` })));
  }
  const clock = hastyClock("2026-11-20T12:00:00Z");
  const local = await startLocalAthena({
    folder,
    tables: [{ layout: "account-region-ymd", ...LISTS }],
    now: () => clock.now(),
    ...wish,
  });
  const aws = awsAt(local);
  const ledger = openSizeLedger(":memory:");
  onTestFinished(async () => {
    aws.close();
    ledger.close();
    await local.close();
  });
  const place = { ...placeOf(local), ...change };
  return {
    local,
    parts: {
      aws,
      place,
      known: { knownAccounts: [], knownRegions: [] },
      lister: place.logs === null ? null : createLogLister(aws, place.logs, ledger, clock),
      clock,
      newToken: randomUUID,
      cutoff: "required",
      ...parts,
    },
  };
}

/** Each line as `state what: text`. */
async function lines(parts: CheckupParts): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { state, what, text } of checkAthena(parts)) found.push(`${state} ${what}: ${text}`);
  return found;
}

const wrongIn = (all: readonly string[]): readonly string[] => all.filter((line) => line.startsWith("wrong"));

describe("a check-up", () => {
  it("of an account in order", async () => {
    const { parts, local } = await account();
    expect(await lines(parts)).toEqual([
      "ok credentials: AWS accepts them",
      "ok workgroup trail: enforced, a query is ended after 10 GB",
      "ok results: go to s3://results/athena/, as the workgroup says",
      "ok table default.cloudtrail_logs: layout account-region-ymd",
      "ok logs of 111122223333: us-east-1 until 2026-11-20T10:05:00Z",
      "ok partitions of cloudtrail_logs: projected, with all accounts and regions that have logs",
      expect.stringMatching(/^ok query on cloudtrail_logs: 1 events read, 0\.0 MB, and the result could be fetched$/),
    ]);
    expect(local.queries).toHaveLength(1);
  });

  it.each([
    [
      { Name: "trail", Configuration: { EnforceWorkGroupConfiguration: true } },
      /wrong workgroup trail: .* has no limit of bytes/,
    ],
    [
      { Name: "trail", Configuration: { BytesScannedCutoffPerQuery: 1e9 } },
      /wrong workgroup trail: .* does not enforce/,
    ],
    [{ Name: "trail", State: "DISABLED" as const }, /wrong workgroup trail: .* is disabled/],
    [
      { Name: "trail", Configuration: { BytesScannedCutoffPerQuery: 1e9, EnforceWorkGroupConfiguration: true } },
      /wrong results: have no place/,
    ],
  ])("finds fault with a workgroup (fault 82): %j", async (workgroup, expected) => {
    const { parts } = await account({ workgroup });
    expect(wrongIn(await lines(parts)).join("\n")).toMatch(expected);
  });

  it("accepts a workgroup without a limit where the configuration does", async () => {
    const { parts } = await account(
      { workgroup: { Name: "trail" } },
      { output: "s3://results/athena/" },
      { cutoff: "none" },
    );
    expect(wrongIn(await lines(parts))).toEqual([]);
  });

  it.each([
    ["GetWorkGroup", "UnrecognizedClientException", "", /^wrong credentials: AWS does not accept the credentials/],
    [
      "GetWorkGroup",
      "AccessDeniedException",
      "not authorized to perform: athena:GetWorkGroup because no identity-based policy",
      /^wrong workgroup trail: .*\(athena:GetWorkGroup\).*bot's AWS account/,
    ],
    [
      "GetTableMetadata",
      "AccessDeniedException",
      "explicit deny in a service control policy",
      /wrong table .*service control policy.*AWS organization/,
    ],
    [
      "ListObjectsV2",
      "AccessDenied",
      "because no resource-based policy allows the s3:ListBucket action",
      /wrong logs: .*owner of the bucket/,
    ],
    [
      "StartQueryExecution",
      "AccessDeniedException",
      "Insufficient Lake Formation permission(s)",
      /wrong query .*by Lake Formation/,
    ],
    [
      "GetObject",
      "AccessDenied",
      "not authorized to perform: kms:Decrypt",
      /wrong query .*\(kms:Decrypt\).*owner of the KMS key/,
    ],
  ])("%s refused (%s: %s) says whose job it is", async (operation, name, message, expected) => {
    const { parts, local } = await account();
    local.fail(operation, { kind: "error", name, message, status: 403 }, 20);
    expect(wrongIn(await lines(parts)).join("\n")).toMatch(expected);
  });

  it("knows the broken table that gives one row of nothing for each file", async () => {
    const { parts } = await account({
      tables: [
        {
          layout: "account-region-ymd",
          ...LISTS,
          parameters: { inputformat: "org.apache.hadoop.mapred.TextInputFormat" },
        },
      ],
    });
    expect(wrongIn(await lines(parts)).join()).toMatch(
      /table default\.cloudtrail_logs: is read without CloudTrail's own input format.*setup table/,
    );
  });

  it("tells a table of another layout, or none, from one in order", async () => {
    const { parts } = await account({}, { layout: "projected-day" });
    expect(wrongIn(await lines(parts)).join()).toMatch(/set athena\.layout to account-region-ymd/);
    const missing = await account({}, { tables: [{ account: null, table: "other" }] });
    expect(wrongIn(await lines(missing.parts)).join()).toMatch(
      /table default\.other: AWS does not know what is needed/,
    );
  });

  it("names columns that a table lacks", async () => {
    const { parts } = await account({ tables: [{ layout: "account-region-ymd", ...LISTS, lacks: ["errorcode"] }] });
    expect((await lines(parts)).join("\n")).toMatch(
      /ok table default\.cloudtrail_logs: .*lacks errorcode, read as empty/,
    );
  });

  it("finds days with logs that have no partition", async () => {
    const { parts } = await account({
      tables: [{ layout: "region-ymd", account: "111122223333", withoutPartition: ["us-east-1/2026-11-20"] }],
    });
    expect(wrongIn(await lines(parts))).toEqual([
      "wrong partitions of cloudtrail_logs: missing for us-east-1 2026-11-20: nothing is found there; add them with the ALTER TABLE lines of ./trail setup table",
      "wrong query on cloudtrail_logs: no rows came for us-east-1 on 2026-11-20, where there are logs: the table's partitions or its location miss them (./trail setup table)",
    ]);
  });

  it("finds accounts and regions that a projection leaves out", async () => {
    const { parts } = await account({
      tables: [{ layout: "account-region-day", accounts: LISTS.accounts, regions: [" us-east-1"] }],
    });
    expect(wrongIn(await lines(parts)).join()).toMatch(/the projection leaves out region us-east-1, which have logs/);
  });

  it("finds logs that stopped, and a folder that is none", async () => {
    const { parts } = await account({}, {}, { clock: hastyClock("2026-11-23T12:00:00Z") });
    expect(wrongIn(await lines(parts)).join()).toMatch(/us-east-1 until 2026-11-20T10:05:00Z: nothing came for a day/);
    const other = await account({}, { logs: "s3://logs/elsewhere/" });
    expect(wrongIn(await lines(other.parts)).join()).toMatch(
      /there are no account folders below s3:\/\/logs\/elsewhere\//,
    );
  });

  it("goes without a place of logs, and says what is lost", async () => {
    const { parts } = await account({}, { logs: null });
    expect(await lines(parts)).toContain(
      "unknown logs: athena.logs is not set: answers cannot say what they cost or which logs there were",
    );
  });

  it.each(["unpartitioned", "records-array", "projected-day", "account-region-day"] as const)(
    "reads a table of the layout %s",
    async (layout) => {
      const limits = layout === "projected-day" ? { account: "111122223333", region: "us-east-1" } : LISTS;
      const { parts } = await account({ tables: [{ layout, ...limits }] });
      expect(wrongIn(await lines(parts))).toEqual([]);
    },
  );
});

describe("the intents", () => {
  const explained = async (sql: string): Promise<Check | undefined> => {
    const { parts } = await account();
    for await (const check of explainIntents(parts, [
      { intent: "who", statements: [statement(sql, { values: ["o'b"] })] },
    ]))
      return check;
    return undefined;
  };

  it("are planned with their literals in place", async () => {
    expect(await explained("SELECT eventid FROM cloudtrail WHERE eventname = ?")).toMatchObject({
      what: "who",
      state: "ok",
    });
  });

  it("that Athena does not accept are told with its own words", async () => {
    expect(await explained("SELECT no_such FROM cloudtrail WHERE eventname = ?")).toMatchObject({
      state: "wrong",
      text: expect.stringMatching(/no_such/),
    });
  });
});

describe("the limit of bytes (fault 82)", () => {
  it("is there, or the start is refused", async () => {
    const { parts } = await account();
    await checkCutoff(parts.aws, "trail");
    const open = await account({ workgroup: { Name: "trail", Configuration: {} } });
    await expect(checkCutoff(open.parts.aws, "trail")).rejects.toMatchObject({ code: "configuration" });
  });

  it("that cannot be looked at is a wrong setting, unless AWS is away", async () => {
    const { parts, local } = await account();
    local.fail("GetWorkGroup", { kind: "error", name: "AccessDeniedException" });
    await expect(checkCutoff(parts.aws, "trail")).rejects.toMatchObject({ code: "configuration" });
    local.away();
    await expect(checkCutoff(parts.aws, "trail")).rejects.toMatchObject({ code: "engine-away" });
  });
});
