import { describe, expect, it } from "vitest";
import { systemClock, type Clock } from "../../src/clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { createEc2Lookup } from "../../src/lookup/ec2/ec2-lookup.ts";
import type { Lookup } from "../../src/lookup/lookup.ts";
import { athenaOver, hastyClock } from "../fixtures/athena/athena-over.ts";
import { scene, type Scene } from "../fixtures/bot.ts";
import { ALICE, askByCommand, lastThread } from "../fixtures/conversation.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { ec2At, startLocalEc2, type LocalEc2 } from "../fixtures/ec2/local-ec2.ts";
import { event, logPath, put, records, temporaryFolder } from "../fixtures/logs.ts";

/** What changed around an instance, of which EC2 alone knows the group: through the real bot and the real client. */

const QUESTION = "what changed around i-0abc123def4567890 today";
const INSTANCE = { id: "i-0abc123def4567890", interfaces: [{ id: "eni-6c5ca5a8", groups: ["sg-5887f224"] }] };

/** Alice opened the group at 10:00; nothing in the logs says that it belongs to the instance. */
function groupLogs(): string {
  const folder = temporaryFolder();
  const opened = event({ eventName: "AuthorizeSecurityGroupIngress", requestParameters: { groupId: "sg-5887f224" } });
  put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(opened));
  return folder;
}

async function ec2(clock: Clock = systemClock): Promise<{ local: LocalEc2; lookup: Lookup }> {
  const local = await startLocalEc2({ "us-east-1": { instances: [INSTANCE] } });
  const parts = { ec2: ec2At(local), regions: ["us-east-1"], clock, trouble: () => undefined };
  return { local, lookup: createEc2Lookup(parts) };
}

const status = (at: Scene): string => lastThread(at.slack, "C0INC")[0]?.text ?? "";
const footer = (at: Scene): string => JSON.stringify(lastThread(at.slack, "C0INC")[1]?.blocks ?? []);

describe("a conversation about an instance", () => {
  it("finds what happened to the group that EC2 names, and says who named it", async () => {
    const { lookup } = await ec2();
    const at = await scene({ engine: await duckDbOver(groupLogs()), lookup });
    await askByCommand(at, QUESTION);
    expect(status(at)).toContain("1 change around i-0abc123def4567890 by alice.");
    expect(footer(at)).toContain(
      "EC2 says now: eni-6c5ca5a8, sg-5887f224 (of i-0abc123def4567890); searched as well. The logs of the 30 days before tell no interfaces or groups of it",
    );
  });

  it("finds nothing of it where EC2 is not asked, and does not speak of EC2", async () => {
    const at = await scene({ engine: await duckDbOver(groupLogs()) });
    await askByCommand(at, QUESTION);
    expect(status(at)).toContain("Nothing found");
    expect(JSON.stringify(lastThread(at.slack, "C0INC"))).not.toContain("EC2");
  });

  it("tells nobody of an account that they may not ask about", async () => {
    const { lookup, local } = await ec2();
    const access = [{ accounts: ["staging"] }];
    const at = await scene({ engine: await duckDbOver(groupLogs()), lookup, access });
    await askByCommand(at, QUESTION);
    expect(local.calls).toHaveLength(1);
    expect(JSON.stringify(at.slack.messages("C0INC")) + footer(at)).not.toMatch(/eni-6c5ca5a8|sg-5887f224/);
    expect(footer(at)).toContain("EC2 knows nothing of i-0abc123def4567890 now");
  });

  it("is acknowledged and shown while EC2 is silent, and answered without it", async () => {
    let giveUp = (): void => undefined;
    const clock: Clock = { now: () => 0, after: () => new Promise((done) => (giveUp = done)) };
    const { lookup, local } = await ec2(clock);
    local.fail({ kind: "silent" });
    const at = await scene({ engine: await duckDbOver(groupLogs()), lookup });
    expect(await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION })).toMatchObject({
      acknowledged: true,
    });
    await expect.poll(() => local.calls.length, { timeout: 8000 }).toBe(1);
    expect(status(at)).toContain("Starting for 0 s");
    giveUp();
    await at.quiet();
    expect(status(at)).toContain("Nothing found");
    expect(footer(at)).toContain(
      "EC2 could not be asked in us-east-1 what belongs together now: it did not answer within 5 seconds",
    );
  });

  it("is stopped at once while EC2 is silent", async () => {
    const { lookup, local } = await ec2({ now: () => 0, after: () => new Promise(() => undefined) });
    local.fail({ kind: "silent" });
    const at = await scene({ engine: await duckDbOver(groupLogs()), lookup });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => local.calls.length, { timeout: 8000 }).toBe(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "cancel" });
    await at.quiet();
    expect(status(at)).toContain("Cancelled");
  });
});

describe("a bot that takes up what another left", () => {
  it("searches the ids with which the question began, though EC2 says something else by then", async () => {
    const clock = hastyClock("2026-11-20T12:00:00Z");
    const lists = { accounts: ["111122223333"], regions: ["us-east-1"] };
    const { engine, local: athena } = await athenaOver(
      { folder: groupLogs(), tables: [{ layout: "account-region-day", ...lists }] },
      {},
      { clock, leaveRunning: true },
    );
    let isHeld = true;
    const holding: Engine = {
      ...engine,
      async status(ids) {
        const states = await engine.status(ids);
        return isHeld && athena.queries.length > 1 ? new Map(ids.map((id) => [id, "running"])) : states;
      },
    };
    const { lookup, local } = await ec2();
    const store = createMemoryStore();
    const first = await scene({ engine: holding, store, lookup });
    await first.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => athena.queries.length, { timeout: 8000 }).toBe(2);
    await first.bot.stop(0);
    local.hold("us-east-1", { instances: [{ id: INSTANCE.id, groups: ["sg-0000beef"] }] });
    isHeld = false;
    const { slack } = first;
    const receiving = { by: "socket" as const, appToken: slack.appToken, connections: 1 };
    const second = await scene({
      engine: holding,
      store,
      lookup,
      bot: { apiUrl: slack.apiUrl, botToken: slack.botToken, receiving },
    });
    await expect
      .poll(() => status(first), { timeout: 8000 })
      .toContain("1 change around i-0abc123def4567890 by alice.");
    await second.quiet();
    expect(local.calls).toHaveLength(1);
    expect(athena.queries).toHaveLength(3);
    expect(athena.queries.at(-1)?.input.ExecutionParameters?.join()).toMatch(/eni-6c5ca5a8.*sg-5887f224/);
    expect(JSON.stringify(athena.queries.map(({ input }) => input))).not.toContain("sg-0000beef");
    expect(footer(first)).toContain("EC2 says now: eni-6c5ca5a8, sg-5887f224");
  });
});
