import type { Row } from "../../engine/engine.ts";
import { isFailed, textIn } from "../row-values.ts";
import { fieldOf, jsonIn, requestIn, listOf, objectOf, textOf, unwrapped } from "./event-json.ts";
import { ruleKey, worldRules, type WorldRule } from "./world-rules.ts";

type Json = Readonly<Record<string, unknown>>;

/** What one event did to who may come in. */
export interface IngressChange {
  readonly opened: readonly WorldRule[];
  /** What it closed: rule ids, keys of rules, and groups or ACLs as a whole. */
  readonly closed: readonly string[];
  /** Ids of rules that are about traffic going out: a later change of those opens nothing. */
  readonly outward: readonly string[];
}

/** A request and its response, out of their wrappers. */
interface Call {
  readonly request: Json;
  readonly response: Json;
}

const NONE: IngressChange = { opened: [], closed: [], outward: [] };

const READERS: Readonly<Record<string, (call: Call) => Partial<IngressChange>>> = {
  AuthorizeSecurityGroupIngress: (call) => ({ opened: groupRules(call) }),
  AuthorizeSecurityGroupEgress: ({ response }) => ({ outward: responseItems(response).map(ruleIdOf) }),
  RevokeSecurityGroupIngress: (call) => ({
    closed: [
      ...groupRules(call).map(ruleKey),
      ...responseItems(call.response).map(ruleIdOf),
      ...listOf(fieldOf(call.request, "securityGroupRuleIds", "securityGroupRuleId")).map(ruleIdOf),
    ],
  }),
  ModifySecurityGroupRules: ({ request }) => modification(request),
  DeleteSecurityGroup: ({ request }) => ({ closed: [groupOf(request, [])] }),
  CreateNetworkAclEntry: ({ request }) => aclEntry(request),
  ReplaceNetworkAclEntry: ({ request }) => aclEntry(request),
  DeleteNetworkAclEntry: ({ request }) => ({ closed: isOutward(request) ? [] : [aclRuleId(request)] }),
  DeleteNetworkAcl: ({ request }) => ({ closed: [textOf(request, "networkAclId")] }),
};

/** Reads an event of any kind; a failed one, or one of another kind, changed nothing. */
export function ingressChange(row: Row): IngressChange {
  const name = textIn(row, "eventname");
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read === undefined || isFailed(row)) return NONE;
  const request = unwrapped(requestIn(row));
  const change = { ...NONE, ...read({ request, response: unwrapped(jsonIn(row, "responseelements")) }) };
  return {
    ...change,
    closed: change.closed.filter((id) => id !== ""),
    outward: change.outward.filter((id) => id !== ""),
  };
}

/** Request and response name the same rules, the response with their ids: each once, with its id where there is one. */
function groupRules({ request, response }: Call): WorldRule[] {
  const items = responseItems(response).filter((item) => !isOutward(item));
  const target = groupOf(request, items);
  const rules = [
    ...items.flatMap((item) => worldRules(item, target)),
    ...[request, ...listOf(fieldOf(request, "ipPermissions")).map(objectOf)].flatMap((entry) =>
      worldRules(entry, target),
    ),
  ];
  return rules.filter((rule, index) => rules.findIndex((other) => ruleKey(other) === ruleKey(rule)) === index);
}

function responseItems(response: Json): Json[] {
  const sets = [
    "securityGroupRuleSet",
    "securityGroupRules",
    "revokedSecurityGroupRuleSet",
    "revokedSecurityGroupRules",
  ];
  return sets.flatMap((name) => listOf(fieldOf(response, name)).map(objectOf));
}

function groupOf(request: Json, items: readonly Json[]): string {
  const inResponse = items.map((item) => textOf(item, "groupId")).find((id) => id !== "");
  return textOf(request, "groupId") || inResponse || textOf(request, "groupName");
}

function modification(request: Json): Partial<IngressChange> {
  const target = textOf(request, "groupId");
  const opened: WorldRule[] = [];
  const closed: string[] = [];
  for (const entry of listOf(fieldOf(request, "securityGroupRule", "securityGroupRules")).map(objectOf)) {
    const id = textOf(entry, "securityGroupRuleId");
    const inner = fieldOf(entry, "securityGroupRule");
    opened.push(...worldRules(inner === undefined ? entry : objectOf(inner), target, id));
    // Whatever the rule said before, it says it no longer.
    closed.push(id);
  }
  return { opened, closed };
}

function aclEntry(request: Json): Partial<IngressChange> {
  if (isOutward(request)) return {};
  const id = aclRuleId(request);
  const allows = textOf(request, "ruleAction").toLowerCase() === "allow";
  return { opened: allows ? worldRules(request, textOf(request, "networkAclId"), id) : [], closed: [id] };
}

function aclRuleId(request: Json): string {
  const [acl, number] = [textOf(request, "networkAclId"), textOf(request, "ruleNumber")];
  return acl === "" || number === "" ? "" : `${acl}#${number}`;
}

function isOutward(object: Json): boolean {
  return textOf(object, "isEgress", "egress").toLowerCase() === "true";
}

function ruleIdOf(value: unknown): string {
  return typeof value === "string" ? value : textOf(objectOf(value), "securityGroupRuleId");
}
