import { describe, expect, it } from "vitest";
import { markdownOf } from "../../src/slack/timeline/timeline-files.ts";
import { forgetPins, keepPin, MOST_PINS, pinsOf, type Pin } from "../../src/slack/timeline/pins.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { scene, type Scene } from "../fixtures/bot.ts";
import {
  ALICE,
  askByCommand,
  BOB,
  elementsOf,
  labelsOf,
  lastThread,
  pressLabel,
  told,
} from "../fixtures/conversation.ts";

const columns = ["eventtime", "eventid", "actor", "eventname", "detail", "hidden"].map((name) => ({
  name,
  type: "varchar" as const,
}));
const rows = [
  {
    eventtime: "2026-11-20T10:30:00Z",
    eventid: "e2",
    actor: "bob",
    eventname: "StopLogging",
    detail: "trail",
    hidden: "",
  },
  { eventtime: "2026-11-20T08:15:00Z", eventid: "e1", actor: "alice", eventname: "CreateUser", detail: "", hidden: "" },
];
const engine = () => createMemoryEngine(() => ({ columns, rows }));

/** Opens the row of that place in an answer, and presses a button of what is shown. */
async function pressInRow(at: Scene, user: string, index: number, label: string): Promise<void> {
  const answer = lastThread(at.slack, "C0INC")[1];
  const picker = elementsOf(answer?.blocks ?? []).find((one) => one["action_id"] === "pick");
  const options = Array.isArray(picker?.["options"]) ? picker["options"] : [];
  const message = { channel: "C0INC", ts: answer?.ts ?? "" };
  await at.slack.press({ user, message, actionId: "pick", value: String(options[index]?.value) });
  await expect.poll(() => labelsOf(at.slack.ephemerals("C0INC", user).at(-1))).toContain(label);
  await pressLabel(at, user, at.slack.ephemerals("C0INC", user).at(-1), label);
}

const pin = (parts: Partial<Pin>): Pin => ({
  at: "2026-11-20T10:00:00Z",
  who: "alice",
  what: "CreateUser",
  detail: "",
  eventid: "e1",
  account: "111122223333",
  region: "us-east-1",
  job: "j",
  by: "U0ALICE",
  pinnedAt: 1000,
  link: null,
  ...parts,
});

describe("the timeline of a channel", () => {
  it("shows what was pinned from all questions in time order, with gaps, who pinned it, and files with links", async () => {
    const at = await scene({ engine: engine() });
    await askByCommand(at);
    await pressInRow(at, "U0ALICE", 0, "Pin to the timeline");
    await expect.poll(() => lastThread(at.slack, "C0INC").at(-1)?.text).toContain("Pinned: StopLogging by bob");
    await pressInRow(at, "U0BOB", 1, "Pin to the timeline");
    await expect.poll(() => lastThread(at.slack, "C0INC").at(-1)?.text).toContain("Pinned: CreateUser by alice");
    await askByCommand(at, "timeline");
    const [timeline, csv, md] = lastThread(at.slack, "C0INC");
    expect(timeline?.text.split("\n")).toEqual([
      "Timeline: 2 pinned events",
      expect.stringMatching(/^2026-11-20 09:15:00 · {2}· alice · CreateUser.* · bob$/),
      expect.stringMatching(/^2026-11-20 11:30:00 · \+2 h 15 min · bob · StopLogging.* · alice$/),
    ]);
    const content = (index: number): string =>
      at.slack.content((index === 0 ? csv : md)?.files[0]?.id ?? "").toString();
    expect(csv?.files).toMatchObject([{ name: "timeline-2026-11-20.csv" }]);
    expect(content(0).split("\r\n")[1]).toMatch(
      /^"2026-11-20T08:15:00Z","","alice","CreateUser".*\/archives\/C0INC\/p/,
    );
    expect(content(1)).toContain("[message](");
    expect(at.slack.messages("C0OPS")).toEqual([]);
  });

  it("holds an event once, and takes it off again", async () => {
    const at = await scene({ engine: engine() });
    await askByCommand(at);
    await pressInRow(at, "U0ALICE", 0, "Pin to the timeline");
    await expect.poll(() => pinsOf(at.register, "C0INC")).toHaveLength(1);
    await pressInRow(at, "U0BOB", 0, "Take off the timeline");
    await expect.poll(() => pinsOf(at.register, "C0INC")).toEqual([]);
    await askByCommand(at, "timeline", BOB);
    expect(told(at, BOB).at(-1)).toContain("Nothing is pinned here yet");
  });

  it("is for those who may ask here", async () => {
    const at = await scene({ access: [{ channels: ["C0INC"], who: ["U0ALICE"] }] });
    await keepPin(at.register, "C0INC", pin({}));
    await askByCommand(at, "timeline", BOB);
    expect(told(at, BOB)).toEqual([expect.stringContaining("Here only one person may ask")]);
    await askByCommand(at, "timeline privately");
    expect(at.slack.messages("D0ALICE")[0]?.text).toContain("Timeline: 1 pinned event");
    expect(at.slack.messages("C0INC")).toEqual([]);
  });
});

