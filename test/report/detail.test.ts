import { expect, it } from "vitest";
import { detailInWords } from "../../src/report/detail.ts";

it.each<[string, Readonly<Record<string, string | null>>, string]>([
  [
    "a rule in the nested form",
    {
      detail:
        '{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":143,"toPort":143,"groups":{},"ipv6Ranges":{"items":[{"cidrIpv6":"::/0"}]}}]}}',
    },
    "groupId sg-1, tcp 143, cidrIpv6 ::/0",
  ],
  ["a rule with a range of ports", { detail: '{"IpProtocol":"udp","FromPort":"100","ToPort":"200"}' }, "udp 100-200"],
  ["a rule for everything", { detail: '{"ipProtocol":"-1","cidrIp":"0.0.0.0/0"}' }, "all traffic, cidrIp 0.0.0.0/0"],
  [
    "lists and empty values",
    {
      detail:
        '{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]},"force":false,"nothing":null,"none":"","empty":{}}',
    },
    "instanceId i-1, instanceId i-2, force false",
  ],
  [
    "an error before the request",
    { errorcode: "AccessDenied", errormessage: "No.", detail: '{"a":1}' },
    "AccessDenied: No. | a 1",
  ],
  ["an error alone", { errorcode: "Throttling", detail: "" }, "Throttling"],
  ["text that is no JSON", { detail: "success, MFA No" }, "success, MFA No"],
  ["JSON that is broken", { detail: '{"a":' }, '{"a":'],
  ["nothing", { detail: null }, ""],
])("%s", (_, row, words) => {
  expect(detailInWords(row, [])).toBe(words);
});

it("gives the room of what was asked to the rest", () => {
  const detail = '{"groupId":"sg-1","cidrIp":"0.0.0.0/0","other":"xsg-1"}';
  expect(detailInWords({ detail }, ["sg-1"])).toBe("cidrIp 0.0.0.0/0, other xsg-1");
  expect(detailInWords({ detail: '{"groupId":"sg-1"}' }, ["sg-1"])).toBe("groupId sg-1");
});

it("is one line without control characters, however deep or hostile the request", () => {
  const deep = `${'{"a":'.repeat(500)}"x"${"}".repeat(500)}`;
  expect(detailInWords({ detail: deep }, [])).toBe("");
  expect(detailInWords({ detail: '{"a":"line\\nbreak \\u001b[31m \\u202e"}' }, [])).toMatch(/^a line⏎break ⟨/);
  expect(
    detailInWords({ detail: JSON.stringify(Array.from({ length: 5000 }, (__, index) => `value ${index}`)) }, []).length,
  ).toBeLessThanOrEqual(320);
});
