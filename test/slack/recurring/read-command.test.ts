import { describe, expect, it } from "vitest";
import { readScheduleCommand } from "../../../src/slack/recurring/read-command.ts";

describe("/trail schedule …", () => {
  it.each([
    ["schedule", { is: "list" }],
    ["Schedules list", { is: "list" }],
    ["schedule pause 3", { is: "pause", number: 3 }],
    ["schedule resume #3", { is: "resume", number: 3 }],
    ["schedule remove 12", { is: "remove", number: 12 }],
    ["schedule delete 12", { is: "remove", number: 12 }],
    ["schedule run 3 now", { is: "run", number: 3 }],
    ["schedule run now 3", { is: "run", number: 3 }],
    ["schedule pause", { is: "asked", message: expect.stringContaining("“schedule pause 3”") }],
    ["schedule access-denied last 24h", { is: "asked", message: expect.stringContaining("Say first how often") }],
    ["schedule daily 09:00", { is: "asked", message: expect.stringContaining("Say what to ask daily at 09:00") }],
    ["schedule daily 09:00 access-denied last 24h", { is: "make", text: "access-denied last 24h", isQuiet: false }],
    ["schedule daily 09:00 console-logins yesterday quiet", { text: "console-logins yesterday", isQuiet: true }],
    ["schedule quiet daily 09:00 console-logins yesterday", { text: "console-logins yesterday", isQuiet: true }],
    [
      "schedule console-logins yesterday quietly every monday 07:00",
      { text: "console-logins yesterday", isQuiet: true },
    ],
    ["schedule daily 09:00 --quiet console-logins yesterday", { text: "console-logins yesterday", isQuiet: true }],
    ["schedule daily 09:00 digest", { text: "digest", isQuiet: false }],
    ["schedule weekdays 8:30 digest yesterday quiet", { text: "digest yesterday", isQuiet: true }],
    ["schedule daily 09:00 who changed digest-bucket today", { text: "who changed digest-bucket today" }],
  ])("%s", (words, command) => {
    expect(readScheduleCommand(words)).toMatchObject(command);
  });

  it.each(["who changed sg-1 yesterday", "scheduled deletions of keys", "reschedule", ""])("is not: %s", (words) => {
    expect(readScheduleCommand(words)).toBeNull();
  });
});
