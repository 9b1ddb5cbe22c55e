import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../../../src/jobs/memory-store.ts";
import { createMemoryRegister } from "../../../src/register/memory-register.ts";
import type { AlertSettings } from "../../../src/slack/alerts/alert-settings.ts";
import { NO_ALERTS } from "../../../src/slack/alerts/alert-settings.ts";
import { recordsOf } from "../../fixtures/audit.ts";
import { scene, type Scene, type SceneSettings } from "../../fixtures/bot.ts";
import { askByCommand, labelsOf } from "../../fixtures/conversation.ts";
import { duckDbOver } from "../../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../../fixtures/logs.ts";
import { createMemoryEngine } from "../../fixtures/memory-engine.ts";
import { alarm, hubFinding } from "../../fixtures/alerts/payloads.ts";

const RUNNING: AlertSettings = {
  ...NO_ALERTS,
  channel: "C0INC",
  run: { cloudwatch: "instance-exposure", securityhub: "who-changed", generic: "who-changed" },
};

const COSTS = { files: 1, priceLimit: null, exact: true, atLeast: false };

function running(settings: SceneSettings = {}, alerts: Partial<AlertSettings> = {}): Promise<Scene> {
  return scene({ ...settings, bot: { alerts: { ...RUNNING, ...alerts }, ...settings.bot } });
}

const GROUP = { title: "A group was opened", resources: ["sg-5887f224"], time: "2026-11-20T11:00:00Z" };

async function take(at: Scene, body: unknown, id = "message-1"): Promise<void> {
  await at.bot.takeAlert(JSON.stringify(body), id);
  await at.quiet();
}

/** What stands below the last card. */
function below(at: Scene): readonly string[] {
  const card = at.slack.messages("C0INC").at(-1);
  return at.slack
    .thread("C0INC", card?.ts ?? "")
    .slice(1)
    .map(({ text }) => text);
}

