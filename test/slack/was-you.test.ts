import { describe, expect, it } from "vitest";
import { EMAIL_SCOPES, SCOPES } from "../../src/slack/names.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { forgetInquiries, INQUIRIES } from "../../src/slack/was-you/inquiry.ts";
import { recordsOf } from "../fixtures/audit.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { scene, type Scene } from "../fixtures/bot.ts";
import { askByCommand, labelsOf, lastThread, pressLabel, told } from "../fixtures/conversation.ts";

const columns = ["eventtime", "eventid", "actor", "actor_kind", "eventname", "detail", "hidden"].map((name) => ({
  name,
  type: "varchar" as const,
}));
const row = (actor: string) => ({
  eventtime: "2026-11-20T10:30:00Z",
  eventid: `e-${actor}`,
  actor,
  actor_kind: "sso",
  eventname: "StopLogging",
  detail: "{}",
  hidden: "",
});
const ASK_BOB = "Ask bob@example.com: was this you?";

/** A channel in which trails were stopped by these people. */
function tamperedBy(actors: readonly string[], hasEmail = true): Promise<Scene> {
  const engine = createMemoryEngine(() => ({ columns, rows: actors.map(row) }));
  return scene({ engine, bot: { hasEmail }, slack: { scopes: [...Object.keys(SCOPES), ...EMAIL_SCOPES] } });
}

const QUESTION = "trail-tampering today";

describe("was this you?", () => {
  it("asks the person whom a finding names, and writes the answer into the thread", async () => {
    const at = await tamperedBy(["bob@example.com"]);
    const [root, answer] = await askByCommand(at, QUESTION);
    await pressLabel(at, "U0ALICE", answer, ASK_BOB);
    const inThread = (): string => at.slack.thread("C0INC", root?.ts ?? "").at(-1)?.text ?? "";
    await expect.poll(inThread).toBe("Somebody was asked whether this was them: no answer yet.");
    const [question] = at.slack.messages("D0BOB");
    expect(question?.text).toContain("Was this you?");
    expect(question?.text).toContain("bob@example.com");
    await pressLabel(at, "U0BOB", question, "No, it was not");
    await expect.poll(inThread).toMatch(/^Asked whether this was them: no, it was not \(answered after \d+ s\)\.$/);
    await expect.poll(() => at.slack.messages("D0BOB")[0]?.text).toContain("You said that it was not you.");
    expect(labelsOf(at.slack.messages("D0BOB")[0])).toEqual([]);
    expect((await recordsOf(at.audit)).at(-1)).toMatchObject({ event: "shown", outcome: "was-you asked of U0BOB" });
  });

  it("asks once, takes one answer, and from nobody else", async () => {
    const at = await tamperedBy(["bob@example.com"]);
    const [, answer] = await askByCommand(at, QUESTION);
    await pressLabel(at, "U0ALICE", answer, ASK_BOB);
    await expect.poll(() => at.slack.messages("D0BOB")).toHaveLength(1);
    await pressLabel(at, "U0ALICE", answer, ASK_BOB);
    await expect.poll(() => told(at).at(-1)).toMatch(/^This person was asked \d+ s ago/);
    expect(at.slack.messages("D0BOB")).toHaveLength(1);
    const [question] = at.slack.messages("D0BOB");
    await pressLabel(at, "U0ALICE", question, "Yes, it was me");
    await expect
      .poll(() => at.slack.ephemerals("D0BOB", "U0ALICE").at(-1)?.text)
      .toContain("Only the person who was asked");
    await pressLabel(at, "U0BOB", question, "Yes, it was me");
    await expect.poll(() => lastThread(at.slack, "C0INC").at(-1)?.text).toContain("yes, it was");
    await pressLabel(at, "U0BOB", question, "No, it was not").catch(() => undefined);
    expect(lastThread(at.slack, "C0INC").at(-1)?.text).toContain("yes, it was");
  });

  it.each([
    ["without the feature", ["bob@example.com"], false],
    ["of somebody whom Slack does not know", ["nobody@example.com"], true],
    ["of a name that is no address", ["bob"], true],
    ["of oneself", ["alice@example.com"], true],
  ])("is not offered %s", async (_, actors, hasEmail) => {
    const at = await tamperedBy(actors, hasEmail);
    const [, answer] = await askByCommand(at, QUESTION);
    expect(labelsOf(answer).join()).not.toContain("was this you");
    expect(labelsOf(answer)).toContain("Verify");
  });

  it("is forgotten after its time", async () => {
    const register = createMemoryRegister();
    const inquiry = {
      job: "j",
      person: "U1",
      by: "U2",
      sentence: "x",
      channel: "C1",
      thread: null,
      ts: "1.1",
      answer: null,
    };
    await register.put(INQUIRIES, "old", { ...inquiry, askedAt: 1 }, null);
    await register.put(INQUIRIES, "new", { ...inquiry, askedAt: 5000 }, null);
    await forgetInquiries(register, 1000);
    expect((await register.list(INQUIRIES)).map(({ id }) => id)).toEqual(["new"]);
  });
});
