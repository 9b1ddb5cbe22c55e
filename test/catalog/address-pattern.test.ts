import { describe, expect, it } from "vitest";
import { addressPattern } from "../../src/catalog/address-pattern.ts";
import { sqlForThisFile } from "../fixtures/sql.ts";

const sql = sqlForThisFile();

const matches = async (addresses: readonly string[], text: string): Promise<boolean> =>
  (await sql.value("regexp_like(CAST(? AS varchar), ?)", [text, addressPattern(addresses)])) === true;

it.each<[string, string[], string[]]>([
  [
    "198.51.100.7",
    ["198.51.100.7"],
    ["198.51.100.77", "198.51.100.70", "1198.51.100.7", "198x51x100x7", "198.51.100.7 "],
  ],
  [
    "2001:db8::1",
    ["2001:db8::1", "2001:DB8::1", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8:0:0:0:0:0:1"],
    ["2001:db8::11", "2001:db8::2"],
  ],
  ["2001:DB8:0:0::1", ["2001:db8::1"], ["2001:db8:1::1"]],
  ["::1", ["::1", "0:0:0:0:0:0:0:1"], ["::11", "1::1"]],
  ["2001:db8::1/128", ["2001:db8::1"], ["2001:db8::2"]],
  [
    "2001:db8::/32",
    ["2001:db8::1", "2001:0db8:1:2:3:4:5:6", "2001:db8:ffff::"],
    ["2001:db9::1", "2001:db81::1", "12001:db8::1"],
  ],
  ["2001:db8:1234::/48", ["2001:db8:1234::1"], ["2001:db8:1235::1"]],
])("%s", async (address, found, notFound) => {
  for (const text of found) expect(await matches([address], text), text).toBe(true);
  for (const text of notFound) expect(await matches([address], text), text).toBe(false);
});

it("never finds what is no address (rule S18)", async () => {
  for (const text of ["AWS Internal", "cloudformation.amazonaws.com", ""]) {
    expect(await matches(["0.0.0.0/0"], text), text).toBe(false);
  }
});

it("finds any of several", async () => {
  expect(await matches(["198.51.100.7", "203.0.113.0/24"], "203.0.113.200")).toBe(true);
  expect(await matches(["198.51.100.7", "203.0.113.0/24"], "203.0.114.200")).toBe(false);
});

describe("a network of each length", () => {
  const number = (text: string): number => text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const text = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  const BASE = number("198.51.100.77");

  it.each(Array.from({ length: 33 }, (_, bits) => bits))(
    "/%i holds its first and last address, and neither neighbour",
    async (bits) => {
      const size = 2 ** (32 - bits);
      const first = BASE - (BASE % size);
      const inside = [first, BASE, first + size - 1];
      const outside = [first - 1, first + size].filter((value) => value >= 0 && value < 2 ** 32);
      for (const value of inside) expect(await matches([`198.51.100.77/${bits}`], text(value)), text(value)).toBe(true);
      for (const value of outside)
        expect(await matches([`198.51.100.77/${bits}`], text(value)), text(value)).toBe(false);
    },
  );
});

it.each(["2001:db8::/33", "::/0", "2001:0::/32", "fe80::/10"])(
  "refuses %s, which no pattern tells exactly",
  (network) => {
    expect(() => addressPattern([network])).toThrow(
      expect.objectContaining({ code: "refused", message: expect.stringMatching(/cannot be searched/) }),
    );
  },
);

it.each(["nobody", "198.51.100.256", "", "(.*)"])("refuses %j", (address) => {
  expect(() => addressPattern([address])).toThrow(expect.objectContaining({ code: "refused" }));
});
