import { isEventName } from "./api-names.ts";

const IAM_THINGS =
  "User|Role|Group|Policy|PolicyVersion|DefaultPolicyVersion|AccessKey|InstanceProfile|(?:User|Role|Group)Policy|UserToGroup|UserFromGroup|RoleToInstanceProfile|RoleFromInstanceProfile|(?:Role|User)PermissionsBoundary";
const NETWORK_THINGS =
  "Route|RouteTable|Vpc|VpcAttribute|VpcEndpoint|VpcPeeringConnection|Subnet|SubnetAttribute|NetworkAcl|NetworkAclEntry|NetworkAclAssociation|" +
  "InternetGateway|NatGateway|TransitGateway|VpnGateway|VpnConnection|CustomerGateway|DhcpOptions|FlowLogs";

/** Names of events with the words in which a question asks for them. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^AssumeRole(?:WithSAML|WithWebIdentity)?$/, "role assumption"],
  [/^ConsoleLogin$/, "console login"],
  [/^(?:Batch)?GetSecretValue$|^GetParameters?(?:ByPath)?$/, "secret access"],
  [
    /^(?:Stop|Start)Logging$|^(?:Create|Update|Delete)Trail$|^PutEventSelectors$|^(?:Update|Delete)Detector$/,
    "cloudtrail change",
  ],
  [/^(?:Stop|Delete)ConfigurationRecorder$/, "config recorder change"],
  [/^(?:Put|Delete)(?:Bucket(?:Policy|Acl|PublicAccessBlock)|(?:Account)?PublicAccessBlock)$/, "bucket policy change"],
  [/^(?:Get|Put|Head|Copy)Object$/, "object access"],
  [
    /^(?:Authorize|Revoke)SecurityGroup(?:Ingress|Egress)$|^(?:Create|Delete)SecurityGroup$|^ModifySecurityGroupRules$/,
    "security group change",
  ],
  [/^RunInstances$/, "instance launch"],
  [/^(?:ScheduleKeyDeletion|CancelKeyDeletion|DisableKey|EnableKey|PutKeyPolicy)$/, "kms key change"],
  [/^GenerateDataKey(?:WithoutPlaintext)?$/, "kms key usage"],
  [/^UpdateAssumeRolePolicy$/, "trust policy change"],
  [/^(?:Create|Update|Delete)LoginProfile$|^ChangePassword$/, "password change"],
  [/^(?:Enable|Deactivate|Delete|Create|Resync)(?:Virtual)?MFADevice$/, "mfa change"],
  [/^ChangeResourceRecordSets$/, "dns change"],
  [/^UpdateFunctionCode\w*$/, "function deployment"],
  [/^(?:CreateTags|DeleteTags|TagResource|UntagResource)$/, "tag change"],
  [/^(?:Create|Modify|Delete|Reboot)DB(?:Instance|Cluster)$/, "database change"],
  [new RegExp(`^(?:Create|Update|Delete|Attach|Detach|Put|Add|Remove|Set)(?:${IAM_THINGS})$`), "iam change"],
  [
    new RegExp(`^(?:Create|Delete|Replace|Modify|Attach|Detach|Associate|Disassociate|Accept)(?:${NETWORK_THINGS})$`),
    "network change",
  ],
];

/** The words that ask for an event by its name ("secret access" for GetSecretValue), or null where no question is about it. */
export function wordsOfEvent(name: string): string | null {
  if (!isEventName(name)) return null;
  const bare = name.slice(name.indexOf(":") + 1);
  return WORDS.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}
