import { describe, expect, it } from "vitest";
import type { Message } from "../../../src/playground/world.ts";
import { clockAt, NOW, scene, type Scene, type SceneSettings } from "../../fixtures/bot.ts";
import { ALICE, BOB, labelsOf, pressLabel, told } from "../../fixtures/conversation.ts";
import { alarmMessage, grafanaOverMessage } from "../../fixtures/alerts/messages.ts";

const GROUP = "ALARM: security-group-open-to-world · sg-5887f224 accepts tcp 143 from ::/0";
const HISTORY = ["channels:history", "groups:history"];
const SCOPES = ["app_mentions:read", "channels:read", "chat:write", "commands", "files:write", "groups:read"];
const ALL = [...SCOPES, "im:history", "im:write", "usergroups:read", "users:read", ...HISTORY];

/** A bot that watches what B0ALARM posts in the incident channel. */
function watching(parts: SceneSettings["bot"] = {}, role: string | null = null): Promise<Scene> {
  return scene({
    slack: { scopes: ALL, events: ["app_mention", "message.im", "message.channels", "message.groups"] },
    bot: {
      alerts: { watch: [{ channel: "C0INC", bots: ["B0ALARM", "B0TRAIL"] }], role, channel: null, run: {}, day: 5 },
      ...parts,
    },
  });
}

/** The replies below the message, once nothing is in hand. */
async function repliesTo(at: Scene, ts: string, channel = "C0INC"): Promise<readonly Message[]> {
  await at.quiet();
  return at.slack.thread(channel, ts).slice(1);
}

function post(at: Scene, text: string, attachments?: readonly unknown[], channel = "C0INC", bot = "B0ALARM") {
  return at.slack.write({
    user: "",
    channel,
    text,
    bot: { id: bot, ...(attachments === undefined ? {} : { attachments }) },
  });
}

async function investigate(at: Scene, ts: string, user = "U0ALICE", channel = "C0INC"): Promise<readonly Message[]> {
  await at.slack.shortcut({ user, callbackId: "investigate-alert", message: { channel, ts } });
  return repliesTo(at, ts, channel);
}

describe("Investigate this alert", () => {
  it("replies in the message's thread with what it found and the questions that fit, best first", async () => {
    const at = await scene();
    const { ts } = await post(at, "", alarmMessage.attachments);
    const [reply, ...more] = await investigate(at, ts);
    expect(more).toEqual([]);
    expect(labelsOf(reply)).toEqual([
      "What changed around i-0abc123def4567890?",
      "Who changed i-0abc123def4567890?",
      "Something else …",
    ]);
    expect(reply?.text).toContain("CloudWatch alarm, in alarm, at 2026-11-20 11:40:00 UTC");
    expect(reply?.text).toContain("Found in it: i-0abc123def4567890 · account 111122223333 · us-east-1.");
  });

  it("answers a press as the presser, in that thread, from 12 hours before the alert to the press", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({ ...BOB, text: `${GROUP} at 2026-11-20T11:00:00Z` });
    const [reply] = await investigate(at, ts, "U0BOB");
    await pressLabel(at, "U0ALICE", reply, "Who changed sg-5887f224?");
    const [, root, answer] = at.slack.thread("C0INC", ts).slice(1);
    expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
    expect(answer?.text).toContain("2026-11-19 23:00:00 to 2026-11-20 12:00:0");
    const [job] = await at.store.ofThread("C0INC", ts, 5);
    expect(job).toMatchObject({ asker: "U0ALICE", meaning: { alert: { at: "2026-11-20T11:00:00Z" } } });
  });

  it("reaches to when it is pressed, however long after it was drawn", async () => {
    let ahead = 0;
    const clock = { ...clockAt(), now: () => clockAt().now() + ahead };
    const at = await scene({ bot: { clock } });
    const { ts } = await at.slack.write({ ...BOB, text: `${GROUP} at 2026-11-20T09:30:00Z` });
    const [reply] = await investigate(at, ts);
    ahead = 3 * 3_600_000;
    await pressLabel(at, "U0ALICE", reply, "Who changed sg-5887f224?");
    const [job] = await at.store.ofThread("C0INC", ts, 5);
    expect(job).toMatchObject({
      meaning: { window: { start: "2026-11-19T21:30:00Z", end: expect.stringMatching(/^2026-11-20T15:00:/) } },
    });
  });

  it("offers the form for the rest, in the same thread and with the first id filled in", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({ ...BOB, text: GROUP });
    const [reply] = await investigate(at, ts);
    await pressLabel(at, "U0ALICE", reply, "Something else …");
    const state = (): unknown => JSON.parse(at.slack.view("U0ALICE")?.privateMetadata || "{}");
    await expect.poll(state).toMatchObject({ channel: "C0INC", thread: ts, text: "sg-5887f224" });
  });

  it("goes below the root where the alert is itself a reply", async () => {
    const at = await scene();
    const { ts: root } = await at.slack.write({ ...BOB, text: "look" });
    const { ts } = await at.slack.write({ ...BOB, text: GROUP, thread: root });
    await investigate(at, ts);
    expect(at.slack.thread("C0INC", root)).toHaveLength(3);
  });

  it("tells whoever may ask nothing here why, and posts nothing", async () => {
    const at = await scene({ access: [{ who: ["U0BOB"] }] });
    const { ts } = await at.slack.write({ ...BOB, text: GROUP });
    expect(await investigate(at, ts)).toEqual([]);
    expect(told(at, ALICE)).toEqual([expect.stringContaining("Here only one person may ask")]);
  });

  it("says so where the bot is not in the channel", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({ ...BOB, text: GROUP });
    const channel = at.slack.channels().find(({ id }) => id === "C0INC");
    at.slack.setChannel("C0INC", { members: (channel?.members ?? []).filter((id) => id !== at.slack.botUser) });
    expect(await investigate(at, ts)).toEqual([]);
    expect([...told(at), ...at.slack.messages("D0ALICE").map(({ text }) => text)].join(" ")).toContain(
      "I am not in that channel",
    );
  });

  it("replies once to one press of the shortcut that Slack delivers twice", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({ ...BOB, text: GROUP });
    await investigate(at, ts);
    await at.slack.redeliver({ newEnvelope: true });
    expect(await repliesTo(at, ts)).toHaveLength(1);
  });

  it("fault 198: shows hostile text as text", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({
      ...BOB,
      text: "<!channel> user: <@U0BOB> bucket `<https://evil.example|x>` sg-5887f224",
    });
    const [reply] = await investigate(at, ts);
    expect(reply?.text).not.toMatch(/<[!@h]/);
    expect(JSON.stringify(reply?.blocks)).not.toContain('"mrkdwn"');
  });
});

