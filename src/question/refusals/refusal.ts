import type { Lexicon } from "../words/lexicon.ts";
import { isCommand } from "./command.ts";

/** What a refusal looks at: the text in lower case with values as private-use characters, and as typed. */
export interface Asked {
  readonly skeleton: string;
  readonly typed: string;
  readonly hasTime: boolean;
  readonly hasValue: boolean;
  readonly lexicon: Lexicon;
}

interface Rule {
  readonly fits: (asked: Asked) => boolean;
  readonly sentence: string;
}

const SQL =
  /\bselect\b|\bunion\b|;\s*\S|(?:^|\s)--|--\s*$|\/\*|\bdrop\s+(?:table|database|view|schema)\b|\btruncate\b|\binsert\s+into\b|\bor\s+'?\d+'?\s*=|'\s*(?:or|and)\b|\bpg_|\bxp_|information_schema|\bexec(?:ute)?\s*\(|\bwhere\s+\S+\s*(?:=|<|>|\bin\b|\blike\b)|\bgroup by\b|\border by\b|\balter\s+table\b|\bcreate\s+table\b|\bsleep\s*\(/;
const QUERY = /\bsql\b|\bquer(?:y|ies|ying)\b|\bregex\b|\bathena\b(?=.*\b(?:write|run|for me)\b)/;
const SHELL =
  /^(?:sudo|cat|ls|rm|cd|pwd|curl|wget|bash|sh|zsh|echo|print|printenv|env|ps|ping|ssh|scp|grep|chmod|chown|nc|python3?|npm|eval|exec|whoami|uname|docker|kubectl|git|export|aws (?:s3|ec2|iam|sts|lambda|logs|ssm|rds)(?: |$)(?=.*--|(?:ls|cp|rm|mv|sync)\b))(?:\s|$)|\$\(|&&|\|\||\s\|\s|\/etc\/|\.\.\/|\$\{|<script/;
const INJECTION =
  /\b(?:ignore|disregard|forget|override|bypass)\b.*\b(?:instructions?|prompts?|rules?|above|previous|everything|safety|guard\w*)\b|\bsystem prompt\b|\bjailbreak|\byou are (?:now|a|an)\b|\bpretend\b|\bact as\b|\brole ?play|\bdeveloper mode|\byour (?:instructions|prompt|token|secrets?|config\w*|credentials|source)\b/;
const COST =
  /\b(?:costs?|costing|billing|bills?|billed|spend|spending|spent|prices?|pricing|expensive|cheap\w*|budgets?|dollars|euros|usd|invoices?|savings?|money|charges?)\b/;
const METRICS =
  /\b(?:cpu|memory|ram|latency|latencies|metrics?|utili[sz]ation|disk|bandwidth|iops|throughput|uptime|p\d\d|load average|response times?|error rates?|slow|performance|health|storage|disk space|dashboards?|graphs?)\b/;
/** Which logs there are is a question of its own. */
const WHICH_LOGS =
  /\b(?:have|has|are there|is there|got|missing|without|gaps? in|reach|coverage|cover)\b[^.?!]{0,40}\blogs\b|\blogs\b[^.?!]{0,30}\b(?:reach|missing|there|go back|have|available|exist)\b/;
const LOGS =
  /\b(?:application|app|lambda|function|container|server|nginx|apache|access|system|build|pod|ecs|eks|debug|error|web|flow|database|db|vpc|alb|cloudwatch|service|job)\s+logs?\b|(?<!cloudtrail |audit )\blogs\s+(?:of|for|from)\b|\b(?:tail|stack ?traces?|stdout|stderr|log (?:output|lines?|files?|messages?))\b/;
const LIVE =
  /\b(?:right now|currently|at the moment|presently|at present|as of now|running|healthy|unhealthy|online|offline|alive|reachable|status|state of|still (?:active|open|exist\w*|public|enabled))\b|\b(?:has|have|having|with|had|gets?|getting) access to\b|\bexists?\b|\b(?:does|do) [\ue000-\uf8ff] (?:allow|open|permit|expose|contain|include|protect|grant|block|deny|hold|serve|point)\b|\bour exposure to\b|\bdo (?:we|you) (?:have|trust|own)\b(?! any\b)(?!.*\b(?:logs?|coverage)\b)|(?:\b(?:is|are)|\bwhat['’]?s)\b(?!.*\b(?:been|being|whom?)\b)[^.!?]{0,60}\b(?:attached|associated|mounted|linked|joined)\b|\b(?:is|are) [\w\ue000-\uf8ff -]{0,60}(?:up|down|working|enabled|disabled|attached|available)\s*$/;
/** With a time it asks what was in use then. */
const IN_USE_NOW =
  /\bin use\b|\b(?:is|are) (?!(?:.*\b(?:been|being)\b))(?:[\w\ue000-\uf8ff-]+ ){0,4}(?:open|opened|public|exposed|world-readable)\b(?! by\b)|\b(?:has|have)\b(?!.*\b(?:been|being)\b)[^.!?]{0,40}\b(?:enabled|disabled|attached|turned (?:on|off))\s*[?.!]*$/;
/** "is versioning enabled on X": how it is, not what was done. */
const STATE_NOW =
  /^(?:(?:so|and|hey|please|tell me) )*(?:if |whether )?(?:is|are|isn't|aren't)\b(?!.*\b(?:been|being|by)\b).*\b(?:public|open|exposed|enabled|disabled|stopped|deleted|gone|deployed|encrypted|shared|versioned|locked|protected|active|on|off)\b/;
const SIGNED_IN_NOW = /\b(?:is|are)\s+(?:[\w\ue000-\uf8ff]+\s+){0,2}(?:signed|logged)\s+(?:in|on)(?:to)?\b/;
const FUTURE =
  /\b(?:will|gonna|going to|tomorrow|tomorrows|next (?:week|month|year|quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days?|hours?|time)|in the future|predict\w*|forecast\w*|schedule (?:a|the|this|my)|expect(?:ed)? to|upcoming|remind|from now on)\b|\bwhen (?:is|are|does|do) (?!.*\b(?:last|been|being)\b)/;
const ADVICE =
  /\bhow (?:do|can|should|to|would|could|does|must|might)\b|\b(?:should|must|ought|shall)\b|\bbest (?:way|practices?|approach|option)\b|\brecommend\w*|\badvi[cs]e\b|\bsuggest\w*|\bwhat if\b|\bwhat does\b.*\bmean\b|\bmeaning of\b|\bdifference between\b|\bexplain\b(?! why\b)|\bdefin(?:e|ition)\b|\bteach\b|\btutorial\b|\bguide\b|\bhelp me (?:fix|secure|set|write|create|build|configure)\b|\bis it (?:safe|ok|okay|normal|bad|good|possible)\b|\bwhat would\b|\b(?:might|could) (?!not\b|you\b|u\b|(?:some|any)(?:one|body) (?:please )?(?:tell|show|check|see|find|look)\b|we (?:see|get|have)\b|i (?:see|get|have)\b|have\b)/;
const DEFINITION =
  /^(?:so |ok |hey )?what (?:is|are|was) (?:an? |the difference|the meaning|the purpose|the point|your )/;
const WHAT_IT_DOES = /^(?:so |ok |hey )?what (?:does|do) (?:an? |the )?[a-z -]+ (?:do|mean)\s*[?!.]*$/;
const BARE_DEFINITION = /^(?:so |ok |hey )?what (?:is|are) (?!the\b|going\b|up\b)\S+(?: \S+){0,3}\s*[?!.]*$/;
const CAPABILITY =
  /\b(?:who|what|which|that|they|everyone|anyone|it|\S*[\ue000-\uf8ff]) can\b(?! not)|^can (?!you\b|u\b|we\b|i\b)|\bable to\b(?<!unable to)|\ballowed to\b(?<!not allowed to)(?=.*\?|$)(?!.*\bdenied\b)/;
const CONDITIONAL =
  /\b(?:alert|notify|warn|tell|ping|message|page) (?:me|us) (?:if|when|whenever|once|as soon)\b|\bwhenever\b|\b(?:every|each) (?:single )?(?:day|hour|minute|morning|afternoon|evening|night|week|weekday|weekend|month|year|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bsubscribe\b|\bwatch (?:for|this|the)\b/;
const CHAT =
  /^(?:thanks|thank you|thx|ty|cheers|good (?:morning|night|evening|bot|job)|nice|great|cool|lol|haha|hi|hello|bye|sorry)(?:[\s,]+(?:a lot|so much|very much|again|there|all|team|trail|bot|everyone|mate|man|folks|for (?:the|your|that)\b.*))*[\s!.,]*$|^(?:how are you|who are you|what are you|are you|do you (?:like|love|have|feel|think|trust|[\ue000-\uf8ff])|tell me (?:a|about yourself)|i (?:love|hate|like(?! to\b)|think)|you (?:are|suck|rock))\b/;

/** What the asker did is not told by the logs: they know no "i". */
const FIRST_PERSON =
  /^(?:so |ok |hey |yes |no )?(?:(?:i|we|you)(?:['’]ve| have| had)?(?: just| already| also)? (?:deleted|changed|created|removed|opened|closed|deployed|signed|logged|launched|stopped|started|updated|modified|terminated|revoked|rotated|disabled|enabled|attached|detached|assumed|made|added|used|called|ran|broke)\b|(?:i['’]?m|i|we|i am|we are|we['’]re) (?!looking|wondering|trying|searching|investigating|asking|checking|interested|seeing|curious)[a-z]+ing\b|my (?!question|team)\S+ (?:was|is|were|are|has|have|fails?|failed|does)\b|why (?:am|are) (?:i|we)\b|(?:i|we) can(?:not| not|['’]?t)\b|(?:was|am|are|did|were|have) i\b|why (?:was|were|did|am) i\b|i (?:was|am|get|got|hit|see|keep) (?!to\b)(?!.*\b(?:who|what|which|when|where)\b)|we (?:hit|are|were|get|see) (?!.*\b(?:who|what|which|when|where|any)\b))/;

const NOTHING_CHANGED =
  "Trail only reads logs: it never changes, stops, creates or sends anything. Ask what happened instead.";

/** In this order: what would do harm is named before what merely does not fit. */
const RULES: readonly Rule[] = [
  {
    fits: ({ typed }) => SQL.test(typed),
    sentence: "Trail runs reviewed questions only and takes no SQL. Ask in plain words, one question at a time.",
  },
  {
    fits: ({ skeleton }) => INJECTION.test(skeleton),
    sentence: "Trail only answers questions about CloudTrail logs, such as “who changed sg-0123abcd yesterday”.",
  },
  {
    fits: ({ skeleton }) => SHELL.test(skeleton),
    sentence: "Trail runs no commands. Ask about CloudTrail logs in plain words.",
  },
  {
    fits: ({ skeleton }) => CONDITIONAL.test(skeleton),
    sentence: "Trail answers about the past and sends no alerts of its own. Ask what happened until now.",
  },
  { fits: ({ skeleton, hasTime, lexicon }) => isCommand(skeleton, hasTime, lexicon), sentence: NOTHING_CHANGED },
  {
    fits: ({ skeleton }) => FIRST_PERSON.test(skeleton),
    sentence: "Trail does not know who you are in the logs: name the user, such as “what did alice do yesterday”.",
  },
  {
    fits: ({ skeleton }) => QUERY.test(skeleton),
    sentence:
      "Trail writes and runs no queries of your own. Ask for what you want to know, for example “failed logins yesterday”.",
  },
  {
    fits: ({ skeleton }) => FUTURE.test(skeleton),
    sentence: "Logs only look back: Trail cannot tell the future. Ask about a time that has passed.",
  },
  {
    fits: ({ skeleton }) => COST.test(skeleton),
    sentence: "Trail reads CloudTrail, which knows no costs. Ask the billing tools.",
  },
  {
    fits: ({ skeleton }) => METRICS.test(skeleton),
    sentence: "Trail reads CloudTrail, which holds no metrics. Ask your monitoring.",
  },
  {
    fits: ({ skeleton }) => LOGS.test(skeleton) && !WHICH_LOGS.test(skeleton),
    sentence: "Trail reads CloudTrail only, not the logs that applications write. Ask what was called or changed.",
  },
  {
    fits: ({ skeleton, hasTime }) =>
      LIVE.test(skeleton) ||
      (!hasTime && (SIGNED_IN_NOW.test(skeleton) || IN_USE_NOW.test(skeleton) || STATE_NOW.test(skeleton))),
    sentence:
      "Trail knows what was done, not how things are at this moment. Ask who changed or used something, and when.",
  },
  {
    fits: ({ skeleton, hasTime, hasValue }) =>
      ADVICE.test(skeleton) ||
      DEFINITION.test(skeleton) ||
      WHAT_IT_DOES.test(skeleton) ||
      CAPABILITY.test(skeleton) ||
      (BARE_DEFINITION.test(skeleton) && !hasTime && !hasValue),
    sentence:
      "Trail gives no advice and explains no terms: it answers what happened in the logs. Ask who did what, and when.",
  },
  {
    fits: ({ skeleton }) => CHAT.test(skeleton),
    sentence: "Trail answers questions about CloudTrail logs. Type “help” for examples.",
  },
];

/** The sentence for something that Trail never does, or null. */
export function refusalOf(asked: Asked): string | null {
  return RULES.find((rule) => rule.fits(asked))?.sentence ?? null;
}
