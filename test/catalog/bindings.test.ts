import { describe, expect, it } from "vitest";
import { bindParams } from "../../src/catalog/bindings.ts";
import type { ParamType } from "../../src/catalog/schema.ts";
import type { Params } from "../../src/question/interpretation.ts";
import { intent } from "../fixtures/an-intent.ts";

const WINDOW = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };

/** What `:value` becomes in an intent with one param of the given type. */
function bound(type: ParamType, given: Params[string] | undefined, parts = {}): readonly string[] {
  const params = { value: { type, description: "the value", ...parts } };
  const bindings = bindParams(intent({ params }), given === undefined ? {} : { value: given }, WINDOW);
  return bindings.get("value")?.values ?? [];
}

describe("values (faults 89, 92, 93, 95 and 96)", () => {
  it.each<[ParamType, string, string]>([
    ["resource", " SG-5887F224 ", "sg-5887f224"],
    ["resource", "Payroll-Bucket", "Payroll-Bucket"],
    ["user", "O'Brien", "O'Brien"],
    ["user", "\\' OR 1=1 --", "\\' OR 1=1 --"],
    ["user", "1, 2", "1, 2"],
    ["user", "current_user", "current_user"],
    ["account", "011122223333", "011122223333"],
    ["account", "1111-2222-3333", "111122223333"],
    ["region", "EU-Central-1", "eu-central-1"],
    ["service", "s3", "s3.amazonaws.com"],
    ["service", "security hub", "securityhub.amazonaws.com"],
    ["service", "sts.amazonaws.com", "sts.amazonaws.com"],
    ["action", "ec2:RunInstances", "RunInstances"],
    ["access-key", "akiaiosfodnn7example", "AKIAIOSFODNN7EXAMPLE"],
    ["port", "22", "22"],
    ["cidr", "198.51.100.7", "198.51.100.7/32"],
    ["bucket", "s3://payroll/2026/x", "payroll"],
    ["event-id", "6F1A2B3C-0000-4000-8000-000000000001", "6f1a2b3c-0000-4000-8000-000000000001"],
  ])("%s %j binds %j", (type, given, expected) => {
    expect(bound(type, given)).toEqual([expected]);
  });

  it.each<[ParamType, string, RegExp]>([
    ["resource", "sg-1' OR '1'='1", /quotes, backslashes and semicolons never stand in one/],
    ["resource", "sg", /too short/],
    ["resource", "%".repeat(2), /too short/],
    ["user", "", /empty/],
    ["user", "a\u0000b", /control character/],
    ["user", "a\ud800", /half a character/],
    ["user", "x".repeat(1025), /longer than 1024/],
    ["user", "'".repeat(600), /longer than 1024/],
    ["account", "11112222333", /12 digits/],
    ["account", "１１１１２２２２３３３３", /12 digits/],
    ["ip", "198.51.100.256", /not an IP address/],
    ["ip", "198.51.100.0/33", /not an IP address/],
    ["action", "Run Instances", /not an event name/],
    ["access-key", "AKIA'", /not the id of an access key/],
    ["port", "65536", /not a port/],
    ["event-id", "6f1a", /not the id of an event/],
  ])("%s %j is refused", (type, given, reason) => {
    expect(() => bound(type, given)).toThrow(
      expect.objectContaining({ code: "refused", message: expect.stringMatching(reason) }),
    );
  });

  it("of many stay in order, one of them or fifty at most (fault 97)", () => {
    expect(bound("resource", ["i-1a", "i-2b"], { many: true })).toEqual(["i-1a", "i-2b"]);
    const ids = Array.from({ length: 51 }, (_, index) => `b${index}c`);
    expect(bound("resource", ids.slice(1), { many: true })).toHaveLength(50);
    expect(() => bound("resource", ids, { many: true })).toThrow("51 values of value are too many: give 50 at most.");
    expect(() => bound("resource", ["i-1a", "i-2b"])).toThrow("Give one value, not 2: ask once for each.");
  });

  it("left out bind the empty text, or are asked for (fault 55)", () => {
    expect(bound("user", undefined, { optional: true })).toEqual([""]);
    expect(bound("user", [], { optional: true })).toEqual([""]);
    expect(() => bound("user", undefined)).toThrow(
      expect.objectContaining({ code: "asked", message: "who-touched needs the value: name it in the question." }),
    );
  });

  it("of a param that the intent does not have are refused, the scope apart", () => {
    const params = { resource: "sg-5887f224" };
    const bind = (more: Params) => bindParams(intent(), { ...params, ...more }, WINDOW);
    expect(bind({ account: "111122223333", region: "us-east-1" }).get("account")).toBeUndefined();
    expect(() => bind({ owner: "alice" })).toThrow(
      "who-touched has no param named owner: it knows resource, account, region.",
    );
    expect(() => bind({ constructor: "alice" })).toThrow(/no param named constructor/);
  });

  it("hold no more than a literal of Athena does, counted with quotes doubled (fault 96)", () => {
    const user = (value: string) => () => bound("user", value);
    expect(user("x".repeat(900))).not.toThrow();
    expect(user("'".repeat(500))).toThrow(/too long for one search/);
    const ids = Array.from({ length: 40 }, (_, index) => `a-bucket-with-a-long-name-${index}`);
    expect(() => bound("resource", ids, { many: true })).toThrow(
      expect.objectContaining({ code: "refused", message: expect.stringMatching(/ask about fewer of them/) }),
    );
  });
});

describe("what comes besides", () => {
  it("is the window, and a pattern where the type has one", () => {
    const params = {
      resource: { type: "resource", description: "id" },
      service: { type: "service", description: "s" },
    } as const;
    const bindings = bindParams(intent({ params }), { resource: "i-1a", service: "s3" }, WINDOW);
    expect([...bindings.keys()]).toEqual(["from", "to", "resource", "resource_pattern", "resource_quoted", "service"]);
    expect(bindings.get("from")?.values).toEqual([WINDOW.start]);
    expect(bindings.get("to")?.values).toEqual([WINDOW.end]);
    expect(bindings.get("resource_pattern")?.needle).toBe("i-1a");
  });

  it("matches everything where an optional param is left out", () => {
    const params = { user: { type: "user", optional: true, description: "who" } } as const;
    expect(bindParams(intent({ params }), {}, WINDOW).get("user_pattern")).toEqual({ values: [""] });
  });
});
