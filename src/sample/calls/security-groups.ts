import type { Call, JsonObject } from "../record.ts";

/** One rule of a security group: a single port, for one range of addresses. */
export interface Rule {
  readonly id: string;
  readonly port: number;
  readonly cidr: string;
  readonly description?: string;
}

/** Opens ports, as the console, Terraform and the SDKs write it: a list of permissions. */
export function authorizeIngress(account: string, groupId: string, rules: readonly Rule[]): Call {
  return {
    service: "ec2",
    name: "AuthorizeSecurityGroupIngress",
    readOnly: false,
    request: { groupId, ipPermissions: { items: rules.map(permissionOf) } },
    response: {
      _return: true,
      securityGroupRuleSet: { items: rules.map((rule) => addedRule(account, groupId, rule)) },
    },
  };
}

/** Opens a port, as the command line's short options write it: all on one level. */
export function authorizeIngressFlat(account: string, groupId: string, rule: Rule): Call {
  return {
    service: "ec2",
    name: "AuthorizeSecurityGroupIngress",
    readOnly: false,
    request: {
      groupId,
      ipPermissions: {},
      ipProtocol: "tcp",
      fromPort: rule.port,
      toPort: rule.port,
      cidrIp: rule.cidr,
    },
    response: { _return: true, securityGroupRuleSet: { items: [addedRule(account, groupId, rule)] } },
  };
}

/** Closes ports by naming what was open. */
export function revokeIngress(groupId: string, rules: readonly Rule[]): Call {
  return {
    service: "ec2",
    name: "RevokeSecurityGroupIngress",
    readOnly: false,
    request: { groupId, ipPermissions: { items: rules.map(permissionOf) } },
    response: { _return: true },
  };
}

/** Closes a port in the short form of the command line. */
export function revokeIngressFlat(groupId: string, rule: Rule): Call {
  return {
    service: "ec2",
    name: "RevokeSecurityGroupIngress",
    readOnly: false,
    request: {
      groupId,
      ipPermissions: {},
      ipProtocol: "tcp",
      fromPort: rule.port,
      toPort: rule.port,
      cidrIp: rule.cidr,
    },
    response: { _return: true },
  };
}

/** Gives a rule new values; newer EC2 calls wrap the request and write its keys with capitals. */
export function modifyRule(groupId: string, rule: Rule): Call {
  return {
    service: "ec2",
    name: "ModifySecurityGroupRules",
    readOnly: false,
    request: {
      ModifySecurityGroupRulesRequest: {
        GroupId: groupId,
        SecurityGroupRule: {
          SecurityGroupRuleId: rule.id,
          SecurityGroupRule: {
            IpProtocol: "tcp",
            FromPort: rule.port,
            ToPort: rule.port,
            [rule.cidr.includes(":") ? "CidrIpv6" : "CidrIpv4"]: rule.cidr,
            Description: rule.description ?? "",
          },
          tag: 1,
        },
      },
    },
    response: { ModifySecurityGroupRulesResponse: { xmlns: "http://ec2.amazonaws.com/doc/2016-11-15/", return: true } },
  };
}

/** Makes a group; its id stands in the response alone. */
export function createGroup(groupName: string, vpcId: string, groupId: string): Call {
  return {
    service: "ec2",
    name: "CreateSecurityGroup",
    readOnly: false,
    request: { groupName, groupDescription: `Traffic of ${groupName}`, vpcId },
    response: { _return: true, groupId },
  };
}

/** Sets the groups of a network interface, replacing those it had. */
export function setInterfaceGroups(networkInterfaceId: string, groupIds: readonly string[]): Call {
  return {
    service: "ec2",
    name: "ModifyNetworkInterfaceAttribute",
    readOnly: false,
    request: { networkInterfaceId, groupSet: { items: groupIds.map((groupId) => ({ groupId })) } },
    response: { _return: true },
  };
}

/** Looks for the instances that carry a group. */
export function describeInstancesOf(groupIds: readonly string[]): Call {
  return {
    service: "ec2",
    name: "DescribeInstances",
    readOnly: true,
    request: {
      instancesSet: {},
      filterSet: {
        items: [{ name: "instance.group-id", valueSet: { items: groupIds.map((value) => ({ value })) } }],
      },
    },
  };
}

/** Reads groups by id. */
export function describeGroups(groupIds: readonly string[]): Call {
  return {
    service: "ec2",
    name: "DescribeSecurityGroups",
    readOnly: true,
    request: {
      securityGroupSet: {},
      securityGroupIdSet: { items: groupIds.map((groupId) => ({ groupId })) },
      filterSet: {},
    },
  };
}

function permissionOf(rule: Rule): JsonObject {
  const description = rule.description === undefined ? {} : { description: rule.description };
  const isIpv6 = rule.cidr.includes(":");
  return {
    ipProtocol: "tcp",
    fromPort: rule.port,
    toPort: rule.port,
    groups: {},
    ipRanges: isIpv6 ? {} : { items: [{ cidrIp: rule.cidr, ...description }] },
    ipv6Ranges: isIpv6 ? { items: [{ cidrIpv6: rule.cidr, ...description }] } : {},
    prefixListIds: {},
  };
}

function addedRule(account: string, groupId: string, rule: Rule): JsonObject {
  return {
    groupOwnerId: account,
    groupId,
    securityGroupRuleId: rule.id,
    ...(rule.description !== undefined && { description: rule.description }),
    isEgress: false,
    ipProtocol: "tcp",
    fromPort: rule.port,
    toPort: rule.port,
    [rule.cidr.includes(":") ? "cidrIpv6" : "cidrIpv4"]: rule.cidr,
  };
}
