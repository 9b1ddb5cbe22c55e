/** Words that a question may hold beside what it is about: they explain nothing and need no explanation. */
export const FILLERS =
  "a, an, the, hi, hello, heya, hiya, howdy, greetings, hi team, hi all, flagged, guardduty flagged, flagged by guardduty, because of, due to, owing to, audit question, please, the hell, the heck, on earth, the fuck, tf, the f, in the world, pls, plz, kindly, hey, hi there, show, shows, showing, list, listing, display, give, giving, find, finding, search, " +
  "search for, look, looking, look up, lookup, look for, looking for, look into, check, checking, check if, check whether, pull, pull up, fetch me, " +
  "get, gets, got, gotten, getting, get me, see, seeing, seen, saw, tell me, tell us, let me know, let us know, let me see, need to know, want to know, would like to know, " +
  "like to know, wanna know, want to see, need to see, wondering, wonder, curious, interested in, know, known, do we know, do you know, do u know, does anyone know, " +
  "does anybody know, does someone know, anyone know, anybody know, any idea, any ideas, any clue, any chance, any news, any sign of, any signs of, signs of, got any, there any, " +
  "(can|could|would|will) (somebody|someone|anybody|anyone) (please|pls|) (tell me|tell us|show me|show us|check|find out|see|look up|look), can you, could you, can u, could u, would you, can i, can we, could i, could we, may i, would you mind, are you able to, is it possible to, i need, we need, i want, i would like, " +
  "i am, we are, help me, help us, help me find, help me understand, find out, figure out, work out, dig up, dig out, me, us, i, we, you, u, my, our, your, their, " +
  "all, any, some, every, each, whole, full, complete, entire, overall, both, several, quick, quickly, " +
  "of, to, for, from, in, on, at, by, with, as, about, into, onto, within, per, across, towards, regarding, concerning, related to, involving, against, over, upon, via, inside, throughout, around, near, during, under, re, off, up, out, " +
  "and, also, or, then, so, too, plus, as well, well, just, only, exactly, really, actually, basically, simply, maybe, perhaps, possibly, ever, already, yet, again, still, even, else, " +
  "did, is, are, was, were, be, been, being, am, has, have, had, having, does, that, there, here, if, whether, how, when, where, whom, who, whoo, hwo, whoever, by whom, by who, from where, from whom, at what time, what time, what times, which one, which ones, " +
  "one, ones, way, kind, kinds, kind of, sort, sort of, type of, types of, bit, lot, lots, bunch, set of, sets, part, " +
  "details, detail, info, information, report, reports, overview, summary, summarize, summarise, results, result, data, output, list of, details of, " +
  "(thanks|thank you|thx|ty|tia|many thanks) (in advance|a lot|a bunch|so much|very much|all|), cheers, ok, okay, yo, hello team, team, folks, guys, fyi, asap, urgent, urgently, btw, quick question, question, " +
  "now please, recently changed by, aws, amazon, amazon web services, cloud, environment, env, infra, infrastructure, in cloudtrail, from cloudtrail, according to cloudtrail, cloudtrail says, (in|from|in the|from the|in our) cloudtrail logs, " +
  "last person to, the last to, lately, last one, caused by, responsible, responsible for, guilty, culprit, behind, " +
  "walk me through, run me through, talk me through, in question, at all, proof, taken, returned, returning, keep, keeps, kept, keeping, named, called named, by name, with id, id, ids, name, names, on behalf of, successfully or not, time, times, times did, moment, occasion, who exactly, what exactly, exact, " +
  "who did, did anyone, did anybody, did someone, did somebody, anyone, anybody, someone, somebody, people, persons, has anyone, has someone, was anyone, was anybody, was someone, did we, did you, have we, had we, everyone who, " +
  "alleged, apparently, sadly, suddenly, accidentally, by accident, by mistake, mistakenly, unexpectedly, came in, through, hmm, hm, uh, um, uhm, oh, ah, oops, damn, wtf, omg, argh, ugh, sorry, excuse me, sorry to (bother|disturb), sorry (to bother|to disturb) you, good people, and what, and who, actual, given, such, this, these, those, like, such as, particular, specific, ours, im, ive, id like, d, s, etc, incl, latest on, ago, at once, in a short time, in short time, within a short time, based on, based upon, any signs, any signs of it, i mean, (the|) (person|guy|user|users|people|engineer|one|ones|developer) (who|that), name of (the|) (person|guy|user|one) (who|that), need a name, whatsoever, somewhere, anywhere, for the record, one by one, in detail, anyone know, looks like, look like, seems like, seems to be, looks as if, any indication of, any indication that, any indication, indication of, any indications of, any indications, indications of, indicators of, any hint of, any evidence of, evidence of, evidence, for the auditor, for auditors, for our auditor, for the audit, for an audit, auditor asks, auditors ask, auditor question, auditor wants to know, for compliance, for a report, for the report, in our accounts, in our account, in our aws account, in our aws accounts, across accounts, across all accounts, across our accounts, all accounts, in all accounts, all our accounts, in any account, any account, every account, in every account, any of our accounts, all regions, across regions, in all regions, across all regions, any region, in any region, any service, all services, its own, his own, her own, their own, all fields, with all fields, back to the start, real person, back to (the|a|its) person, to (the|a) person, back to (the|a|its) human, to (the|a) human";

/** Words that leave a trace in the meaning but never need one: any of them may stand in a question unexplained. */
export const SOFT: Readonly<Record<string, string>> = {
  call: "call+, call#, api call#, api-call#, api, apis, aws call#, aws api call#, request#, api request#, event#, operation#, api operation#, invocation#, api event#, cloudtrail event#, cloudtrail record#, cloudtrail entry, cloudtrail entries, eventname#, api action#, record#, entry, entries",
  any: "anything, something, everything, thing, things, stuff, whatever, any activity, anythin",
  what: "wat, waht, wht, wot, wut, what, which, what all, (which|what) (user|users|person|people|principal|principals|identity|identities|iam user|iam users|engineer|engineers|developer|developers|dev|devs|colleague|colleagues|employee|employees|guy|admin|admins|teammate|teammates)",
  make: "make, makes, made, making",
  come: "(come|comes|came|coming|originates|originated|appeared) from, originate+",
  arrive: "come, comes, came, coming, arrive+, appear+, show+ up, turn+ up",
  hit: "hit, hits, hitting, reach+, (run|ran|runs|running) into",
  send: "sent, send, sends, sending",
  attempt: "attempt+, attempt#",
  newest: "latest, newest, recent, recently, most recent, most recently, freshest",
  rule: "rule#, inbound, outbound, ingress, egress, setting#, configuration#, configured, attribute#, property, properties, detail setting#, config, configs",
};

/** Words that point at something said elsewhere. */
export const POINTERS =
  "it, its, itself, they, them, themselves, he, she, him, her, his, hers, same, the same, former, latter, this one, that one, this guy, that guy, this thing, that thing, himself, herself, someone's, aforementioned, said";
