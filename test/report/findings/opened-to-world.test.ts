import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import { row } from "../about.ts";
import { found } from "./found.ts";

/** An event at a minute past 13:00 UTC; request and response as JSON. */
function event(eventname: string, minute: number, request: unknown, response: unknown = null, changes: Row = {}): Row {
  const [requestparameters, responseelements] = [request, response].map((value) => JSON.stringify(value));
  const eventtime = `2026-11-19T13:${String(minute).padStart(2, "0")}:00Z`;
  const filled = { eventname, eventtime, eventid: `${eventname}-${minute}`, requestparameters, responseelements };
  return row({ ...filled, ...changes } as Row);
}

const ranges = (...cidrs: string[]): unknown => ({ items: cidrs.map((cidrIp) => ({ cidrIp })) });
const nested = (port: number, extra: object): unknown => ({
  groupId: "sg-1",
  ipPermissions: {
    items: [{ ipProtocol: "tcp", fromPort: port, toPort: port, groups: {}, prefixListIds: {}, ...extra }],
  },
});
const flat = (port: number, cidrIp = "0.0.0.0/0"): unknown => ({
  groupId: "sg-1",
  ipPermissions: {},
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  cidrIp,
});
const ruleSet = (id: string, extra: object): unknown => ({
  _return: true,
  securityGroupRuleSet: {
    items: [
      {
        groupId: "sg-1",
        securityGroupRuleId: id,
        isEgress: false,
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        ...extra,
      },
    ],
  },
});
const modify = (rule: unknown): unknown => ({
  ModifySecurityGroupRulesRequest: { GroupId: "sg-1", SecurityGroupRule: rule },
});
const inner = (id: string, cidr: object): unknown => ({
  SecurityGroupRuleId: id,
  tag: 1,
  SecurityGroupRule: { IpProtocol: "tcp", FromPort: 22, ToPort: 22, ...cidr },
});
const acl = (changes: object): unknown => ({
  networkAclId: "acl-1",
  ruleNumber: 100,
  egress: false,
  ruleAction: "allow",
  aclProtocol: "6",
  portRange: { from: 22, to: 22 },
  cidrBlock: "0.0.0.0/0",
  ...changes,
});

const IN = "AuthorizeSecurityGroupIngress";
const OUT = "RevokeSecurityGroupIngress";

