import { describe, expect, it } from "vitest";
import {
  assumptions,
  KNOWN_NAMES,
  knownBindings,
  knownFault,
  NOTHING_KNOWN,
  type Known,
} from "../../src/catalog/known.ts";
import { sqlFaults } from "../../src/catalog/sql-faults.ts";

const WINDOW = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };
const KNOWN: Known = {
  networks: ["198.51.100.0/24", "203.0.113.7"],
  hours: { from: "08:00", to: "18:00", zone: "UTC", days: ["thu"] },
  deployers: ["terraform-*", "AWSReservedSSO_Deploy_*", "ci.bot"],
  vendors: ["777788889999"],
  accounts: ["111122223333"],
};

function pattern(known: Known, name: string): RegExp {
  const text = knownBindings(known, WINDOW, "Europe/Berlin").get(`known.${name}`)?.values[0] ?? "(missing)";
  return text.startsWith("(?i)") ? new RegExp(text.slice(4), "i") : new RegExp(text);
}

describe("what is configured as known", () => {
  it.each([
    ["networks", "198.51.100.77", true],
    ["networks", "203.0.113.7", true],
    ["networks", "203.0.113.77", false],
    ["networks", "cloudformation.amazonaws.com", false],
    ["hours", "2026-11-19T08:00:00Z", true],
    ["hours", "2026-11-19T18:00:00Z", false],
    ["deployers", "terraform-prod/run-12 terraform-prod", true],
    ["deployers", "Terraform-Prod", true],
    ["deployers", "my-terraform-prod", false],
    ["deployers", "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Deploy_0123/carol@example.com", true],
    ["deployers", "ci.bot", true],
    ["deployers", "cixbot", false],
    ["deployers", "alice", false],
    ["vendors", "777788889999", true],
    ["vendors", "111122223333", false],
    ["accounts", "111122223333", true],
    ["accounts", "7777888899991", false],
  ])("%s: %s", (name, text, expected) => {
    expect(pattern(KNOWN, name).test(text)).toBe(expected);
    expect(assumptions([...KNOWN_NAMES], KNOWN, "UTC")).toEqual([]);
  });
});

describe("where nothing is configured", () => {
  it.each([
    ["networks", "192.0.2.1", true],
    ["hours", "2026-11-19T08:00:00Z", true],
    ["hours", "2026-11-19T05:30:00Z", false],
    ["deployers", "terraform-prod", false],
    ["vendors", "777788889999", false],
    ["accounts", "111122223333", false],
    ["accounts", "", false],
  ])("%s: %s", (name, text, expected) => expect(pattern(NOTHING_KNOWN, name).test(text)).toBe(expected));

  it("says what was assumed, of what the question takes alone", () => {
    expect(assumptions(["hours", "vendors"], NOTHING_KNOWN, "Europe/Berlin")).toEqual([
      "No working hours are configured (known.hours): Monday to Friday, 07:00 to 20:00 Europe/Berlin, were assumed.",
      "No vendors are configured (known.vendors).",
    ]);
  });
});

describe("faults", () => {
  it("a network that cannot be searched exactly, or too many of them", () => {
    expect(knownFault({ ...KNOWN, networks: ["2001:db8:0:1::/50"] })).toMatch(/2001:db8:0:1::\/50 cannot be searched/);
    const many = Array.from({ length: 200 }, (_, n) => `10.${n}.0.0/16`);
    expect(knownFault({ ...KNOWN, networks: many })).toMatch(/known.networks is too long/);
    expect(knownFault(KNOWN)).toBeNull();
  });

  it("SQL that takes something else for known", () => {
    const intent = {
      id: "x",
      params: {},
      sql: "SELECT eventid FROM cloudtrail WHERE regexp_like(actor, :known.friends)",
    };
    expect(sqlFaults(intent)).toEqual([
      "its SQL takes :known.friends: of what is known there is networks, hours, deployers, vendors, accounts.",
    ]);
  });
});
