import { fieldOf, listOf, objectOf, textOf } from "./event-json.ts";

type Json = Readonly<Record<string, unknown>>;

/** A firewall rule that lets everyone in. */
export interface WorldRule {
  /** A group or network ACL by id, or by name where no id is given. */
  readonly target: string;
  /** "port 22", "all traffic", "UDP ports 1000-2000". */
  readonly what: string;
  readonly cidr: "0.0.0.0/0" | "::/0";
  /** The rule's own id, or the empty text. */
  readonly ruleId: string;
}

/** Everything of prefix length zero is the whole world, whatever address stands before it. */
const WORLD = /^[0-9a-fA-F:.]+\/0+$/;
const PROTOCOLS: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  "-1": "all",
};
const LAST_PORT = 65_535;

/** A text that two rules share when one closes what the other opened. */
export function ruleKey({ target, what, cidr }: WorldRule): string {
  return `${target}|${what}|${cidr}`;
}

/**
 * The world rules in a permission of any spelling: a request's flat form or one of its `ipPermissions`, an item of a
 * response's rule set, the inner rule of a modification, an entry of a network ACL.
 */
export function worldRules(permission: Json, target: string, ruleId = ""): WorldRule[] {
  const ranges = [...listOf(fieldOf(permission, "ipRanges")), ...listOf(fieldOf(permission, "ipv6Ranges"))];
  const cidrs = [permission, ...ranges.map(objectOf)].flatMap(cidrsIn);
  const inText = ranges.filter((range) => typeof range === "string");
  const families = new Set(
    [...cidrs, ...inText]
      .map((cidr) => cidr.trim())
      .filter((cidr) => WORLD.test(cidr))
      .map(family),
  );
  const id = ruleId || textOf(permission, "securityGroupRuleId");
  const what = trafficOf(permission);
  return [...families].map((cidr) => ({ target, what, cidr, ruleId: id }));
}

function cidrsIn(object: Json): string[] {
  return ["cidrIp", "cidrIpv4", "cidrIpv6", "cidrBlock", "ipv6CidrBlock"]
    .map((name) => textOf(object, name))
    .filter((cidr) => cidr !== "");
}

function family(cidr: string): WorldRule["cidr"] {
  return cidr.includes(":") ? "::/0" : "0.0.0.0/0";
}

function trafficOf(permission: Json): string {
  const spelled = textOf(permission, "ipProtocol", "aclProtocol", "protocol").toLowerCase();
  const protocol = PROTOCOLS[spelled] ?? spelled;
  const range = objectOf(fieldOf(permission, "portRange"));
  const from = portOf(textOf(permission, "fromPort") || textOf(range, "from"));
  const to = portOf(textOf(permission, "toPort") || textOf(range, "to"));
  if (protocol === "all" || protocol === "") return "all traffic";
  if (protocol !== "tcp" && protocol !== "udp")
    return protocol.startsWith("icmp") ? "ICMP" : `protocol ${protocol.slice(0, 20)}`;
  return portsInWords(protocol === "udp" ? "UDP " : "", from, to);
}

function portsInWords(udp: string, from: number | null, to: number | null): string {
  const [first, last] = [from ?? to ?? 0, to ?? from ?? LAST_PORT];
  if (first <= 0 && last >= LAST_PORT) return `all ${udp === "" ? "TCP " : udp}ports`;
  return first === last ? `${udp}port ${first}` : `${udp}ports ${first}-${last}`;
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
}
