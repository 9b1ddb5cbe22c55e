import ipaddr from "ipaddr.js";
import { TrailError } from "../errors.ts";
import { literalPattern } from "./name-pattern.ts";

/**
 * A pattern for source addresses: single ones and networks in CIDR form, IPv4 and IPv6, as CloudTrail writes them (service
 * names and `AWS Internal` never match, rule S18). Throws TrailError("refused") for what cannot be searched exactly.
 */
export function addressPattern(addresses: readonly string[]): string {
  return `(?i)^(${addresses.map(onePattern).join("|")})$`;
}

function onePattern(text: string): string {
  const [address = "", bits] = text.split("/");
  if (!ipaddr.isValid(address))
    throw new TrailError("refused", `${text} is no address: give one such as 198.51.100.7 or 198.51.100.0/24.`);
  const parsed = ipaddr.parse(address);
  const prefix = bits === undefined ? null : Number(bits);
  if (parsed instanceof ipaddr.IPv4) return networkV4(parsed.octets, prefix ?? 32);
  return prefix === null || prefix === 128 ? singleV6(parsed) : networkV6(parsed.parts, prefix, text);
}

function networkV4(octets: readonly number[], prefix: number): string {
  return octets
    .map((octet, index) => {
      const fixed = Math.min(8, Math.max(0, prefix - index * 8));
      if (fixed === 8) return String(octet);
      if (fixed === 0) return "[0-9]{1,3}";
      const size = 2 ** (8 - fixed);
      const first = octet - (octet % size);
      return `(${Array.from({ length: size }, (_, step) => first + step).join("|")})`;
    })
    .join("\\.");
}

/** Both ways of writing it: shortened (RFC 5952) and in full. */
function singleV6(address: ipaddr.IPv6): string {
  const full = address.parts.map((group) => group.toString(16).padStart(4, "0")).join(":");
  const spellings = [address.toRFC5952String(), address.toNormalizedString(), full];
  return [...new Set(spellings)].map(literalPattern).join("|");
}

/** Exact only while no fixed group is zero: a zero group may be written as `::`, together with others. */
function networkV6(groups: readonly number[], prefix: number, text: string): string {
  const fixed = groups.slice(0, prefix / 16);
  if (prefix % 16 !== 0 || prefix === 0 || fixed.includes(0)) {
    throw new TrailError(
      "refused",
      `The network ${text} cannot be searched: give an IPv6 network of /16, /32, /48 or so without zero groups, or one address.`,
    );
  }
  return `${fixed.map((group) => `0{0,3}${group.toString(16)}`).join(":")}:[0-9a-f:]*`;
}
