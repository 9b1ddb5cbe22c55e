import { describe, expect, it } from "vitest";
import { spanAfter, spanBefore } from "../../../src/question/window/duration.ts";

describe("Default lengths", () => {
  it.each([
    ["30m", "2026-03-29T08:00:00Z", "2026-03-29T07:30:00Z"],
    ["24h", "2026-03-29T08:00:00Z", "2026-03-28T08:00:00Z"],
    ["1d", "2026-03-29T08:00:00Z", "2026-03-28T09:00:00Z"],
    ["400d", "2026-03-29T08:00:00Z", "2025-02-22T09:00:00Z"],
  ])("%s before %s in Berlin", (length, end, expected) => {
    expect(spanBefore(length, end, "Europe/Berlin")).toBe(expected);
  });

  it.each([
    ["90m", "2026-10-24T12:00:00Z", "2026-10-24T13:30:00Z"],
    ["24h", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"],
    ["1d", "2026-10-24T12:00:00Z", "2026-10-25T13:00:00Z"],
  ])("%s after %s in Berlin", (length, start, expected) => {
    expect(spanAfter(length, start, "Europe/Berlin")).toBe(expected);
  });

  it.each(["", "0h", "01h", "12345d", "12w", "-5h", "1.5h", "h", "12 h"])("refuses %j", (length) => {
    expect(() => spanBefore(length, "2026-03-29T08:00:00Z", "UTC")).toThrow(RangeError);
  });
});
