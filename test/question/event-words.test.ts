import { expect, it } from "vitest";
import { wordsOfEvent } from "../../src/question/entities/event-words.ts";

it.each([
  ["GetSecretValue", "secret access"],
  ["secretsmanager:GetSecretValue", "secret access"],
  ["AssumeRoleWithSAML", "role assumption"],
  ["UpdateAssumeRolePolicy", "trust policy change"],
  ["RemoveUserFromGroup", "iam change"],
  ["CreateVpcEndpoint", "network change"],
  ["TerminateInstances", null],
  ["DescribeInstances", null],
  ["getsecretvalue", null],
  ["alice", null],
])("asks for %s with “%s”", (name, words) => expect(wordsOfEvent(name)).toBe(words));
