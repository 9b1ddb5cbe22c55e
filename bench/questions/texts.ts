/** What people ask, by shape: `{…}` is filled with each of the values in turn, one value for each text. */
const SHAPES: readonly string[] = [
  "who changed {resource} {time}",
  "{resource} was changed by whom {time}",
  "did anyone change {resource} {time}?",
  "who created {resource} {time}",
  "what happened to {resource} {time}",
  "everything about {resource} {time}, reads too",
  "{time}: who attached {resource}",
  "what did {user} do {time}",
  "{user} activity {time}",
  "what did {user} change {time} please",
  "hi, can you show me changes by {user} {time}, thanks",
  "was {user} denied anything {time}",
  "access denied {time}",
  "accessdenied on {service} {time}",
  "denied calls from {ip} {time}",
  "who signed in {time}",
  "did {user} sign in {time}",
  "failed logins {time}",
  "failed logins from {ip} {time}",
  "brute force {time} in prod",
  "new ips for {user} {time}",
  "did anyone use root {time}",
  "security group changes {time} in eu-central-1",
  "top 10 callers {time}",
  "who calls {service} the most {time}",
  "what changed in {service} {time}",
  "what changed {time} in staging",
  "who used {key} {time}",
  "/trail who-changed {resource} {time}",
  "/trail user-activity {user} {time} --private",
  "<@U0TRAIL01> who changed `{resource}` {time}",
  "*who chnaged {resource}* {time} :eyes:",
  "who changed {resource} and {resource} {time}",
  "delete {resource} {time}",
  "how is the weather {time}",
  "SELECT * FROM cloudtrail WHERE eventname = 'RunInstances' {time}",
];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  resource: [
    "sg-5887f224",
    "i-0abc123def4567890",
    "arn:aws:iam::111122223333:role/deploy",
    "bucket payroll-exports",
    "the table march-madness-scores",
    "arn:aws:s3:::payroll",
  ],
  user: ["alice", "bob@example.com", "ci-bot", "role deploy", "<@U0ALICE>"],
  service: ["s3", "ec2", "lambda", "rds"],
  ip: ["198.51.100.23", "203.0.113.200", "2001:db8::17"],
  key: ["AKIAIOSFODNN7EXAMPLE", "access key ASIAIOSFODNN7EXAMPLE"],
  time: [
    "yesterday",
    "last 12h",
    "in the past three days",
    "between 2 and 4pm yesterday",
    "since monday",
    "on 2026-11-18",
    "from nov 3 to nov 7",
    "2026-11-18T10:00:00Z/2026-11-18T12:30:00Z",
    "last week",
    "this morning",
    "around 14:05 on tuesday",
    "",
  ],
};

/** Some hundred questions of all shapes; always the same ones. */
export function questionTexts(): readonly string[] {
  const times = VALUES["time"] ?? [];
  return SHAPES.flatMap((shape, row) => times.map((_, column) => filled(shape, row + column).trim()));
}

function filled(shape: string, turn: number): string {
  let place = turn;
  return shape.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const values = VALUES[name] ?? [];
    return values[place++ % values.length] ?? "";
  });
}
