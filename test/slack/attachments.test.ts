import { expect, it } from "vitest";
import { scene } from "../fixtures/bot.ts";
import { ALICE, lastThread, told } from "../fixtures/conversation.ts";

const EVENT = "event 11111111-1111-4111-8111-111111111111 since 2026-11-20";

it("an event comes with its record as a file beside the CSV", async () => {
  const at = await scene();
  await at.slack.command({ ...ALICE, command: "/trail", text: EVENT });
  await at.quiet();
  const [, , csv, record, ...more] = lastThread(at.slack, "C0INC");
  expect(more).toEqual([]);
  expect(csv?.files[0]?.name).toMatch(/^event-11111111-.*\.csv$/);
  expect(record?.files[0]?.name).toMatch(/^event-11111111-.*-event\.json$/);
  expect(record?.text).toContain("The record as CloudTrail wrote it");
  expect(JSON.parse(at.slack.content(record?.files[0]?.id ?? "").toString())).toMatchObject({
    eventID: "11111111-1111-4111-8111-111111111111",
    eventName: "AuthorizeSecurityGroupIngress",
    requestParameters: { groupId: "sg-5887f224" },
  });
});

it("where Slack does not take one of the files, the other still comes", async () => {
  const at = await scene();
  at.slack.fail("files.getUploadURLExternal", { kind: "error", error: "storage_limit_reached" });
  await at.slack.command({ ...ALICE, command: "/trail", text: EVENT });
  await at.quiet();
  const files = lastThread(at.slack, "C0INC").flatMap((message) => message.files);
  expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/-event\.json$/)]);
  expect(told(at).join()).toContain("The CSV could not be sent to Slack (storage_limit_reached)");
});
