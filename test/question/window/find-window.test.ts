import { describe, expect, it } from "vitest";
import { findWindow } from "../../../src/question/window/find-window.ts";
import { FRIDAY, written } from "./reference.ts";

const DAY_BEFORE = "2026-11-19T00:00 .. 2026-11-20T00:00";

describe("The time in a question", () => {
  it.each([
    [
      "who changed \uE000 between 2 and 4pm yesterday, please",
      "2026-11-19T14:00 .. 2026-11-19T16:00",
      ["between 2 and 4pm yesterday"],
    ],
    [
      "yesterday who changed \uE000 between 2 and 4pm?",
      "2026-11-19T14:00 .. 2026-11-19T16:00",
      ["yesterday", "between 2 and 4pm"],
    ],
    [
      "between 2 and 4pm who changed \uE000 on monday",
      "2026-11-16T14:00 .. 2026-11-16T16:00",
      ["between 2 and 4pm", "on monday"],
    ],
    ["last week \uE000 changes on monday", "2026-11-09T00:00 .. 2026-11-10T00:00", ["last week", "on monday"]],
    ["who logged in yesterday", DAY_BEFORE, ["yesterday"]],
    ["who signed in on monday", "2026-11-16T00:00 .. 2026-11-17T00:00", ["on monday"]],
    ["where did \uE000 log in from on tuesday", "2026-11-17T00:00 .. 2026-11-18T00:00", ["on tuesday"]],
    ["which ips did \uE000 sign in from yesterday", DAY_BEFORE, ["yesterday"]],
    ["who signed in from 8am to 10am today", "2026-11-20T08:00 .. 2026-11-20T10:00", ["from 8am to 10am today"]],
    ["yesterday's logins", DAY_BEFORE, ["yesterday's"]],
    ["who changed \uE000 (yesterday)?", DAY_BEFORE, ["yesterday"]],
    ["*yesterday*: who changed \uE000", DAY_BEFORE, ["yesterday"]],
    [
      "who\u00a0changed \uE000 on\u00a0the\u00a018th",
      "2026-11-18T00:00 .. 2026-11-19T00:00",
      ["on\u00a0the\u00a018th"],
    ],
    ["WHO CHANGED \uE000 YESTERDAY", DAY_BEFORE, ["YESTERDAY"]],
    ["who chagned \uE000 yesterdy", DAY_BEFORE, ["yesterdy"]],
    ["\uE000 2h", "2026-11-20T12:05:30 .. now", ["2h"]],
    ["top 10 callers for the last 24 hrs", "2026-11-19T14:05:30 .. now", ["for the last 24 hrs"]],
    ["last 20 events of the last 2 days", "2026-11-18T14:05:30 .. now", ["of the last 2 days"]],
    ["iam changes in march by \uE000", "2026-03-01T00:00 .. 2026-04-01T00:00", ["in march"]],
    ["may 5th changes", "2026-05-05T00:00 .. 2026-05-06T00:00", ["may 5th"]],
    [
      "in the hour before 12:32 who changed \uE000",
      "2026-11-20T11:32 .. 2026-11-20T12:32",
      ["in the hour before 12:32"],
    ],
    ["\u00b110m around 12:32 for \uE000", "2026-11-20T12:22 .. 2026-11-20T12:42", ["\u00b110m around 12:32"]],
    ["changes at 10:00 UTC yesterday by \uE000", "about 2026-11-19T10:00Z", ["at 10:00 UTC yesterday"]],
    [
      "\uE000 yesterday 10:00-12:00 (UTC) for \uE001",
      "2026-11-19T10:00Z .. 2026-11-19T12:00Z",
      ["yesterday 10:00-12:00 (UTC)"],
    ],
    ["at noon UTC, noon for \uE000", "about 2026-11-20T12:00Z", ["at noon UTC", "noon"]],
    ["UTC is great \uE000 yesterday", DAY_BEFORE, ["yesterday"]],
    ["earliest=-1d@d latest=@d \uE000", DAY_BEFORE, ["earliest=-1d@d latest=@d"]],
    ["from now-6h to now-1h on \uE000", "2026-11-20T08:05:30 .. 2026-11-20T13:05:30", ["from now-6h to now-1h"]],
    ["who changed \uE000 until yesterday", "open .. 2026-11-19T00:00", ["until yesterday"]],
    ["what’s the \uE000 role up to this morning", "2026-11-20T06:00 .. 2026-11-20T12:00", ["this morning"]],
    ["what has \uE000 been up to today", "2026-11-20T00:00 .. now", ["today"]],
    ["changes to \uE000 up to yesterday", "open .. 2026-11-19T00:00", ["up to yesterday"]],
    ["what did \uE000 do that it never did before yesterday", DAY_BEFORE, ["yesterday"]],
    ["what did \uE000 do before yesterday", "open .. 2026-11-19T00:00", ["before yesterday"]],
    ["top 5 last month", "2026-10-01T00:00 .. 2026-11-01T00:00", ["last month"]],
    ["top 10 10:00-11:00 yesterday", "2026-11-19T10:00 .. 2026-11-19T11:00", ["10:00-11:00 yesterday"]],
    ["failed logins fri", "2026-11-13T00:00 .. 2026-11-14T00:00", ["fri"]],
    ["compare yesterday and today", "2026-11-19T00:00 .. now", ["yesterday and today"]],
    ["who opened port 22 in 2 accounts last night", "2026-11-19T18:00 .. 2026-11-20T06:00", ["last night"]],
    ["what changed around 3 on \uE000", "about 2026-11-20T03:00", ["around 3"]],
    [
      "who changed \uE000 <!date^1455651722^{date}|Feb 16>",
      "about 2016-02-16T19:42:02Z",
      ["<!date^1455651722^{date}|Feb 16>"],
    ],
  ])("%s", (question, expected, words) => {
    const reading = findWindow(question, FRIDAY);
    if (reading.kind !== "window") return expect(reading).toBe("a window");
    expect({ start: reading.window.start, end: reading.window.end }).toEqual(written(expected, FRIDAY));
    expect(reading.spans.map(({ start, end }) => question.slice(start, end))).toEqual(words);
  });

  it("keeps the words as typed and the asker's zone", () => {
    const reading = findWindow("who changed \uE000 since Monday 9AM ?", FRIDAY);
    expect(reading).toMatchObject({ kind: "window", window: { text: "since Monday 9AM", zone: "Europe/Berlin" } });
  });

  it("names the zone that the words name", () => {
    expect(findWindow("\uE000 at 10:00 UTC", FRIDAY)).toMatchObject({ window: { zone: "UTC" } });
    expect(findWindow("\uE000 at 10:00 +02:00", FRIDAY)).toMatchObject({ window: { zone: "Europe/Berlin" } });
  });
});
