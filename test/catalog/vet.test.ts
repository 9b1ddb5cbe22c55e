import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fingerprint } from "../../src/catalog/fingerprint.ts";
import { stampReview } from "../../src/catalog/vet.ts";

const INTENT = { sql: "SELECT eventid FROM cloudtrail" };
const SHA = fingerprint(INTENT);
const REVIEW = `reviewed: { on: 2026-11-21, sql: ${SHA} }`;
const stamped = (text: string): string => stampReview(text, INTENT, "2026-11-21");

describe("stamping a review keeps everything else to the letter", () => {
  it.each<[string, string, string]>([
    [
      "a draft without review",
      "title: A\nstatus: draft\nphrases:\n  - status: draft\n",
      `title: A\nstatus: vetted\n${REVIEW}\nphrases:\n  - status: draft\n`,
    ],
    [
      "a review on one line",
      "status: vetted\nreviewed: { on: 2026-01-01, sql: 000000000000 }\nparams: {}\n",
      `status: vetted\n${REVIEW}\nparams: {}\n`,
    ],
    [
      "a review on several lines",
      "reviewed:\n  on: 2026-01-01\n  sql: 000000000000\nstatus: draft\n",
      `${REVIEW}\nstatus: vetted\n`,
    ],
    [
      "comments",
      "status: draft     # draft | vetted\nreviewed: { on: 2026-01-01, sql: 0 }   # by alice\n# end\n",
      `status: vetted     # draft | vetted\n${REVIEW}   # by alice\n# end\n`,
    ],
    [
      "line ends of another system",
      "status: draft\r\nsql: |\r\n  x\r\n",
      `status: vetted\n${REVIEW}\r\nsql: |\r\n  x\r\n`,
    ],
    ["a file without line end", "title: A\nstatus: draft", `title: A\nstatus: vetted\n${REVIEW}`],
    ["dollar signs", "status: draft\nsummary: $& $1\n", `status: vetted\n${REVIEW}\nsummary: $& $1\n`],
  ])("%s", (_, text, expected) => {
    expect(stamped(text)).toBe(expected);
    expect(stamped(stamped(text))).toBe(expected);
  });

  it("and is read back as text, whatever its digits", () => {
    // A fingerprint of digits alone, or of digits around an e, would be read as a number.
    const texts = Array.from({ length: 4000 }, (_, index) => ({ sql: `SELECT ${index}` }));
    const numeric = texts.filter((intent) => /^\d+(e\d+)?$/.test(fingerprint(intent)));
    expect(numeric.length).toBeGreaterThan(0);
    for (const intent of numeric) {
      const file = parse(stampReview("status: draft\n", intent, "2026-11-21")) as { reviewed: { sql: unknown } };
      expect(file.reviewed.sql).toBe(fingerprint(intent));
    }
  });
});

describe("the fingerprint (fault 106)", () => {
  const SQL = "SELECT a\nFROM cloudtrail";
  it.each<[string, object]>([
    ["spaces at line ends", { sql: "SELECT a  \nFROM cloudtrail\t\n\n" }],
    ["spaces around the text", { sql: `\n${SQL}\n` }],
  ])("does not count %s", (_, file) => {
    expect(fingerprint(file)).toBe(fingerprint({ sql: SQL }));
    expect(fingerprint(file)).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each<[string, object]>([
    ["a word", { sql: "SELECT b\nFROM cloudtrail" }],
    ["the case of a letter", { sql: "SELECT A\nFROM cloudtrail" }],
    ["a comment", { sql: "SELECT a -- b\nFROM cloudtrail" }],
    ["a line break", { sql: "SELECT a FROM cloudtrail" }],
    ["becoming a step", { steps: [{ name: "one", sql: SQL }] }],
  ])("counts %s", (_, file) => {
    expect(fingerprint(file)).not.toBe(fingerprint({ sql: SQL }));
  });

  it("counts names and order of steps", () => {
    const [a, b, c] = [
      { name: "a", sql: "S1" },
      { name: "b", sql: "S2" },
      { name: "c", sql: "S1" },
    ] as const;
    const marks = [[a, b], [b, a], [c, b], [a]].map((steps) => fingerprint({ steps: steps as never }));
    expect(new Set(marks).size).toBe(4);
  });
});
