import type { Lexicon } from "../words/lexicon.ts";
import { looksLikeTime } from "../words/time-words.ts";

const POLITE =
  /^(?:(?:hey|hi|hello|please|pls|plz|kindly|ok|okay|so|now|just|quick|quickly|also|and|then|trail|bot|can you|could you|can u|could u|would you|will you|i want you to|i need you to|i would like you to|you should|you must|go ahead and|go and|let us|lets|let's|we need to|i need to|i want to|we should|we have to|i have to|need to|try to|do|someone|somebody|can someone|could someone|can somebody|can we|can i|could we|could i|asap|urgent(?:ly)?)[\s,:!-]+)+/;
/** Commands that are no other word at the start of a question. */
const ALWAYS =
  "delete remove terminate destroy kill revoke disable enable create modify edit detach attach grant rotate reboot restart deactivate activate add " +
  "deploy redeploy undo revert rollback upload execute run fix send post write email notify message ping dm remind warn page invite assign " +
  "approve reject merge put turn switch shut scale move copy rename give make build provision spin set lock unlock quarantine isolate unblock " +
  "share restore trigger raise bounce associate disassociate decommission tear assume decrypt expose block ban allow deny purge wipe erase drop nuke install configure reconfigure store save transfer buy order cancel close stop start " +
  "pause resume suspend resolve acknowledge ack escalate mute silence schedule book call tell ask let open tag untag change update reset";
const ONLY_BEFORE_THINGS: ReadonlySet<string> = new Set(
  "share restore trigger raise bounce associate disassociate assume decrypt expose change update reset open tag call page block access launch use release stop start call email message write run build make set copy move store order deny close add post schedule upload drop".split(
    " ",
  ),
);
/** Those of them that are no nouns: "reset bob's password". */
const ONLY_VERBS: ReadonlySet<string> = new Set(
  "change update reset open close stop start add make set deny block move release write upload drop share restore trigger raise bounce associate disassociate decommission tear retrieve assume decrypt expose".split(
    " ",
  ),
);
const VERBS: ReadonlySet<string> = new Set(ALWAYS.split(" "));
const READING: ReadonlySet<string> = new Set(["me", "us"]);
const LINKED =
  /(?:\band\b|\bthen\b|,|\balso\b|\.|!|\?)\s*(?:then\s+|please\s+|also\s+|can you\s+|could you\s+|and\s+)*([a-z]+)\s+(\S+)/g;
const THING =
  /^(?:[\ue000-\uf8ff]|an?|the|all|every|everything|my|our|his|her|their|this|that|these|those|it|them|him|port|rule|new|another|up|down|off|on|back|someone|everyone)$/;
const MESSAGE =
  /\b(?:tell|notify|message|ping|dm|remind|warn|page|slack|email)\s+(?!me\b|us\b|changes?\b|events?\b)(?:[\ue000-\uf8ff]|@\S+|the\s+(?:team|on-?call|channel|security|owner|user|boss|manager)|him|her|them|everyone|team|support|security|on-?call|bob|alice|my|our)\b/;

/** "sg-1 please delete", "i-1 reboot now". */
const VALUE_FIRST =
  /^[\ue000-\uf8ff][\s,:-]+(?:please\s+|pls\s+|plz\s+)?([a-z]+)(?:\s+(?:it|now|please|pls|asap|them))*[\s.!]*$/;
/** "i want sg-1 deleted", "get port 443 opened", "i need access to bucket payroll". */
const WISH =
  /\b(?:i|we) (?:want|need|would like)\b[^?]{0,60}\b(?:access to|deleted|removed|opened|closed|created|restarted|rebooted|stopped|started|changed|reset|rotated|revoked|granted|enabled|disabled|a new|new)\b|^(?:please )?(?:get|have) [^?]{0,60}\b(?:deleted|removed|opened|closed|created|restarted|rebooted|stopped|changed|reset|rotated|revoked|granted)\b(?!.*\bby whom\b)|^(?:please )?get rid of\b|^(?:please )?tear down\b|\bto be (?:deleted|removed|opened|closed|created|restarted|stopped|changed|revoked|granted)\b|^(?:see|make sure|ensure) (?:that )?\S+ (?:is|are|gets?)\b|^call (?:aws |amazon )?support\b|\bmake public$|\b(?:i|we)(?: want| need|['’]d like| would like) to (?!know|see|find|understand|check|look|get (?:an|a list)|list|hear|learn|trace|follow|review|have a look|ask)(?!.*\b(?:who|what|which|when|where)\b)|^may (?:i|we)\b|^help (?:me|us) (?!find|see|understand|figure|look|check|list|get|know|trace|with|out|investigate)|^(?:please )?(?:give|get|grant) (?:me|us) access to\b|^request (?:[\ue000-\uf8ff]|access|roles?|quotas?|permissions?|keys?|an?|the|more)\b|^(?:i need |we need |i want |we want |need |want )?(?:an? )?new (?:user|role|key|access key|password|account|group|token)(?: please)?(?: for\b.*| please)?$/;

/** Whether somebody wants something done rather than told; `skeleton` has values as private-use characters. */
export function isCommand(skeleton: string, hasTime: boolean, lexicon: Lexicon): boolean {
  const text = skeleton.replace(POLITE, "");
  const words = text.split(/[\s,]+/);
  const [first = "", second = ""] = words;
  if (isOrder(first, second, lexicon, text !== skeleton) && !isNounOfEvents(words, lexicon)) return true;
  if ((!hasTime || NOT_PAST.test(text)) && isDone(words, lexicon)) return true;
  for (const [, verb = "", object = ""] of text.matchAll(LINKED)) {
    if (VERBS.has(verb) && THING.test(object.replace(/[.,!?]+$/, ""))) return true;
  }
  const [, last = ""] = VALUE_FIRST.exec(text) ?? [];
  if (VERBS.has(last)) return true;
  return (
    WISH.test(text) ||
    MESSAGE.test(skeleton) ||
    /\bi (?:want|need|would like) (?:you )?to (?:delete|remove|stop|create|revoke|change|open|close|disable)\b/.test(
      skeleton,
    )
  );
}

/** Times that may as well lie ahead. */
const NOT_PAST = /\b(?:today|tonight|now|this (?:week|month|morning|afternoon|evening))\b/;
/** Verbs of reading, which only ask. */
const ASKING: ReadonlySet<string> = new Set(["trace", "history", "act"]);
/** Verbs of which "-ing" is as well a noun: "mining by alice", "tampering with trails". */
const NOUNS_IN_ING: ReadonlySet<string> = new Set(["tamper", "mine", "enumerate", "login", "exfiltrate"]);
/** Commands that have the form of no regular verb. */
const IRREGULAR =
  /^(?:take down|blow away|tear down|set up|build|put|write|run|read|steal|hide|take on|shut down|shutdown|roll back|log ?(?:in|on|into|onto|in to)|bring up|stand up|spin up|spin-up|rewrite|overwrite|mine|get at|make use of)$/;

/** "steal data", "deregister ami-1", "use key x", "deleting sg-1": a verb to begin with and something to do it to. */
function isDone(words: readonly string[], lexicon: Lexicon): boolean {
  const entry = lexicon.longest(words, 0);
  if (entry?.part !== "action" || ASKING.has(entry.concept)) return false;
  const text = entry.words.join(" ");
  const object = words[entry.words.length] ?? "";
  const isObject =
    THING.test(object) ||
    ["kind", "service"].includes(lexicon.longest(words, entry.words.length)?.part ?? "") ||
    object === "root";
  if (entry.words.some((word) => word.endsWith("ing"))) return THING.test(object) && !NOUNS_IN_ING.has(entry.concept);
  if (entry.form !== "base" && !IRREGULAR.test(text)) return false;
  return (
    isObject ||
    (object === "" && !isNoun(text, entry.concept, lexicon)) ||
    ["as", "data", "into", "with"].includes(object)
  );
}

/** "change", "use": the verb and the noun are one word. */
function isNoun(text: string, concept: string, lexicon: Lexicon): boolean {
  const plural = lexicon.longest([`${text}s`], 0) ?? lexicon.longest([`${text}es`], 0);
  return plural?.form === "plural" && plural.concept === concept;
}

/** "assume role events", "change history": what begins like a command is what events are called. */
function isNounOfEvents(words: readonly string[], lexicon: Lexicon): boolean {
  const entry = lexicon.longest(words, 0);
  const next = entry === null ? null : lexicon.longest(words, entry.words.length);
  return entry !== null && entry.words.length > 1 && next?.form === "plural" && ["soft", "action"].includes(next.part);
}

/** "give list of": shown, not given to somebody. */
const SHOWN: ReadonlySet<string> = new Set(
  "list overview summary report details info information everything counts count numbers breakdown timeline history".split(
    " ",
  ),
);

function isOrder(first: string, second: string, lexicon: Lexicon, isPolite: boolean): boolean {
  if (!VERBS.has(first) || second === "" || READING.has(second) || (first === "give" && SHOWN.has(second)))
    return false;
  if (!ONLY_BEFORE_THINGS.has(first)) return true;
  if (THING.test(second)) return true;
  const entry = lexicon.longest([second], 0);
  if (entry === null && ONLY_VERBS.has(first) && !looksLikeTime(second)) return true;
  if (entry?.part === "service" && ONLY_VERBS.has(first)) return true;
  return isPolite ? entry?.part !== "filler" : entry?.part === "kind" && entry.form === "singular";
}