describe("a watched channel", () => {
  it("has the alerts of the listed bots replied to without being asked, once each", async () => {
    const at = await watching();
    const { ts } = await post(at, "", alarmMessage.attachments);
    expect(labelsOf((await repliesTo(at, ts))[0])[0]).toBe("What changed around i-0abc123def4567890?");
    await at.slack.redeliver({ newEnvelope: true });
    expect(await repliesTo(at, ts)).toHaveLength(1);
  });

  it("is left alone by everybody else: people, other bots, other channels, replies, what is over", async () => {
    const at = await watching();
    const person = await at.slack.write({ ...BOB, text: GROUP });
    const other = await post(at, GROUP, undefined, "C0INC", "B0OTHER");
    const elsewhere = await post(at, GROUP, undefined, "C0OPS");
    const over = await post(at, "", grafanaOverMessage.attachments);
    expect(await repliesTo(at, person.ts)).toEqual([]);
    expect(await repliesTo(at, other.ts)).toEqual([]);
    expect(await repliesTo(at, elsewhere.ts, "C0OPS")).toEqual([]);
    expect(await repliesTo(at, over.ts)).toEqual([]);
    await at.slack.write({ user: "", channel: "C0INC", text: GROUP, thread: person.ts, bot: { id: "B0ALARM" } });
    expect(await repliesTo(at, person.ts)).toHaveLength(1);
  });

  it("fault 26: is never replied to by the bot for a message of its own, though it is on the list", async () => {
    const at = await watching();
    const { ts } = await post(at, GROUP, undefined, "C0INC", at.slack.botId);
    expect(await repliesTo(at, ts)).toEqual([]);
  });

  it("T26: has three replies in ten minutes for one alert, and further ones after that", async () => {
    let ahead = 0;
    const clock = { ...clockAt(), now: () => NOW + ahead };
    const at = await watching({ clock });
    const replies: number[] = [];
    for (let time = 0; time < 5; time++) {
      const { ts } = await post(at, GROUP);
      replies.push((await repliesTo(at, ts)).length);
      ahead += 1000;
    }
    expect(replies).toEqual([1, 1, 1, 0, 0]);
    const another = await post(at, "ALARM: another · sg-e214609e");
    expect(await repliesTo(at, another.ts)).toHaveLength(1);
    ahead += 10 * 60_000;
    expect(await repliesTo(at, (await post(at, GROUP)).ts)).toHaveLength(1);
  });

  it("fault 85: is left alone where the alert is about what the bot's own role does", async () => {
    const at = await watching({}, "arn:aws:iam::111122223333:role/trail");
    const own = await post(at, "ALARM many calls by arn:aws:sts::111122223333:assumed-role/trail/session-1");
    const others = await post(at, "ALARM many calls by arn:aws:sts::111122223333:assumed-role/trail-other/session-1");
    expect(await repliesTo(at, own.ts)).toEqual([]);
    expect(await repliesTo(at, others.ts)).toHaveLength(1);
  });

  it("is left alone where it is shared with another organization", async () => {
    const at = await watching();
    at.slack.setChannel("C0INC", { isExternallyShared: true });
    expect(await repliesTo(at, (await post(at, GROUP)).ts)).toEqual([]);
  });

  it("needs the scopes of history, and is off by default", async () => {
    await expect(
      scene({
        bot: {
          alerts: { watch: [{ channel: "C0INC", bots: ["B0ALARM"] }], role: null, channel: null, run: {}, day: 5 },
        },
      }),
    ).rejects.toThrow("channels:history, groups:history");
    const at = await scene({ slack: { scopes: ALL, events: ["message.channels"] } });
    expect(await repliesTo(at, (await post(at, GROUP)).ts)).toEqual([]);
  });
});
