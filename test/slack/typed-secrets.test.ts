import { expect, it } from "vitest";
import { withoutTypedSecrets } from "../../src/slack/typed-secrets.ts";

it.each([
  "who changed sg-5887f224 yesterday",
  "secret-access secret=payroll/db last 2 days",
  "who read secret prod/db/password yesterday",
  "what did AKIAIOSFODNN7EXAMPLE do today",
  "role-activity role=ProductionDeploymentPipelineRole2026ABCDE",
  "what happened in 356a192b7913b04c54574d18c28d46e6395428ab",
  "event 2f1c0c5e-3c1b-4a4e-9d3a-1c2b3a4d5e6f",
  "who used the token service, user=auth-service",
])("a question that names things is left as it is: %s", (text) => {
  expect(withoutTypedSecrets(text)).toBe(text);
});

it.each([
  ["who used wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrX"],
  ["AKIAIOSFODNN7EXAMPLE je7MtGbClwBF2Zp9Utkh3yCo8nvbEXAMPLEKEY99", "je7Mt"],
  ["who used xoxb-1234567890-abcdefghij", "abcdefghij"],
  ["ghp_abcdefghijklmnopqrstuvwxyz0123456789 who is this", "abcdefghij"],
  ["user-activity alice password=Sup3rSecret", "Sup3r"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N who", "dozj"],
  ["-----BEGIN RSA PRIVATE KEY----- MIIEabc", "MIIE"],
  ["who called https://bob:hunter22@example.com", "hunter22"],
])("fault 179: a secret is taken out: %s", (text, secret) => {
  const clean = withoutTypedSecrets(text);
  expect(clean).toContain("[redacted:");
  expect(clean).not.toContain(secret);
});
