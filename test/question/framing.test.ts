import { expect, it } from "vitest";
import { withoutFraming } from "../../src/question/framing.ts";

it.each([
  ["got paged, who edited sg-1 today", "who edited sg-1 today"],
  ["hi, the auditors want to know who created bucket x", "who created bucket x"],
  ["for the incident report: chronology of table y", "chronology of table y"],
  ["soc flagged 203.0.113.77, what came from it", "203.0.113.77, what came from it"],
  ["logins in october pls, it's for the auditor", "logins in october pls"],
  ["logins without mfa, for the pci audit", "logins without mfa"],
  ["whose key is AKIA1? found it in a public repo", "whose key is AKIA1"],
  ["we found key AKIA1 on github!!! which calls were made with it", "key AKIA1 - which calls were made with it"],
])("“%s” asks “%s”", (text, asked) => expect(withoutFraming(text)).toBe(asked));

it.each([
  "who changed sg-1, excluding terraform",
  "events for team alice",
  "security group changes today",
  "changes for alice and bob",
  "for the audit",
])("“%s” stays whole", (text) => expect(withoutFraming(text)).toBe(text));
