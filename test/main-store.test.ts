import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LocalSlack } from "../src/playground/local-slack.ts";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import { entry } from "./fixtures/audit.ts";
import { groupLogs } from "./fixtures/bot.ts";
import { runToEnd, started } from "./fixtures/command-line/started.ts";
import { dynamoDbAudit } from "./fixtures/dynamodb/audit.ts";
import { makeTable, startLocalDynamo, tableAt, type LocalDynamo } from "./fixtures/dynamodb/local-dynamodb.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

/** The launcher in a process of its own, with DynamoDB on this machine. */

const STORE = "store: { kind: dynamodb, table: trail }\naccess: [{}]\n";
const ATHENA = 'engine: athena\nathena: { logs: "s3://logs/AWSLogs/", output: "s3://results/athena/" }\n';

function configured(text: string): Record<string, string> {
  const path = join(temporaryFolder(), "trail.yml");
  writeFileSync(path, text);
  return { TRAIL_CONFIG: path, TRAIL_DATA: groupLogs(), TRAIL_STATE: temporaryFolder() };
}

function awsAt({ url }: LocalDynamo): Record<string, string> {
  return {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE12",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_ENDPOINT_URL_DYNAMODB: url,
  };
}

function slackAt(slack: LocalSlack): Record<string, string> {
  return { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
}

describe("./trail setup, with a table", () => {
  it("prints the table of the configuration, or that of the default, and the policy for the bot's account", async () => {
    const named = await runToEnd(
      ["setup", "store", "--account", "111122223333"],
      configured("store: { kind: dynamodb, table: mine }"),
    );
    expect(named).toMatchObject({ code: 0, out: expect.stringContaining(":111122223333:table/mine") });
    const unnamed = await runToEnd(["setup", "store"], configured(""));
    expect(unnamed).toMatchObject({ code: 0, out: expect.stringContaining("store: { kind: dynamodb, table: trail }") });
  });

  it("adds the table's actions, with the reason, to the role that is to have them", async () => {
    const on = await runToEnd(["setup", "role"], configured(ATHENA + STORE));
    expect(on.out).toMatch(/^# Store…: store\.kind is dynamodb/m);
    expect(on.out).toContain('"dynamodb:BatchGetItem"');
    expect(on.out).toContain('"Sid": "StoreKeepsTheAudit"');
    const off = await runToEnd(["setup", "role"], configured(ATHENA));
    expect(off.out).not.toMatch(/dynamodb/);
  });
});

describe("./trail doctor, with a table", () => {
  it("looks at it, or says what is wrong with it", async () => {
    const local = await startLocalDynamo();
    const env = { ...configured(STORE), ...awsAt(local) };
    const without = await runToEnd(["doctor"], env);
    expect(without).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^WRONG table trail: there is no such table/m),
    });
    await makeTable(local, "trail");
    const { out } = await runToEnd(["doctor"], env);
    expect(out).toMatch(/^ok {4}table trail: is there with its keys and indexes/m);
    expect(out).toMatch(/^ok {4}table trail, time to live: drops what is too old, by expires$/m);
    expect(out).toMatch(/^ok {4}table trail, rights: it may be read and written$/m);
  });
});

describe("./trail audit, with a table", () => {
  it("reads and verifies what is there", async () => {
    const local = await startLocalDynamo();
    const table = tableAt(local, await makeTable(local, "trail"));
    const env = { ...configured(STORE), ...awsAt(local) };
    expect(await runToEnd(["audit", "show"], env)).toEqual({ code: 0, out: "Nothing was asked yet.\n" });
    const log = dynamoDbAudit(table);
    await log.once("a", entry());
    const { link } = await log.once("b", entry({ event: "ended", outcome: "answered" }));
    expect((await runToEnd(["audit", "show"], env)).out.trim().split("\n")).toHaveLength(2);
    expect(await runToEnd(["audit", "verify"], env)).toEqual({
      code: 0,
      out: `The audit is whole: 2 records, head 2:${link.hash}\n`,
    });
    await table.put({
      pk: "audit",
      sk: "link#000000000002",
      body: link.body.replace("answered", "refused"),
      hash: link.hash,
    });
    expect(await runToEnd(["audit", "verify"], env)).toMatchObject({
      code: 1,
      out: expect.stringContaining("The audit is not whole. Record 2:"),
    });
  });
});

describe("./trail start, with a table", () => {
  it("answers over two bots, keeps all of it in the table and nothing in the folder", { timeout: 60_000 }, async () => {
    const [local, slack] = await Promise.all([startLocalDynamo(), startLocalSlack()]);
    onTestFinished(() => slack.close());
    const table = tableAt(local, await makeTable(local, "trail"));
    const settings = { ...awsAt(local), ...slackAt(slack) };
    const [one, two] = [configured(STORE), configured(STORE)];
    const bots = [one, two].map((env) => started(["start"], { ...env, ...settings }));
    await expect.poll(() => slack.sockets(), { timeout: 30_000 }).toBe(4);
    await slack.command({
      command: "/trail",
      channel: "C0INC",
      user: "U0ALICE",
      text: "who-changed sg-5887f224 on 2026-11-20",
    });
    await expect
      .poll(
        () =>
          slack
            .messages("C0INC")
            .map(({ text }) => text)
            .join("\n"),
        { timeout: 20_000 },
      )
      .toContain("alice");
    const log = dynamoDbAudit(table);
    await expect.poll(async () => (await log.head()).n, { timeout: 20_000 }).toBe(2);
    for (const { TRAIL_STATE: state = "" } of [one, two])
      expect(readdirSync(state).filter((name) => name.endsWith(".sqlite"))).toEqual([]);
    for (const { child } of bots) child.kill("SIGTERM");
    expect(await Promise.all(bots.map(({ ended }) => ended))).toEqual([0, 0]);
  });

  it("refuses to start without it, in a sentence and for good", async () => {
    const [local, slack] = await Promise.all([startLocalDynamo(), startLocalSlack()]);
    onTestFinished(() => slack.close());
    const { code, out } = await runToEnd(["start"], { ...configured(STORE), ...awsAt(local), ...slackAt(slack) });
    expect(code).toBe(78);
    expect(out).toContain("The table trail of the store cannot be used: there is no such table");
  });
});