describe("opened-to-world", () => {
  it.each([
    ["nested", IN, nested(22, { ipRanges: ranges("0.0.0.0/0") }), null, "port 22 of sg-1 to 0.0.0.0/0"],
    ["IPv6", IN, nested(143, { ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } }), null, "port 143 of sg-1 to ::/0"],
    [
      "long IPv6",
      IN,
      nested(22, { ipv6Ranges: { items: [{ cidrIpv6: "0:0:0:0:0:0:0:0/0" }] } }),
      null,
      "port 22 of sg-1 to ::/0",
    ],
    ["flat", IN, flat(22), null, "port 22 of sg-1 to 0.0.0.0/0"],
    ["flat, padded", IN, flat(22, " 10.0.0.0/0 "), null, "port 22 of sg-1 to 0.0.0.0/0"],
    [
      "response only",
      IN,
      { groupName: "web" },
      ruleSet("sgr-1", { cidrIpv4: "0.0.0.0/0" }),
      "port 22 of sg-1 to 0.0.0.0/0",
    ],
    [
      "by name",
      IN,
      { groupName: "web", ipProtocol: "tcp", fromPort: 80, toPort: 80, cidrIp: "0.0.0.0/0" },
      null,
      "port 80 of web to 0.0.0.0/0",
    ],
    [
      "all traffic",
      IN,
      { groupId: "sg-1", ipProtocol: "-1", cidrIp: "0.0.0.0/0" },
      null,
      "all traffic of sg-1 to 0.0.0.0/0",
    ],
    [
      "all ports",
      IN,
      { groupId: "sg-1", ipProtocol: "tcp", fromPort: 0, toPort: 65535, cidrIp: "0.0.0.0/0" },
      null,
      "all TCP ports of sg-1 to 0.0.0.0/0",
    ],
    [
      "UDP range",
      IN,
      { groupId: "sg-1", ipProtocol: "udp", fromPort: "1", toPort: "99", cidrIp: "0.0.0.0/0" },
      null,
      "UDP ports 1-99 of sg-1 to 0.0.0.0/0",
    ],
    [
      "modified, one",
      "ModifySecurityGroupRules",
      modify(inner("sgr-1", { CidrIpv4: "0.0.0.0/0" })),
      null,
      "port 22 of sg-1 to 0.0.0.0/0",
    ],
    [
      "modified, list",
      "ModifySecurityGroupRules",
      modify([inner("sgr-0", { CidrIpv4: "10.0.0.0/8" }), inner("sgr-1", { CidrIpv6: "::/0" })]),
      null,
      "port 22 of sg-1 to ::/0",
    ],
    ["network ACL", "CreateNetworkAclEntry", acl({}), null, "port 22 of acl-1 to 0.0.0.0/0"],
    [
      "network ACL, IPv6, all",
      "ReplaceNetworkAclEntry",
      acl({ aclProtocol: "-1", cidrBlock: undefined, ipv6CidrBlock: "::/0" }),
      null,
      "all traffic of acl-1 to ::/0",
    ],
    [
      "several",
      IN,
      {
        groupId: "sg-1",
        ipPermissions: {
          items: [22, 3389].map((port) => ({
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            ipRanges: ranges("0.0.0.0/0", "192.0.2.0/24"),
            ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] },
          })),
        },
      },
      null,
      "port 22 and port 3389 of sg-1 to 0.0.0.0/0 and ::/0",
    ],
  ])("sees it spelled %s", (_, name, request, response, words) => {
    const finding = found("opened-to-world", [event(name, 3, request, response)]);
    expect(finding).toEqual({
      name: "opened-to-world",
      severity: "high",
      text: `alice opened ${words} on 2026-11-19 at 13:03 UTC.`,
      eventids: [`${name}-3`],
    });
  });

  it.each([
    ["a network that is not the world", event(IN, 3, flat(22, "198.51.100.0/24"))],
    ["0.0.0.0/24", event(IN, 3, flat(22, "0.0.0.0/24"))],
    ["a referenced group", event(IN, 3, nested(22, { groups: { items: [{ groupId: "sg-2" }] } }))],
    ["an attempt that failed", event(IN, 3, flat(22), null, { errorcode: "Client.UnauthorizedOperation" })],
    ["an attempt flagged as failed", event(IN, 3, flat(22), null, { failed: 1 })],
    ["traffic going out", event("AuthorizeSecurityGroupEgress", 3, flat(22))],
    ["an ACL entry that denies", event("CreateNetworkAclEntry", 3, acl({ ruleAction: "deny" }))],
    ["an ACL entry for traffic going out", event("CreateNetworkAclEntry", 3, acl({ egress: true }))],
    [
      "a request that can't be read",
      event(IN, 3, null, null, { requestparameters: '{"groupId":"sg-1","cidrIp":"0.0.0.0/0"' }),
    ],
    ["a request of another shape", event(IN, 3, null, null, { requestparameters: '["0.0.0.0/0"]' })],
    ["another call", event("DescribeSecurityGroups", 3, flat(22))],
  ])("does not count %s", (_, one) => {
    expect(found("opened-to-world", [one])).toBeNull();
  });

  it("does not take a modified rule for traffic going out as an opening", () => {
    const egress = event(
      "AuthorizeSecurityGroupEgress",
      1,
      flat(22),
      ruleSet("sgr-9", { isEgress: true, cidrIpv4: "10.0.0.0/8" }),
    );
    const change = event("ModifySecurityGroupRules", 3, modify(inner("sgr-9", { CidrIpv4: "0.0.0.0/0" })));
    expect(found("opened-to-world", [egress, change])).toBeNull();
  });

  const opened = event(IN, 3, flat(22), ruleSet("sgr-1", { cidrIpv4: "0.0.0.0/0" }));
  it.each([
    ["the same rule", event(OUT, 44, flat(22), null, { actor: "carol" })],
    ["the same rule, nested", event(OUT, 44, nested(22, { ipRanges: ranges("0.0.0.0/0") }), null, { actor: "carol" })],
    [
      "its id",
      event(OUT, 44, { groupId: "sg-1", securityGroupRuleIds: { items: [{ securityGroupRuleId: "sgr-1" }] } }, null, {
        actor: "carol",
      }),
    ],
    [
      "its id in a plain list",
      event(OUT, 44, { groupId: "sg-1", securityGroupRuleIds: ["sgr-1"] }, null, { actor: "carol" }),
    ],
    [
      "the answer's list",
      event(
        OUT,
        44,
        { groupId: "sg-1" },
        { revokedSecurityGroupRuleSet: { items: [{ securityGroupRuleId: "sgr-1" }] } },
        { actor: "carol" },
      ),
    ],
    [
      "a change of the rule",
      event("ModifySecurityGroupRules", 44, modify(inner("sgr-1", { CidrIpv4: "10.0.0.0/8" })), null, {
        actor: "carol",
      }),
    ],
    ["the group's end", event("DeleteSecurityGroup", 44, { groupId: "sg-1" }, null, { actor: "carol" })],
  ])("says that it was closed again, by %s", (_, closing) => {
    const finding = found("opened-to-world", [opened, closing]);
    expect(finding?.severity).toBe("medium");
    expect(finding?.text).toBe(
      "alice opened port 22 of sg-1 to 0.0.0.0/0 on 2026-11-19 at 13:03 UTC, closed again after 41 min by carol.",
    );
    expect(finding?.eventids).toEqual(["AuthorizeSecurityGroupIngress-3", closing["eventid"]]);
  });

  it.each([
    ["before it was opened", event(OUT, 1, flat(22))],
    ["on another port", event(OUT, 44, flat(23))],
    ["in vain", event(OUT, 44, flat(22), null, { errorcode: "Client.InvalidPermission.NotFound" })],
    ["for another group", event(OUT, 44, { ...(flat(22) as object), groupId: "sg-2" })],
  ])("stays open where something was closed %s", (_, closing) => {
    expect(found("opened-to-world", [opened, closing])).toMatchObject({
      severity: "high",
      eventids: ["AuthorizeSecurityGroupIngress-3"],
    });
  });

  it("takes an intent's word that it was closed again", () => {
    const closed_again = "closed again at 2026-11-19T13:44:00Z by AppRole/deploy-17";
    const shut = event(IN, 3, flat(22), null, { closed_again });
    expect(found("opened-to-world", [shut])).toMatchObject({
      severity: "medium",
      text: "alice opened port 22 of sg-1 to 0.0.0.0/0 on 2026-11-19 at 13:03 UTC, closed again after 41 min by AppRole/deploy-17.",
      eventids: ["AuthorizeSecurityGroupIngress-3"],
    });
    const open = event(IN, 3, flat(3389), null, { closed_again: "" });
    expect(found("opened-to-world", [shut, open])).toMatchObject({
      severity: "high",
      text: expect.stringMatching(/^alice opened port 3389 .* UTC, and there was 1 more such opening\.$/),
    });
    const partly = event(IN, 3, flat(22), null, { closed_again: "partly closed again" });
    expect(found("opened-to-world", [partly])).toMatchObject({
      severity: "high",
      text: expect.stringMatching(/, partly closed again\.$/),
    });
  });

  it("closes an ACL entry by its number", () => {
    const rows = [event("CreateNetworkAclEntry", 3, acl({})), event("DeleteNetworkAclEntry", 5, acl({}))];
    expect(found("opened-to-world", rows)?.text).toMatch(/closed again after 2 min by alice\.$/);
  });

  it("tells of the one still open first and counts the others", () => {
    const rows = [opened, event(OUT, 44, flat(22)), event(IN, 50, flat(3389), null, { actor: "bob" })];
    expect(found("opened-to-world", rows, "Europe/Berlin")).toMatchObject({
      severity: "high",
      text:
        "bob opened port 3389 of sg-1 to 0.0.0.0/0 on 2026-11-19 at 14:50 Europe/Berlin (13:50 UTC), " +
        "and there was 1 more such opening.",
    });
  });

  it("says which of two rules are closed", () => {
    const both = event(
      IN,
      3,
      nested(22, { ipRanges: ranges("0.0.0.0/0"), ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } }),
    );
    const finding = found("opened-to-world", [both, event(OUT, 9, flat(22))]);
    expect(finding?.severity).toBe("high");
    expect(finding?.text).toMatch(/, partly closed again\.$/);
  });

  it("shows hostile names as text on one line", () => {
    const finding = found("opened-to-world", [
      event(IN, 3, { ...(flat(22) as object), groupId: "sg\n\u202E<!channel>" }, null, {
        actor: "\u001B[2Jаlice",
        via: "CloudFormation",
      }),
    ]);
    expect(finding?.text).toContain(
      "⟨U+001B⟩[2Jаlice (not plain ASCII) (through CloudFormation) opened port 22 of sg⏎⟨U+202E⟩<!channel>",
    );
  });

  it("keeps bounded memory and still counts", () => {
    const rows = Array.from({ length: 3000 }, (_, n) =>
      event(IN, n % 60, { ...(flat(22) as object), groupId: `sg-${n}` }),
    );
    const finding = found(
      "opened-to-world",
      rows.map((one) => ({
        ...one,
        eventtime: "2026-11-19T13:00:00Z",
        eventid: "x",
        requestparameters: String(one["requestparameters"]).replace(/sg-\d+/, "sg-1"),
      })),
    );
    expect(finding?.text).toMatch(/there were 2,999 more such openings\.$/);
  });
});
