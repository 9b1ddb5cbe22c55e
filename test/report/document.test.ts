import { describe, expect, it } from "vitest";
import { answeredDocument, documentWithout, serialise } from "../../src/report/document.ts";
import { ABOUT, COVERAGE, reportOf, row } from "./about.ts";

const KEYS = (
  "status intent params window engine headline findings columns rows rowCount truncated hidden coverage scannedBytes " +
  "price executions followups candidates message"
).split(" ");

describe("answeredDocument", () => {
  const report = reportOf([row(), row({ hidden: "read" })], {
    intent: {
      ...ABOUT.intent,
      followups: [{ intent: "user-activity", label: "More of {actor}", params: { user: "actor" } }],
    },
  });
  const document = JSON.parse(serialise(answeredDocument(report))) as Record<string, unknown>;

  it("has exactly the keys that others rely on", () => {
    expect(Object.keys(document)).toEqual(KEYS);
    expect(Object.keys(document["window"] as object)).toEqual(["start", "end", "zone", "text"]);
    expect(Object.keys(document["coverage"] as object)).toEqual(
      Object.keys(COVERAGE).filter((key) => key !== "repairedRecords" && key !== "isSampled"),
    );
  });

  it("says what the report says", () => {
    expect(document).toMatchObject({
      status: "answered",
      intent: "who-changed",
      params: { resource: "sg-1" },
      engine: "duckdb",
      headline: "1 change to sg-1 by alice.",
      rows: [{ eventid: "id-1", hidden: "" }],
      rowCount: 1,
      truncated: false,
      hidden: { failures: 0, reads: 1, services: 0 },
      scannedBytes: 812_345,
      price: 0,
      executions: [{ id: "e1", sql: "SELECT 1", values: ["sg-1"], reusedFrom: null }],
      followups: [{ intent: "user-activity", label: "More of alice", params: { user: "alice" } }],
      candidates: [],
      message: null,
    });
  });
});

describe("documentWithout", () => {
  it.each(["asked", "refused", "failed"] as const)("has every key for status %s", (status) => {
    const document = documentWithout(status, {
      message: "Which bucket?",
      candidates: [{ intent: "event", text: "event 1" }],
    });
    expect(Object.keys(document).toSorted()).toEqual(KEYS.toSorted());
    expect(document).toMatchObject({
      status,
      params: {},
      window: null,
      rows: [],
      rowCount: null,
      hidden: { failures: null, reads: null, services: null },
      message: "Which bucket?",
      candidates: [{ intent: "event", text: "event 1" }],
    });
  });
});

describe("serialise", () => {
  it("fault 183: gives one line that moves no terminal and reads back the same", () => {
    const message = "a\u001B[2J\u009B2J\u202E\u200B\u2028\uFEFF\n\r\u{1F44D}é";
    const text = serialise(documentWithout("asked", { message }));
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect((JSON.parse(text) as { message: string }).message).toBe(message);
    expect(text).toContain("\u{1F44D}é");
  });
});
