/** What stands before the first hyphen of the ids that AWS gives out, and what such an id names, as people say it. */
export const AWS_PREFIXES: Readonly<Record<string, string>> = {
  sg: "security group",
  sgr: "security group rule",
  i: "instance",
  mi: "managed instance",
  eni: "network interface",
  "eni-attach": "interface attachment",
  vol: "volume",
  snap: "snapshot",
  ami: "image",
  aki: "kernel image",
  ari: "ramdisk image",
  vpc: "VPC",
  "vpc-cidr-assoc": "VPC address block",
  subnet: "subnet",
  "subnet-cidr-assoc": "subnet address block",
  rtb: "route table",
  rtbassoc: "route table association",
  igw: "internet gateway",
  eigw: "egress-only internet gateway",
  nat: "NAT gateway",
  vgw: "VPN gateway",
  cgw: "customer gateway",
  vpn: "VPN connection",
  "cvpn-endpoint": "client VPN endpoint",
  acl: "network ACL",
  aclassoc: "network ACL association",
  eipalloc: "elastic address",
  eipassoc: "address association",
  lt: "launch template",
  fl: "flow log",
  fleet: "fleet",
  sfr: "spot fleet request",
  sir: "spot request",
  r: "reservation or root",
  cr: "capacity reservation",
  h: "dedicated host",
  pl: "prefix list",
  pg: "placement group",
  key: "key pair",
  vpce: "VPC endpoint",
  "vpce-svc": "endpoint service",
  tgw: "transit gateway",
  "tgw-attach": "transit gateway attachment",
  "tgw-rtb": "transit gateway route table",
  pcx: "peering connection",
  dopt: "DHCP options",
  tmf: "traffic mirror filter",
  tmt: "traffic mirror target",
  tms: "traffic mirror session",
  "iip-assoc": "instance profile association",
  ipam: "address manager",
  "ipam-pool": "address pool",
  lgw: "local gateway",
  cagw: "carrier gateway",
  eice: "instance connect endpoint",
  "export-i": "export task",
  "import-i": "import task",
  "import-ami": "import task",
  "export-ami": "export task",
  ou: "organizational unit",
  o: "organization",
  p: "policy",
  fs: "file system",
  fsap: "access point",
  fsmt: "mount target",
  "rslvr-rr": "resolver rule",
  "rslvr-in": "resolver endpoint",
  "rslvr-out": "resolver endpoint",
  db: "database resource",
  cluster: "cluster resource",
  mrk: "multi-region key",
  ssoins: "identity center instance",
  ps: "permission set",
  ws: "workspace",
  d: "directory",
  j: "cluster",
  lf: "lake",
};

const LONGEST_FIRST = Object.keys(AWS_PREFIXES).sort((a, b) => b.length - a.length);
const AWS_ID = new RegExp(`^(${LONGEST_FIRST.join("|")})-([0-9a-z]+(?:-[0-9a-z]+)?)$`, "i");

/** The kind of thing that an id given by AWS names ("security group" for sg-5887f224), or null when it is no such id. */
export function kindOfAwsId(text: string): string | null {
  const match = AWS_ID.exec(text);
  if (match === null) return null;
  const [, prefix = "", rest = ""] = match;
  return isGiven(prefix.toLowerCase(), rest) ? (AWS_PREFIXES[prefix.toLowerCase()] ?? null) : null;
}

/** Names may begin like an id ("db-backup"), so that short prefixes need the digits that AWS would write. */
function isGiven(prefix: string, rest: string): boolean {
  if (rest.includes("-")) return prefix === "ou" && /^[0-9a-z]{4,32}-[0-9a-z]{8,32}$/i.test(rest);
  if (UNSURE.has(prefix))
    return /^[0-9a-f]{8}$|^[0-9a-f]{17}$/i.test(rest) || (prefix === "o" && /^[0-9a-z]{10,32}$/i.test(rest));
  return /\d/.test(rest) || /^[0-9a-f]{8,17}$/i.test(rest);
}

const UNSURE = new Set([
  "h",
  "p",
  "o",
  "d",
  "j",
  "r",
  "cr",
  "pl",
  "pg",
  "db",
  "key",
  "cluster",
  "fleet",
  "lf",
  "ps",
  "ws",
  "mi",
]);
