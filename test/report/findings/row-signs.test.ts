import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import { found } from "./found.ts";

const at = (row: Row, minute = 0): Row => ({
  eventtime: `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`,
  eventid: `e${minute}`,
  eventname: "PutBucketPolicy",
  actor: "alice",
  actor_kind: "person",
  sourceipaddress: "203.0.113.9",
  hidden: "",
  ...row,
});

describe("made-public", () => {
  it.each([
    ["public", true],
    ["everyone with an AWS account", true],
    ["block of public access taken off", true],
    ["block of public access taken off in part or whole", true],
    ["policy lets everyone in (unless a condition forbids)", true],
    ["not public", false],
    ["public access blocked", false],
    ["everyone, under conditions", false],
    ["another account", false],
    ["", false],
  ])("%s", (exposure, expected) => expect(found("made-public", [at({ exposure })]) !== null).toBe(expected));

  it("names who, what and when, and counts the rest", () => {
    const rows = [at({ exposure: "public", bucket: "payroll" }), at({ exposure: "public", bucket: "other" }, 5)];
    expect(found("made-public", rows)).toMatchObject({
      severity: "high",
      text: "alice opened payroll to more than this organization (public) on 2026-11-20 at 10:00 UTC, and there is 1 more such change.",
      eventids: expect.arrayContaining(["e0", "e5"]),
    });
  });

  it("is told by a reason as well, but not of a failed attempt", () => {
    expect(found("made-public", [at({ why: "everyone may use it", target: "f" })])?.text).toContain("opened f to");
    expect(found("made-public", [at({ exposure: "public", errorcode: "AccessDenied" })])).toBeNull();
  });
});

describe("protection-weakened", () => {
  it("tells what was weakened", () => {
    expect(found("protection-weakened", [at({ weakened: true, bucket: "payroll" })])?.text).toBe(
      "alice weakened the protection of payroll (PutBucketPolicy) on 2026-11-20 at 10:00 UTC.",
    );
    expect(found("protection-weakened", [at({ weakened: false })])).toBeNull();
  });
});

describe("permissions-raised", () => {
  it("tells why", () => {
    expect(found("permissions-raised", [at({ why: "administrator policy attached to bob" })])?.text).toBe(
      "alice may have raised permissions: administrator policy attached to bob (PutBucketPolicy) on 2026-11-20 at 10:00 UTC.",
    );
    expect(found("permissions-raised", [at({ why: "x", errorcode: "AccessDenied" })])).toBeNull();
  });
});

describe("shared-outside", () => {
  it("names the account", () => {
    expect(found("shared-outside", [at({ why: "key granted to account 444455556666" })])?.text).toBe(
      "alice shared something (PutBucketPolicy) with another account (key granted to account 444455556666) on 2026-11-20 at 10:00 UTC.",
    );
    expect(found("shared-outside", [at({ exposure: "another account", bucket: "b" })])).toMatchObject({
      severity: "medium",
    });
    expect(found("shared-outside", [at({ exposure: "public" })])).toBeNull();
  });
});

describe("used-outside", () => {
  it("tells calls that likely came from outside alone", () => {
    const rows = [
      at({ from_outside: "likely", actor: "i-0abc" }),
      at({ from_outside: "perhaps" }, 1),
      at({ from_outside: "no" }, 2),
    ];
    expect(found("used-outside", rows)?.text).toBe(
      "Credentials of i-0abc were likely used from outside, from 203.0.113.9 (PutBucketPolicy) on 2026-11-20 at 10:00 UTC.",
    );
    expect(found("used-outside", rows.slice(1))).toBeNull();
  });
});

describe("anonymous-access", () => {
  it.each([
    ["GetObject", "read from payroll"],
    ["PutObject", "changed something in payroll"],
    ["ListObjects", "looked into payroll"],
  ])("%s", (eventname, words) => {
    expect(found("anonymous-access", [at({ eventname, bucket: "payroll", refused: 0 })])?.text).toContain(words);
  });

  it("says nothing of what was refused", () => {
    expect(found("anonymous-access", [at({ bucket: "payroll", refused: 1 })])).toBeNull();
  });
});

describe("denied-from-above", () => {
  it("tells policies of the organization alone", () => {
    const denied = (reason: string) =>
      found("denied-from-above", [at({ reason, action: "ec2:RunInstances", errorcode: "AccessDenied" })]);
    expect(denied("an explicit deny in a service control policy")?.text).toMatch(
      /^alice was refused ec2:RunInstances by a policy of the organization/,
    );
    expect(denied("no resource control policy allows it")).not.toBeNull();
    expect(denied("no identity-based policy allows it")).toBeNull();
  });
});
