/** How things are and how much of it, by concept; written like `ACTIONS`. */
export const QUALITIES: Readonly<Record<string, string>> = {
  fail:
    "fail+, failure#, unsuccessful, unsuccessfully, (did|do|does|was|were|have|has) not (succeed|succeeded|work|worked|successful|go through|gone through), " +
    "not (successful|succeed|working|successfully), without success, went wrong, go wrong, gone wrong, broke, broken, wrong, " +
    "(could|can) not, unable to, cannot, incorrect, bad, invalid, could not, aborted",
  error: "error#, error code#, error message#, errorcode#, erroring, errored, exception#",
  deny:
    "deny, denies, denied, (for|because of|due to|by) (a |)(lack|want) of (permission|permissions|privileges|rights|authorization), lack of (permission|permissions|privileges|rights), denying, denial#, accessdenied, access-denied, refuse+, refusal#, unauthorized, unauthorised, unauthorizedoperation, " +
    "forbidden, forbid, disallowed, not (allowed|authorized|authorised|permitted|entitled), was not (allowed|authorized|permitted), " +
    "(lack|lacks|lacked|lacking|missing|insufficient|without|no|not enough) (permission|permissions|privileges|rights|authorization), " +
    "accessdeniedexception, 403, 403s, bounced off, reject+, prohibited, rejected for permissions",
  new:
    "new, newly, fresh, freshly, unprecedented, unseen, unknown, unfamiliar, unrecognized, unrecognised, " +
    "(never|not) seen (before|previously|until now|earlier|so far|in the past), never seen, (we|i|us) never saw before, never saw before, never saw, not previously seen, previously unseen, " +
    "never before seen, never-before-seen, never (did|done|used|do|called|made|came|come|made use of) before, (have|has) not seen (before|earlier), " +
    "(have|has) not seen, (did|had) not (use|see|used|seen) before, not used before, never used before, never appeared before",
  "first-time":
    "first-time, first time, for the first time, first seen, for the very first time, first action#, first call#",
  top:
    "top, most, commonest, biggest, busiest, largest, highest, heaviest, loudest, chattiest, noisiest, frequent, frequently, common, commonly, " +
    "popular, hottest, talkative, ranking, rank+, leaderboard, hitters, greatest, prolific, often, hardest, prevalent",
  active: "active, actively",
  console: "console, aws console, management console, web console, aws management console",
  count:
    "count#, how many times, how often, how frequently, how many, number of, total, totals, tally, statistics, stats, breakdown, sum, histogram",
  each: "per (user|service|region|minute|hour|day|week|weekday|month|action|account|role|ip|person), by (minute|hour|day|week|weekday|month), (by|per) (type|kind|event|event type|event name)",
  unusual:
    "unusual, unusually, abnormal, abnormally, anomalous, anomaly, anomalies, excessive, weird, weirdly, strange, strangely, odd, oddly, " +
    "suspicious, suspiciously, spike#, spiking, spiked, surge#, burst#, more (calls|requests|activity|traffic|) than (usual|normal), " +
    "more than (usual|normal), than (usual|normal), out of (the|) ordinary, atypical, outlier#, (far|way|well|high) above (its|their|his|her|the|) (normal|usual) (rate|rates|volume|level|), abnormally high, unusually high, unusually many, abnormally many, suspiciously many, jump+, jump#, went up, shot up, (abnormally|unusually|suspiciously) high number of, (abnormally|unusually|suspiciously) high volume of, high number of, high volume of, unusual amount of, unusual number of, higher than (usual|normal), above (normal|average|usual), crazy, insane, insanely, uncommon, rare, irregular",
  normal: "normal, normally, usual, usually, typical, typically, profile, baseline",
  volume: "volume#, rate#, traffic, amount#, call rate#, call volume#, noise, noisy",
  anonymous:
    "anonymous, anonymously, unauthenticated, unsigned, (without|no|w/o|with no|not any|lacking) (credential|credentials|authentication|auth), " +
    "not authenticated, nobody signed in, uncredentialed, without signing in, without logging in",
  public:
    "public, publicly, world, the world, internet, the internet, everyone, everybody, world-readable, wide open, open to all, (to|from) anywhere",
  "no-mfa":
    "(without|no|w/o|with no|not using|not use|lacking|missing|skipping|skipped|skip|bypassing|bypassed|sans|minus) (any|their|an|a|) (mfa|2fa|two-factor|two factor|second factor|multi-factor|multi factor|mfa device|mfa token|otp|multifactor), " +
    "(did|do|does|was|were|have|has) not (use|used|using|have|had|need|with|provide) (mfa|2fa|two-factor|two factor|second factor|multi-factor), " +
    "(mfa|2fa) (not used|was not used|off|missing|not present|less|skipped|bypassed), non-mfa, mfa-less, mfaless, single factor, single-factor, password only, only password, just password, just a password",
  mfa: "mfa, 2fa, two-factor, two factor, second factor, multi-factor, multi factor, multifactor, otp, mfa device#",
  root: "root, root user, root account, account root, root login user, root credentials, the root user, root principal, root users, aws root",
  "least-privilege":
    "least privilege, least-privilege, least privileges, minimal permissions, minimum permissions, minimal policy, minimum policy, permissions needed, needed permissions, (actually|really) (call|calls|called|needed), really used, actually used, really use, actually use, really needs, actually needs, really need, actually need, unused permissions, right-size, rightsize, tighten",
  "cross-account":
    "cross account, cross-account, crossaccount, crossed accounts, other account#, other aws account#, another account, another aws account, foreign account#, foreign aws account#, external aws account#, not ours, (account|accounts) that (is|are) not ours, (account|accounts) outside (our|the) (organization|organisation|org), not our own, not belonging to us, belonging to (accounts|an account) that (are|is) not ours, external account#, outside account#, different account#, third party account#, other people's accounts, outside our account, outside our organization, outside the organization, external principal#, foreign principal#, of ours, third-party account#",
  "by-hand":
    "by hand, manual, manually, clickops, click-ops, hand-made, outside terraform, outside of terraform, not through code, not by terraform, drift, (by hand|manually|) (instead of|rather than|and not) (by|through|via|with|using|) (terraform|code|cloudformation|iac|infrastructure as code|a pipeline|the pipeline|our pipeline|pipelines|ci), bypassing (terraform|the pipeline|our pipeline|iac|ci), (change|changes|changed|modified|edited|made|done) by (a human|humans), in the console by hand",
  "odd-place":
    "(odd|strange|weird|unusual|new|foreign|unknown|unfamiliar|unexpected) (countries|country|places|place|location|locations|cities|city)",
  logs: "log#, the logs, cloudtrail log#",
  days: "which days, what days, how far back, which dates, what dates",
  least: "least, fewest, smallest, lowest, rarest",
  "brute-force":
    "brute force, brute-force, bruteforce, brute forcing, password spraying, spraying, credential stuffing, guessing passwords, password guessing, wrong passwords, wrong password, bad password, bad passwords, incorrect password",
  why: "why, how come, reason#, what for, cause#",
  not: "not, no, none, never, without, nobody, noone, nothing, neither, nor, w/o, non",
  except:
    "except, excluding, with (one|few|some|two|an|no) (exception|exceptions), with exceptions, exclude, besides, other than, apart from, unless, only if, but, versus, vs, compare+, compared, difference, instead, rather",
  "rate-limit": "rate limit#, api rate limit#, request rate limit#",
  capacity:
    "quota#, limit#, limits exceeded, capacity, insufficient capacity, lack of capacity, no capacity, not enough capacity, out of capacity, (vcpu|instance|account) (quota|quotas|limit|limits), insufficientinstancecapacity, servicequotaexceeded, vcpulimitexceeded",
  "out-of-hours":
    "(odd|strange|weird|unusual|unsocial|unsociable) (hours|times|time), not during (business|working|office) hours, outside (office|working|work|normal) hours, at odd hours, out of hours, after hours, outside business hours, off hours, off-hours",
  mobile: "mobile, phone",
  exposed: "exposed, expose, exposes, exposing, exposure#, opened to",
  owner: "registered to, owner#, own, owns, owned, belong, belongs, belonging, whose",
  successor: "next, previous, prior, first",
  compare:
    "more than, less than, fewer than, at least, over than, greater, over and over, (several|many|multiple|two|three|lots of|a lot of|a few|few|a couple of) times, a lot, against (policy|policies|the policy|our policy|the rules|our rules|all rules), again and again, in a row, repeatedly",
  outside:
    "became of, become of, the show, a show, how much, issue#, problem#, trouble#, fault#, application log#, metric#, cost#, costing, bill#, billing, spend, spends, spent, spending, price#, pricing, expensive, cheap, budget#, money, invoice#, " +
    "cpu, memory, latency, disk#, bandwidth, throughput, uptime, status, statuses, state#, health, healthy, unhealthy, performance, slow, load, " +
    "dashboard#, graph#, chart#, weather, lunch, dinner, breakfast, coffee, pizza, beer, joke#, song#, poem#, story, stories, movie#, news, football, meeting#, " +
    "vacation#, holiday#, birthday#, party, ticket#, incident#, outage#, bug#, website#, site#, page#, app#, application#, software, program#, customer#, company, " +
    "companies, boss, manager#, office, world cup, election#, president, stock#, bitcoin, game#, music, book#, article#, email#, e-mail#, mail#, message#, chat#, " +
    "channel#, slack, teams, jira, github, instruction#, prompt#, system, systems, model, language model, ai, robot#, bot, human#, life, love, money, help, advice, " +
    "example#, definition, meaning, concept#, theory, code review, pull request#, commit#, branch, branches, merge, build server, laptop#, computer#, phone number#, " +
    "average#, avg, mean, median#, percentage#, percent, ratio#, trend#, country, countries, city, cities, browser#, device#, department#, " +
    "say, says, saying, spell+, recite+, sing, sings, draw, draws, translate+, imagine+, suppose, guess+, " +
    "revert, undo, fix, fixes, fixed, repair, query, queries, sql, script#, tomorrow, future, running, currently",
  danger: "dangerous, hijack+, malicious, attack#, attacker#, hack+, hacker#, compromise+, breach, breached, abuse+",
};
