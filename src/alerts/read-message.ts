import type { Alert, AlertKind, AlertState } from "./alert.ts";
import { addNamed, createEntityFold } from "./entities.ts";
import { messageText, type AlertMessage } from "./message-text.ts";
import { keyOf, momentOf, titleOf, type SourceContext } from "./source.ts";
import { stateIn } from "./sources/generic.ts";
import { addWords } from "./words-of-alert.ts";

/** Reads an alert out of a message, whoever wrote it: what there is of ids, people and addresses, and when it happened. */
export function readMessage(message: AlertMessage, context: SourceContext): Alert {
  const { lines, stamps } = messageText(message);
  const said = lines.join("\n");
  const from = [message.username, message.bot_profile?.name].join(" ");
  const fold = createEntityFold();
  addWords(fold, said, context.words);
  const [, doer = null] = DOER.exec(said) ?? [];
  addNamed(fold, doer);
  const entities = fold.end();
  const heading = withoutMarks(lines[0] ?? "");
  const kind = kindOf(`${from}\n${said}`);
  const named = entities.resources.map(({ id }) => id);
  return {
    kind,
    title: titleOf(heading, "Alert"),
    key: keyOf(kind, sameWhenOver(heading), ...named, ...entities.users, ...entities.accessKeys, ...entities.accounts),
    state: stateOf(lines, kind),
    at: momentOf(context.now, ...stampsIn(said), ...stamps, Number(message.ts)),
    sort: FINDING_TYPE.exec(said)?.[0] ?? "",
    entities,
    doers: [...said.matchAll(DOERS)].map(([, arn = ""]) => arn),
  };
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html */
const FINDING_TYPE = /\b[A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+\/[A-Z][\w.!-]*/;
const DOER = /\b(arn:aws[a-z-]*:(?:sts|iam)::\d{12}:(?:assumed-role|user|role)\/[\w+=,.@/-]+)/;
const DOERS = new RegExp(DOER, "g");

const KINDS: readonly (readonly [RegExp, AlertKind])[] = [
  [/guardduty/i, "guardduty"],
  [FINDING_TYPE, "guardduty"],
  [/security ?hub/i, "securityhub"],
  [/\bNON_COMPLIANT\b|\baws config\b|\/config\/home\b/i, "config"],
  [/pagerduty/i, "pagerduty"],
  [/datadog/i, "datadog"],
  [/grafana|^\[(?:FIRING|RESOLVED)\b/im, "grafana"],
  [/cloudwatch|^\W*(?:ALARM|OK|INSUFFICIENT_DATA)\b/m, "cloudwatch"],
];

function kindOf(said: string): AlertKind {
  return KINDS.find(([pattern]) => pattern.test(said))?.[1] ?? "generic";
}

const OVER = /\b(?:RESOLVED|Resolved|resolved|Recovered|recovered|COMPLIANT|OK)\b/;
const ON = /\b(?:ALARM|FIRING|Firing|Triggered|triggered|TRIGGERED|Alert|ALERT|NON_COMPLIANT|Warn|WARNING|CRITICAL)\b/;

/** As its first lines say, or a field of that name; text further down tells of states that were. A finding is there to be seen. */
function stateOf(lines: readonly string[], kind: AlertKind): AlertState {
  for (const line of lines.slice(0, 3)) {
    const [over, on] = [OVER.exec(line)?.index ?? Infinity, ON.exec(line)?.index ?? Infinity];
    if (over !== on) return over < on ? "ok" : "alarm";
  }
  const [, named = ""] = /^\W*(?:state|status)\W+(\w+)/im.exec(lines.join("\n")) ?? [];
  const state = stateIn(named);
  return state === "unknown" && (kind === "guardduty" || kind === "securityhub") ? "alarm" : state;
}

function withoutMarks(line: string): string {
  return line
    .replaceAll(/https?:\/\/\S+/g, " ")
    .replaceAll(/(?<=^|\s):[a-z0-9_+'-]{1,60}:(?=\s|$)/gi, " ")
    .replaceAll(/[*~`]+|(?<!\w)_|_(?!\w)/g, "");
}

/** The heading without the words that change when the same alert is over, and without counts. */
function sameWhenOver(heading: string): string {
  return heading
    .replaceAll(new RegExp(`${OVER.source}|${ON.source}|https?://\\S+`, "g"), "")
    .replaceAll(/\b\d+(?:[.,]\d+)*%?(?![\w-])/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** The times of a text that say their zone, and Slack's own. */
function stampsIn(said: string): readonly (string | number)[] {
  const iso = said.matchAll(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC)|[+-]\d\d:?\d\d)/g);
  const slack = said.matchAll(/<!date\^(\d{9,11})\^/g);
  return [...[...slack].map(([, epoch]) => Number(epoch)), ...[...iso].map(([stamp]) => stamp)];
}