describe("pins", () => {
  it("are ordered by the time of their events, and forgotten after their time", async () => {
    const register = createMemoryRegister();
    await keepPin(register, "C1", pin({ eventid: "late", at: "2026-11-20T12:00:00Z", pinnedAt: 1 }));
    await keepPin(register, "C1", pin({ eventid: "early", at: "2026-11-20T09:00:00Z", pinnedAt: 5000 }));
    await keepPin(register, "C2", pin({ pinnedAt: 1 }));
    expect(await keepPin(register, "C1", pin({ eventid: "early" }))).toBe(false);
    expect((await pinsOf(register, "C1")).map(({ eventid }) => eventid)).toEqual(["early", "late"]);
    await forgetPins(register, 1000);
    expect((await pinsOf(register, "C1")).map(({ eventid }) => eventid)).toEqual(["early"]);
    expect(await pinsOf(register, "C2")).toEqual([]);
  });

  it("are no more than a file holds", async () => {
    const register = createMemoryRegister();
    for (let index = 0; index < MOST_PINS; index++) await keepPin(register, "C1", pin({ eventid: `e${index}` }));
    expect(await keepPin(register, "C1", pin({ eventid: "one more" }))).toBe(false);
  });

  it.each([
    "[click](https://evil.example)",
    "<script>alert(1)</script>",
    "https://evil.example www.evil.example",
    "@channel ~x~ **bold** `code` ![i](x)",
    "line\nbreak # heading",
  ])("in Markdown log text stays text: %j", (text) => {
    const markdown = markdownOf(
      [pin({ who: text, what: text, detail: text, eventid: text })],
      new Map([["U0ALICE", text]]),
    );
    const line = (markdown.split("\n")[2] ?? "").replace(/^- \*\*[^*]+\*\*/, "");
    expect(markdown.split("\n")).toHaveLength(4);
    expect(line).not.toMatch(/(?<!\\)[[\]()`*~]|[<>@]|:\/\/|www\.e/);
  });
});

describe("a recap", () => {
  it("lists what was asked here for all to see, and what was found, to whoever asks for it", async () => {
    const at = await scene({ engine: engine() });
    await askByCommand(at);
    await askByCommand(at, "console-logins last 3h privately");
    await askByCommand(at, "who chagned what ever", BOB);
    await askByCommand(at, "console-logins last 2h", BOB);
    await at.slack.command({ ...ALICE, command: "/trail", text: "recap" });
    await expect.poll(() => told(at).at(-1)).toContain("2 questions asked here");
    const recap = told(at).at(-1)?.split("\n") ?? [];
    expect(recap[1]).toMatch(/who-changed sg-5887f224 today: 2 changes to sg-5887f224/);
    expect(recap[2]).toMatch(/console-logins last 2h: /);
    expect(recap).toHaveLength(3);
    expect(JSON.stringify(at.slack.ephemerals("C0INC", "U0ALICE").at(-1)?.blocks)).toContain("/archives/C0INC/p");
  });

  it("looks back as far as is said, and asks back what is no time", async () => {
    const at = await scene({ engine: engine() });
    const recap = async (text: string, said: string): Promise<void> => {
      await at.slack.command({ ...ALICE, command: "/trail", text });
      await expect.poll(() => told(at).at(-1)).toContain(said);
    };
    await recap("recap last 12h", "Nothing was asked here in that time.");
    await askByCommand(at);
    await recap("recap since monday", "1 question asked here");
    await recap("recap of everything", "is no time to look back to");
  });
});
