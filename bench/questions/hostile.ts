import { Random } from "../../src/sample/random.ts";

/** As long as a question may be. */
const LONGEST = 300;

/** What readers of language stumble over when it is said again and again. */
const REPEATED: readonly string[] = [
  "a",
  "1",
  " ",
  "-",
  "'",
  "/",
  ":",
  ".",
  "(",
  "{",
  "\\",
  "é",
  "who changed ",
  "who changed sg-5887f224 ",
  "and ",
  "or and ",
  "last ",
  "last last 3 days ",
  "yesterday ",
  "between ",
  "between 2 and ",
  "from to ",
  "since since monday ",
  "on monday at ",
  "12:",
  "1:1:",
  "10-",
  "2026-11-18 ",
  "2026-11-18T10:00/",
  "nov 3 to ",
  "1st of ",
  "twenty ",
  "hundred and ",
  "half past ",
  "an hour ago ",
  "the day before ",
  "sg-1 i-2 ",
  "arn:aws:iam::",
  "alice bob ",
  "alice, ",
  "role user bucket ",
  "who what when ",
  "did the of in ",
  "chnaged ",
  "whoo chagned ",
  "<@U0ALICE> ",
  "`sg-1` ",
  "*_~",
  ":eyes: ",
  "“”",
  "10.0.0.",
  "2001:db8:",
  "--region ",
  "/trail ",
  "today-",
  "q1 ",
];

const WORDS: readonly [string, ...string[]] = [
  "who",
  "changed",
  "chnged",
  "did",
  "sg-5887f224",
  "alice",
  "between",
  "and",
  "to",
  "last",
  "3",
  "days",
  "monday",
  "nov",
  "2026",
  "10:30",
  "pm",
  "root",
  "denied",
  "security",
  "groups",
  "s3",
  "from",
  "198.51.100.7",
  "by",
  "role",
  "xyzzyq",
  "half",
  "since",
  "the",
];

/** Texts of the greatest length that may be read at all, meant to take long; always the same ones. */
export function hostileTexts(): readonly string[] {
  const random = new Random("hostile texts");
  const repeated = REPEATED.flatMap((part) => [fit(part.repeat(LONGEST)), fit(`who changed ${part.repeat(LONGEST)}`)]);
  const shuffled = Array.from({ length: 150 }, () =>
    fit(Array.from({ length: LONGEST / 2 }, () => random.pick(WORDS)).join(" ")),
  );
  return [...repeated, ...shuffled];
}

function fit(text: string): string {
  return text.slice(0, LONGEST);
}
