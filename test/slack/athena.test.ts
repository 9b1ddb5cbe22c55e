import { describe, expect, it } from "vitest";
import { athenaOver, hastyClock, type AthenaUnderTest } from "../fixtures/athena/athena-over.ts";
import { clockAt, hurriedClock, scene, type Scene, type SceneSettings } from "../fixtures/bot.ts";
import { askByCommand, ALICE, lastThread, pressLabel, QUESTION, told } from "../fixtures/conversation.ts";
import { event, logPath, put, records, temporaryFolder } from "../fixtures/logs.ts";

/** Whole conversations through the real bot, the real AWS clients and a local account. */

const LISTS = { accounts: ["111122223333"], regions: ["us-east-1"] };

async function conversation(
  place: Parameters<typeof athenaOver>[1] = {},
  clock = hastyClock("2026-11-20T12:00:00Z"),
  bot: SceneSettings["bot"] = {},
): Promise<Scene & AthenaUnderTest> {
  const folder = temporaryFolder();
  put(
    folder,
    logPath("111122223333", "us-east-1", "2026-11-20"),
    records(
      event({
        eventID: "11111111-1111-4111-8111-111111111111",
        eventName: "AuthorizeSecurityGroupIngress",
        requestParameters: { groupId: "sg-5887f224" },
      }),
      event({
        eventID: "e2",
        eventName: "DescribeSecurityGroups",
        readOnly: true,
        requestParameters: { groupId: "sg-5887f224" },
      }),
    ),
  );
  const athena = await athenaOver({ folder, tables: [{ layout: "account-region-day", ...LISTS }] }, place, { clock });
  return { ...(await scene({ engine: athena.engine, slack: { clock: clockAt() }, bot })), ...athena };
}

const status = (at: Scene): string => lastThread(at.slack, "C0INC")[0]?.text ?? "";

describe("a conversation over Athena", () => {
  it("gives the answer, its price and its coverage, and a file", async () => {
    const at = await conversation();
    const thread = await askByCommand(at);
    expect(status(at)).toContain("1 change to sg-5887f224 by alice.");
    expect(thread[1]?.text).toContain("Athena");
    expect(JSON.stringify(thread[1]?.blocks)).toMatch(/1 day; 1 file; logs until 2026-11-20T10:05:00Z/);
    expect(JSON.stringify(thread[1]?.blocks)).toMatch(/Read \d+ B, under \$0\.01, Athena/);
    expect(thread[2]?.files).toHaveLength(1);
    expect(at.local.queries).toHaveLength(1);
    const jobs = await at.store.ofAsker("U0ALICE", 1);
    expect(jobs[0]?.executions).toMatchObject([{ id: at.local.queries[0]?.id, isLost: false }]);
    expect(at.local.queries[0]?.input.ClientRequestToken).toBe(jobs[0]?.executions[0]?.token);
  });

  it("looks anew when asked to run again", async () => {
    const at = await conversation();
    const text = "who-changed sg-5887f224 today until 11:00";
    const [, answer] = await askByCommand(at, text);
    await pressLabel(at, "U0BOB", answer, "Run again");
    expect(at.local.queries.map(({ input }) => input.ResultReuseConfiguration !== undefined)).toEqual([true, false]);
  });

  it("asks before it spends, with the bytes and the price (fault 80)", async () => {
    const at = await conversation({ dollarsPerTB: 50_000 });
    const [root] = await askByCommand(at);
    expect(status(at)).toMatch(/This reads \d+ B, \$0\.50: more than the \$0\.25 that run without asking/);
    expect(at.local.queries).toEqual([]);
    await pressLabel(at, "U0BOB", root, /Run, \d+ B, \$0\.50/.exec(JSON.stringify(root?.blocks))?.[0] ?? "");
    expect(at.local.queries).toHaveLength(1);
  });

  it("stops the query when cancelled", async () => {
    const at = await conversation();
    at.local.decide({ endless: true });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => at.local.queries.length).toBe(1);
    const root = lastThread(at.slack, "C0INC")[0];
    await pressLabel(at, "U0ALICE", root, "Cancel");
    expect(status(at)).toContain("Cancelled: the query was stopped.");
    await expect.poll(() => at.local.queries[0]?.state).toBe("CANCELLED");
  });

  it("fault 140: holds questions while AWS is away, takes more at once, and answers them when it is back", async () => {
    const clock = hastyClock("2026-11-20T12:00:00Z");
    const at = await conversation({}, clock, { clock: hurriedClock() });
    at.local.away();
    for (const day of ["today", "yesterday", "on 2026-11-18"]) {
      const text = `who-changed sg-5887f224 ${day}`;
      const { acknowledged, milliseconds } = await at.slack.command({ ...ALICE, command: "/trail", text });
      expect([acknowledged, milliseconds < 500]).toEqual([true, true]);
    }
    const said = (): string[] => at.slack.messages("C0INC").map(({ text }) => text);
    await expect.poll(said).toEqual(Array(3).fill(expect.stringContaining("AWS cannot be reached")));
    at.local.back();
    await clock.after(60_000);
    await at.quiet();
    expect(said()).toEqual([
      expect.stringContaining("1 change to sg-5887f224 by alice."),
      expect.stringContaining("Nothing found: no changes to sg-5887f224"),
      expect.stringContaining("Nothing could be searched for changes to sg-5887f224"),
    ]);
    expect(at.local.queries).toHaveLength(3);
  });

  it.each([
    ["HIVE_BAD_DATA: s3://secret/x", /A log file or a partition does not fit the table's definition/],
    [
      "Access Denied (Service: Amazon S3) arn:aws:s3:::secret",
      /AWS denied Trail to read the logs, by the bucket or the role's rights/,
    ],
  ])("says what failed and whose job it is: %s", async (reason, expected) => {
    const at = await conversation();
    at.local.decide({ failed: { reason } });
    await askByCommand(at);
    expect(status(at)).toMatch(expected);
    expect(status(at)).toMatch(/\(Athena [0-9a-f]{8}\)/);
    expect(JSON.stringify(at.slack.messages("C0INC")) + told(at).join()).not.toContain("secret");
    expect(String(at.troubles[0]?.cause)).toContain("secret");
  });

  it("shows SQL that can be pasted into Athena", async () => {
    const at = await conversation();
    const [, answer] = await askByCommand(at);
    await pressLabel(at, "U0BOB", answer, "Verify");
    const shown = (): string => JSON.stringify(at.slack.ephemerals("C0INC", "U0BOB").at(-1)?.blocks ?? []);
    await expect.poll(shown).toContain('FROM \\"default\\".\\"cloudtrail_logs\\"');
    expect(shown()).toContain("strpos(searchtext, 'sg-5887f224')");
    expect(shown()).not.toContain("Cut at");
    expect(shown()).toContain(at.local.queries[0]?.id ?? "none");
  });
});