describe("the question that the configuration names for a kind of alert", () => {
  it("is answered in the thread of the card when the alert comes", async () => {
    const at = await running();
    await take(at, GROUP);
    const [root, answer] = below(at);
    expect(root).toContain("1 change to sg-5887f224 by alice.");
    expect(answer).toContain("2026-11-19 23:00:00 to 2026-11-20 12:00:");
    expect(labelsOf(at.slack.messages("C0INC")[0])[0]).toBe("Who changed sg-5887f224?");
  });

  it("is asked once for one card, however often the alert is sent, repeated or taken up again", async () => {
    const at = await running();
    await take(at, GROUP);
    await take(at, GROUP);
    await take(at, GROUP, "message-2");
    expect(below(at).filter((text) => text.includes("1 change to"))).toHaveLength(1);
    expect(await at.store.ofAsker("alert:generic", 10)).toHaveLength(1);
  });

  it("is asked after a kill between the card and the question", async () => {
    const [register, store] = [createMemoryRegister(), createMemoryStore()];
    const broken = { ...store, accept: () => Promise.reject(new Error("killed")) };
    const at = await running({ bot: { register }, store: broken });
    await expect(take(at, GROUP)).rejects.toThrow("killed");
    expect(below(at)).toEqual([]);
    const next = await running({ at: at.slack, bot: { register }, store });
    await take(next, GROUP);
    expect(at.slack.messages("C0INC")).toHaveLength(1);
    expect(below(at)[0]).toContain("1 change to sg-5887f224 by alice.");
  });

  it("is asked for no other kind, for nothing that is over, and off by default", async () => {
    const at = await running({}, { run: { guardduty: "user-activity" } });
    await take(at, GROUP);
    expect(below(at)).toEqual([]);
    const off = await running({}, { run: {} });
    await take(off, GROUP);
    expect(below(off)).toEqual([]);
  });

  it("is not asked where the alert names nothing that it is asked about", async () => {
    const at = await running();
    await take(at, { title: "Something" });
    expect(at.slack.messages("C0INC")).toHaveLength(1);
    expect(below(at)).toEqual([]);
  });

  it("fault 76: is on record as asked by the source of the alert, whatever its text claims", async () => {
    const at = await running();
    await take(at, { ...GROUP, user: "U0ALICE", by: ["U0ALICE"], users: ["admin"] });
    const records = await recordsOf(at.audit);
    expect(records.map(({ event, surface, person }) => [event, surface, person])).toEqual([
      ["accepted", "alert", "alert:generic"],
      ["ended", "alert", "alert:generic"],
    ]);
    expect(records[1]).toMatchObject({ intent: "who-changed", outcome: "answered", channel: "C0INC" });
  });

  it("shows no account that the rules of the channel do not open, and nothing where none opens it", async () => {
    const narrow = await running({ access: [{ channels: ["C0INC"], who: ["U0ALICE"], accounts: ["staging"] }] });
    await take(narrow, GROUP);
    expect(below(narrow)[0]).toContain("Nothing found");
    const closed = await running({ access: [{ channels: ["C0OPS"] }] });
    await take(closed, GROUP);
    expect(below(closed)).toEqual([expect.stringContaining("no access rule names this channel (C0INC)")]);
  });

  it("is not answered where a guest would read along", async () => {
    const at = await running();
    const channel = at.slack.channels().find(({ id }) => id === "C0INC");
    at.slack.setChannel("C0INC", { members: [...(channel?.members ?? []), "U0CAROL"] });
    await take(at, GROUP);
    expect(below(at)).toEqual([expect.stringContaining("A guest is in this channel")]);
  });

  it("needs no rule that lets anybody ask it: alerts.run is that rule", async () => {
    const at = await running({ access: [{ channels: ["C0INC"], who: ["U0BOB"], intents: ["root-activity"] }] });
    await take(at, GROUP);
    expect(below(at)[0]).toContain("1 change to sg-5887f224 by alice.");
  });

  it("becomes a button where it costs more than runs without asking", async () => {
    const engine = createMemoryEngine(() => ({ estimate: { ...COSTS, bytes: 2e11, price: 1 } }));
    const at = await running({ engine });
    await take(at, GROUP);
    expect(below(at)[0]).toContain("Run it, or narrow the window");
  });

  it("has a budget of its own, which is not that of the people there", async () => {
    const spent = { bytes: 2e10, dollars: 0.2 };
    const engine = createMemoryEngine(() => ({ estimate: { ...COSTS, bytes: 2e10, price: 0.2 }, spent }));
    const budget = { question: 5, day: { person: 1, channel: 0.3, all: 25 } };
    const at = await running({ engine, bot: { budget } }, { day: 0.5 });
    for (const key of ["sg-0000000a", "sg-0000000b", "sg-0000000c"])
      await take(at, { ...GROUP, key, resources: [key] }, key);
    expect(below(at)).toEqual([
      expect.stringContaining("Questions asked by alerts have spent $0.40 of $0.50 today (UTC)"),
    ]);
    await askByCommand(at, "who-changed sg-5887f224 today");
    expect(at.slack.messages("C0INC").at(-1)?.text).not.toContain("does not fit any more");
    await askByCommand(at, "who-changed sg-e214609e today");
    expect(at.slack.messages("C0INC").at(-1)?.text).toContain("This channel has spent $0.20 of $0.30");
  });

  it("shows the changes around an instance with its alarm in its place, and the minutes between", async () => {
    const folder = temporaryFolder();
    const of = (eventName: string, time: string) =>
      event({
        eventName,
        eventID: `${eventName}-1`,
        eventTime: `2026-11-20T${time}Z`,
        requestParameters: { instancesSet: { items: [{ instanceId: "i-0abc123def4567890" }] } },
      });
    put(folder, "a.json.gz", records(of("StopInstances", "11:07:00"), of("StartInstances", "11:50:05")));
    const at = await running({ engine: await duckDbOver(folder) });
    await take(at, alarm());
    const [root, answer] = below(at);
    expect(root).toContain(
      "2 changes around i-0abc123def4567890 by alice. The alert came 33 min after the last of them before it, StopInstances by alice.",
    );
    expect(answer?.split("\n").slice(0, 3)).toEqual([
      expect.stringMatching(/11:07:00 ·  · alice · StopInstances/),
      "11-20 11:40:05 · +33 min ·  · ALERT · web-1-cpu-high",
      expect.stringMatching(/11:50:05 · \+10 min · alice · StartInstances/),
    ]);
  });

  it("is one of the intent's params, filled from the alert: an instance's alarm, a finding's group", async () => {
    const at = await running();
    await take(at, alarm());
    const [exposure] = await at.store.ofAsker("alert:cloudwatch", 5);
    expect(exposure).toMatchObject({
      meaning: { intent: "instance-exposure", params: { resource: "i-0abc123def4567890" } },
    });
    await take(at, hubFinding(), "message-2");
    const [group] = await at.store.ofAsker("alert:securityhub", 5);
    expect(group).toMatchObject({ meaning: { intent: "who-changed", params: { resource: "sg-5887f224" } } });
  });
});
