/** Who wants to know and what for: said before a question or behind it, and no part of it. */
const WHO =
  "auditors?|auditing|audits?|compliance|pci(?:[- ]?dss)?|iso(?: ?27001)?|sox|soc|soc2|gdpr|hipaa|siem|csirt|cert|security|secops|infosec|legal|hr|" +
  "management|ciso|cto|ceo|boss|manager|customers?|colleagues?|dba|platform|sre|on-?call|incident|post-?mortem|ticket|report|review|board|" +
  "team|architecture|finance|risk|governance|evidence|investigation|forensics";
const ARTICLE = "(?:(?:the|our|an?|my|this|that) )?";
const ASKERS = `${ARTICLE}(?:(?:${WHO}) )*(?:${WHO})`;
const END = String.raw`[\s,.:;!?-]*`;
const ON_THE_NET = String.raw`(?:on|in|at) (?:an? |the |some |our )?(?:public |open )?(?:github|gitlab|bitbucket|pastebin|repo|repos|repository|gist|git|slack|the wild)(?: repo(?:sitory)?)?`;

const SITUATION =
  "(?:(?:our |the )?(?:prod|production|staging|site|website|app|shop|checkout|api|service|platform|everything|something|we|it|things?) )" +
  "(?:is|are|has|have|had|got|went|just|looks?|seems?)(?: (?:an?|the|all|totally|completely|now|just|still|having|another|major|big))* " +
  "(?:down|broken|dead|failing|on fire|broke|outages?|incidents?|sev-?\\d|p[0-3]|issues?|problems?|alarms?|alerts?)(?: (?:again|now|here|going on|in prod|in production))*";

const FRAMES: readonly RegExp[] = [
  // "the auditors want to know who", "compliance wants"
  new RegExp(
    `^(?:(?:hi|hey|hello|so|ok|okay|urgent)[\\s,!]+)?${ASKERS} (?:wants?|needs?|asks?|asked|is asking|are asking|wonders?|would like)(?: me| us)?(?: for)?(?: to (?:know|see|have|get))?(?: for)?${END}`,
    "i",
  ),
  // "soc flagged 203.0.113.77, what"
  new RegExp(`^${ASKERS} (?:flagged|reported|alerted on|pointed at|raised|noticed|saw)\\s+`, "i"),
  // "@here prod is broken, who", "we have an outage. what"
  /^(?:@(?:here|channel|everyone)[\s,:!-]+)+/i,
  new RegExp(
    `^(?:(?:hi|hey|hello|so|ok|okay|help|urgent|all|team|folks|guys|everyone)[\\s,!]+){0,3}${SITUATION}[\\s]*[,.:;!-]+\\s*`,
    "i",
  ),
  // "for the incident report: who"
  new RegExp(
    `^(?:this is |it is |it's |(?:i |we )?need (?:this|it) |needed |asking )?for ${ASKERS}\\s*[,:-]+\\s*`,
    "i",
  ),
  // "got paged, who", "paged at 3. who"
  /^(?:i |we )?(?:just )?(?:got |was |were |been )?(?:paged|woken up|alerted|pinged)(?: again)?(?: (?:at|around) \d{1,2}(?::\d\d)?(?: ?[ap]m)?)?\s*[,.:;!-]+\s*/i,
  // "logins in october, for the pci audit", "pls, it is for the auditor"
  new RegExp(`[\\s,.;-]+(?:(?:it is|it's|its|this is|needed|asking) )?for ${ASKERS}[\\s.!?]*$`, "i"),
  // "whose key is x? found it in a public repo"
  new RegExp(
    `[\\s,.;?!-]+(?:we |i )?(?:just )?(?:found|saw|spotted|seen|posted|leaked)(?: it| this| that)? ${ON_THE_NET}[\\s.!?]*$`,
    "i",
  ),
  // "who changed sg-1 cc @alice": whoever else is to read it
  /[\s,.;?!-]+cc:?(?:[\s,]+(?:and )?(?:@[\w.-]+|[\ue000-\uf8ff])){1,6}[\s.!]*$/i,
];
/** "this key leaked on github: X": X stays. */
const LEAKED = new RegExp(
  `^(?:this|the|an?|our) (?:access |secret )?(?:key|token)(?: id)? (?:was |got |has been |is |just )?(?:leaked|posted|committed|pushed|found|seen|exposed) ${ON_THE_NET}\\s*[,.!?:;-]+\\s*`,
  "i",
);
/** "we found X on github! which calls": X stays. */
const FOUND = new RegExp(
  `^(?:we|i|somebody|someone)(?: just| have| has)? (?:found|saw|spotted) ([^,.!?]*?) ${ON_THE_NET}\\s*[,.!?:;-]+\\s*`,
  "i",
);

/** The question without what only frames it; the same text where nothing would be left. */
export function withoutFraming(text: string): string {
  const bare = FRAMES.reduce(
    (left, frame) => left.replace(frame, ""),
    text.replace(FOUND, "$1 - ").replace(LEAKED, ""),
  );
  return /\p{L}{2}|[\ue000-\uf8ff]/u.test(bare) ? bare.trim() : text;
}
