import type { EntityType } from "../entities/entity.ts";

/** A kind of thing: the words for it, and what a name beside one of them can be, likeliest first. */
export interface Kind {
  readonly words: string;
  readonly types: readonly EntityType[];
}

const RESOURCE: readonly EntityType[] = ["resource"];

/** Things that people name, by concept; the words are written like `ACTIONS`. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "security-group": {
    words:
      "security group#, sg, sgs, secgroup#, sec group#, security-group#, securitygroup#, firewall#, firewall rule#, security group rule#, sg rule#, ingress rule#, egress rule#, inbound rule#, outbound rule#, security rule#",
    types: RESOURCE,
  },
  instance: {
    words:
      "fleet#, instance#, server#, box, boxes, machine#, virtual machine#, vm#, host#, node#, ec2 instance#, ec2 box, ec2 boxes, ec2 machine#, ec2 server#, ec2s, compute instance#",
    types: RESOURCE,
  },
  bucket: { words: "bucket#, s3 bucket#, s3-bucket#", types: ["bucket", "resource"] },
  object: { words: "object#, file#, s3 object#", types: RESOURCE },
  user: {
    words:
      "user#, iam user#, iam-user#, username#, user name, person, principal#, identity, identities, employee#, colleague#, developer#, engineer#, admin user#",
    types: ["user", "resource"],
  },
  caller: {
    words: "caller#, api user#, consumer#, client#, actor#, talker#, offender#, spammer#, api consumer#",
    types: ["user"],
  },
  "instance-profile": { words: "instance profile#, instance-profile#", types: RESOURCE },
  role: { words: "role#, iam role#, iam-role#, execution role#, service role#", types: ["role", "resource"] },
  group: { words: "group#, iam group#, user group#", types: RESOURCE },
  policy: {
    words:
      "policy, policies, iam policy, iam policies, managed policy, managed policies, inline policy, inline policies",
    types: RESOURCE,
  },
  "bucket-policy": {
    words:
      "bucket policy, bucket policies, s3 policy, s3 policies, bucket-policy, s3 bucket policy, s3 bucket policies, bucket permission#, s3 permission#, bucket acl#, s3 acl#, public access block#, public-access block#, block public access, public access setting#, s3 public access block#, s3 public access setting#, s3 block public access",
    types: [],
  },
  permission: { words: "permission#, privilege#, right#, entitlement#, authorization#", types: [] },
  acl: { words: "acl#", types: RESOURCE },
  "access-key": {
    words:
      "access key#, access key id#, access-key#, accesskey#, accesskeyid, key id#, api key#, aws key#, iam key#, iam access key#, " +
      "(leaked|compromised|exposed|stolen) (key|keys|access key|access keys|aws key|aws keys|access key id)",
    types: ["access-key", "resource"],
  },
  key: {
    words: "key#, kms key#, cmk#, encryption key#, customer managed key#, customer key#, alias, aliases",
    types: ["key", "access-key", "resource"],
  },
  secret: {
    words:
      "secret#, parameter#, ssm parameter#, secretsmanager secret#, secrets manager secret#, secret value#, param#, ssm param#, parameter store parameter#",
    types: ["secret", "resource"],
  },
  password: { words: "password#, console password#, passphrase#", types: [] },
  credential: { words: "credential#, creds, cred, login profile#, token#", types: [] },
  function: { words: "function#, lambda function#, lambdas", types: RESOURCE },
  table: { words: "table#, dynamodb table#, dynamo table#", types: RESOURCE },
  database: {
    words:
      "database#, db, dbs, db instance#, rds instance#, rds database#, rds db, db cluster#, rds cluster#, aurora cluster#, database instance#, database cluster#, parameter group#, db parameter group#, database parameter group#, cluster parameter group#, postgres, mysql",
    types: RESOURCE,
  },
  queue: { words: "queue#, sqs queue#", types: RESOURCE },
  topic: { words: "topic#, sns topic#", types: RESOURCE },
  stack: { words: "stack#, cloudformation stack#, stack set#, stackset#", types: RESOURCE },
  cluster: { words: "cluster#, eks cluster#, ecs cluster#, nodegroup#, node group#", types: RESOURCE },
  volume: { words: "ebs volume#, disk volume#, ebs", types: RESOURCE },
  snapshot: { words: "snapshot#, db snapshot#, ebs snapshot#, rds snapshot#", types: RESOURCE },
  image: { words: "image#, ami#, machine image#", types: RESOURCE },
  "load-balancer": {
    words:
      "load balancer#, loadbalancer#, load-balancer#, target group#, listener#, alb, albs, nlb, nlbs, elb, elbs, distribution#, cloudfront distribution#",
    types: RESOURCE,
  },
  repository: { words: "repository, repositories, repo#, ecr repository", types: RESOURCE },
  pipeline: {
    words: "pipeline#, build project#, codebuild project#, project#, configuration rollout#",
    types: RESOURCE,
  },
  certificate: { words: "certificate#, cert#", types: RESOURCE },
  alarm: { words: "alarm#, alert#", types: RESOURCE },
  "log-group": { words: "log group#, log stream#, log-group#, loggroup#", types: RESOURCE },
  template: { words: "launch template#, template#, launch config#, launch configuration#", types: RESOURCE },
  "key-pair": { words: "key pair#, keypair#, key-pair#, ssh key#", types: RESOURCE },
  dns: {
    words:
      "dns, hosted zone#, zone#, dns record#, dns zone#, route53 record#, route 53 record#, route53 zone#, route 53 zone#, dns entry, dns entries, record set#, domain#, nameserver#",
    types: RESOURCE,
  },
  "state-machine": { words: "state machine#, workflow#", types: RESOURCE },
  "scaling-group": { words: "auto scaling group#, autoscaling group#, asg, asgs, scaling group#", types: RESOURCE },
  task: { words: "task#, task definition#, job#, batch job#, container#, pod#, ecs task#", types: RESOURCE },
  "ecs-service": { words: "ecs service#", types: RESOURCE },
  filesystem: { words: "file system#, filesystem#, efs file system#, mount target#, access point#", types: RESOURCE },
  address: { words: "elastic ip#, eip#, elastic address, elastic addresses", types: RESOURCE },
  stream: { words: "stream#, kinesis stream#, firehose stream#, delivery stream#", types: RESOURCE },
  vault: { words: "vault#, backup vault#, backup#, backup plan#", types: RESOURCE },
  layer: { words: "layer#, lambda layer#, event source mapping#", types: RESOURCE },
  webacl: { words: "web acl#, webacl#, ip set#", types: RESOURCE },
  resource: { words: "resource#, asset#", types: RESOURCE },
  trail: {
    words:
      "trail#, cloudtrail trail#, cloudtrail logging, trail logging, audit logging, logging, detector#, guardduty detector#, config recorder#, configuration recorder#, event data store#, cloudtrail itself",
    types: RESOURCE,
  },
  "config-rule": { words: "config rule#", types: RESOURCE },
  "eventbridge-rule": { words: "eventbridge rule#, event rule#, event bus, event buses", types: RESOURCE },
  network: {
    words:
      "network#, networking, vpc#, subnet#, route#, route table#, routing, routing table#, nacl#, network acl#, gateway#, internet gateway#, " +
      "nat gateway#, nat#, transit gateway#, vpn#, vpn gateway#, vpn connection#, customer gateway#, peering, peering connection#, vpc peering, " +
      "vpc endpoint#, endpoint#, dhcp options, flow log#, igw, igws, tgw, tgws, vpc networking, vpc network, network setting#, prefix list#, vpc flow log#",
    types: RESOURCE,
  },
  interface: { words: "network interface#, eni#, interface#", types: RESOURCE },
  ip: {
    words:
      "ip#, ip address, ip addresses, address, addresses, source ip#, source-ip#, source address, source addresses, source ip address, source ip addresses, ip range#, cidr#, cidr block#, ip-address, ip-addresses, ipaddress, sourceip, sourceipaddress, location#, origin#",
    types: ["ip", "cidr"],
  },
  account: { words: "aws account#, account#, account id#, account number#", types: ["account"] },
  region: { words: "region#, aws region#", types: ["region"] },
  service: { words: "service#, aws service#, event source#", types: ["service", "resource"] },
  port: { words: "port#, tcp port#, udp port#", types: ["port"] },
  session: { words: "session#, session name#", types: ["user", "access-key"] },
  event: {
    words: "event id#, eventid#, request id#, requestid#, shared event id#, sharedeventid#",
    types: ["event-id"],
  },
  organization: {
    words: "organization#, organisation#, organizational unit#, scp#, service control policy",
    types: RESOURCE,
  },
  provider: {
    words:
      "provider#, identity provider#, saml provider#, oidc provider#, idp, trust policy, trust policies, trust relationship#, trust",
    types: RESOURCE,
  },
  vendor: {
    words:
      "vendor#, third party vendor#, third-party vendor#, 3rd party vendor#, third party, third parties, third-party, 3rd party",
    types: RESOURCE,
  },
  "permission-set": { words: "permission set#", types: RESOURCE },
  protection: { words: "versioning, lifecycle rule#, lifecycle policy, object lock, mfa delete", types: [] },
  tags: { words: "tag#, label#", types: [] },
  "data-event": { words: "data event#", types: [] },
  quota: { words: "quota increase#, limit increase#", types: [] },
  "group-member": { words: "member#, membership#", types: [] },
};

/** Things that are one and the same for everybody, so that "the" before them refers to nothing said earlier. */
export const UNIQUE_THINGS: ReadonlySet<string> = new Set([
  "account",
  "aws account",
  "network",
  "networking",
  "routing",
  "dns",
  "trail",
  "cloudtrail trail",
  "cloudtrail logging",
  "trail logging",
  "audit logging",
  "logging",
  "detector",
  "guardduty detector",
  "config recorder",
  "configuration recorder",
  "public access block",
  "s3 public access block",
  "block public access",
  "s3 block public access",
]);
