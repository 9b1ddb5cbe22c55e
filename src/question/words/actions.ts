/**
 * What people do, by concept: expressions separated by commas. `verb+` stands for all regular forms of a verb, `verb++`
 * doubles its last letter, `noun#` is a noun with its plural, `(a|b)` either. A word belongs to one concept only.
 */
export const ACTIONS: Readonly<Record<string, string>> = {
  change:
    "change+, change#, weaken+, resize+, modify+, edit+, edit#, touch+, alter+, update+, update#, adjust+, tweak+, tweak#, amend+, reconfigure+, " +
    "rewrite, rewrites, rewrote, rewritten, rewriting, overwrite, overwrites, overwrote, overwritten, overwriting, mess+ (with|around with|up|up with), fiddle+ (with|around with), " +
    "tinker+ with, tamper+ around with, play+ (with|around with), screw+ (with|up), monkey+ with, modification#, alteration#, " +
    "adjustment#, amendment#, modifier#, changer#, editor, writes, last-modified",
  "schedule-deletion":
    "scheduled for deletion, scheduling for deletion, schedule deletion, schedules deletion, scheduled deletion, scheduled deletions, scheduling deletion, schedule key deletion, scheduled key deletion, schedule for deletion, deletion scheduled, pending deletion",
  around:
    "change+ around, change# around, surroundings, surroundings of, in the surroundings of, changed near, changed in the neighbourhood of, changed in the neighborhood of, happen+ around, go on around, went on around, going on around, modif(y|ied|ies|ying) around, touch+ around, update+ around",
  create:
    "create+, creation#, creator#, provision+, provisioning, build, builds, built, building, generate+, set up, sets up, setting up, " +
    "stand up, stood up, standing up, bring up, brought up, bringing up, allocate+, register+, come up with, put up, author#, recreate+",
  add: "add+, enrol++, enroll+, addition#, introduce+, insert+",
  launch:
    "launch+, launch#, boot+, boot+ up, spin up, spins up, spun up, spinning up, spin-up, fire+ up, spawn+, kick+ off, scale+ up",
  open: "open+, allow, allows, allowed, allowing, open+ up, opening#",
  close: "close+, close+ down, block+",
  delete:
    "delete+, deletion#, vanish+, disappear+, (went|gone|goes) missing, remove+, removal#, destroy+, destruction, terminate+, termination#, kill+, drop++, wipe+, wipe+ out, erase+, " +
    "nuke+, purge+, trash+, decommission+, deregister+, release+, tear down, tears down, tore down, torn down, tearing down, " +
    "take down, took down, taken down, taking down, (get|got|gets|getting) rid of, blow away, blew away, axe+, deleter#, remover#",
  stop:
    "stop++, disable+, halt+, pause+, suspend+, turn+ off, switch+ off, (turn|turned|switch|switched|shut) (it|them|that) off, taken off, shut down, shuts down, shutting down, shutdown#, shut off, " +
    "deactivate+, silence+, mute+, blind+, interrupt+",
  start:
    "start+, start+ up, restart+, reboot+, bounce+, enable+, activate+, reactivate+, turn+ on, switch+ on, (turn|turned|switch|switched) (it|them|that) on, resume+",
  attach: "attach+, attachment#, associate+, association#, join+, mount+, link+",
  detach: "detach+, detachment#, disassociate+, disassociation#, unlink+, unmount+",
  "grant-self":
    "(give|gives|gave|given|giving|grant|grants|granted|granting) (himself|herself|themselves|itself|themself) (admin|administrator|admin rights|admin access|admin permissions|administrator rights|administrator access|administrator permissions|more permissions|permissions|rights|more rights|access), (make|makes|made|making) (himself|herself|themselves|itself|themself) (admin|administrator|an admin), become admin, became admin, became administrator",
  grant: "grant+, escalate+, escalation#, elevate+, elevation#, raise+",
  revoke: "revoke+, revocation#, strip++, downgrade+",
  rotate: "rotate+, rotation#, renew+, reset, resets, resetting",
  share: "share+, (share|shares|shared|sharing) (outside|externally|with the outside|with outsiders), leak+, publish+",
  deploy: "deploy+, deployment#, roll+ out, rollout#, ship++, redeploy+, rollback#, roll+ back",
  tag: "tagged, tagging, untag++, retag++, labelled, labelling, labeled, labeling",
  assume:
    "assume+, (go|goes|went|going|gone) into, assumerole, assume-role, assume role#, assumerolewithsaml, assumerolewithwebidentity, hop++ into, assumption#, assumer#, take on, took on, taken on, taking on, switch+ (to|into), chain+ into, impersonate+",
  use: "use+, usage, usages, use#, utilize+, utilise+, utilization, make use of, made use of",
  access:
    "access+, access, looked, get into, gets into, got into, getting into, looked up, looked at, look+ at, pull+ (files|objects|data) (from|out of), pulled, read, reads, reading, reader#, view+, looking into, fetch+, download+, retrieve+, retrieval#, consume+, " +
    "peek+ at, obtain+, get+ access to, got access to, get at, got at",
  write:
    "put, puts, putting, reads and writes, read or wrote, reads or writes, write, wrote, written, writing, writer#, upload+, upload#, put into, store+",
  decrypt: "decrypt+, encrypt+, decryption#, encryption#, sign+ with",
  invoke: "invoke+, trigger+, run, runs, ran",
  try: "try, tried, tries, trying",
  act:
    "do, doing, done, activity, activities, action#, perform+, up to, behaviour#, behavior#, carry out, carried out, execute+, " +
    "work+ on, been at, movement#, doings, footprint#, deed#",
  happen:
    "happen+, occur++, went on, going on, gone on, goes on, go on, took place, take place, taken place, went down",
  history:
    "(events|calls|everything|anything|requests|actions) touching, chronology, complete story, full story, story of, history, histories, timeline#, time line, audit trail#, audit log#, audit, lifecycle, life cycle, chronology, paper trail",
  login:
    "sign+ (in|on|into|onto|in to|in on), signin#, sign-in#, signon#, sign-on#, sign-in, log (in|into|onto|in to|in on|on), logged (in|into|onto|in to|in on|on), logging (in|into|onto|in to), logs (into|onto|on), (who|user|users|he|she|they|nobody|everybody) logs in, login#, " +
    "logon#, log-in#, log-on#, logged-in, loggins, sign in#, log in#, log on#, sign on#, signed-in, authenticate+, authentication#, signing-in, console session#",
  succeed: "succeed+, success, successes, successful, successfully, work+ fine",
  tamper: "tamper+, tamper+ with, tampering, evade, evasion, hide, hid, hidden, cover+ tracks",
  chain: "chain#, role chain#, role chaining, assume-role chain#, assumerole chain#",
  throttle:
    "throttle+, throttling, throttlingexception, rate limited, rate limiting, ratelimited, slow+ down, slowdown, rate exceeded, toomanyrequestsexception, requestlimitexceeded",
  enumerate:
    "enumerate+, enumeration, doing recon, doing reconnaissance, recon activity, reconnaissance activity, recon, reconnaissance, scan++, scan#, probe+, snoop+, discovery",
  exfiltrate:
    "exfiltrate+, exfiltration, exfil, (take|taking|took|taken|copy|copying|copied|move|moving|moved|get|getting|got|send|sending|sent|smuggle|smuggling|smuggled) data out (of the company|of the organization|of the organisation|of the account|of our account|of our accounts|of aws|), data exfiltration, data leak#, leaking data, data leaving the (account|company|organization), data theft, steal, stole, stolen, stealing, data leaving, (data|anything|something) left the account",
  mine: "mining, miner#, cryptomining, crypto mining, coin mining, bitcoin mining, mining bitcoin#, mining coin#, mine bitcoin#, mine coin#, cryptojacking, crypto",
  sabotage:
    "ransom, ransomware, sabotage+, sabotage+ a lot, (delete|deletes|deleted|deleting|destroy|destroyed|destroying|remove|removed) a lot, sabotaging, mass-deletion#, many deletes, many deletions, lots of (deletes|deletions), (delete|deleted|deleting) (lots of|many|a lot of|masses of) (things|resources|stuff), destroy+ everything, delete+ everything, bulk deletion#, bulk delete#, mass deletion#, mass delete#, destructive, wiping everything",
  replace: "replace+, swap++, copy, copies, copied, copying, move+, rename+, restore+, failover#, fail+ over",
  trace: "trace+, trace#, follow+, pivot+",
  approve: "approve+, accept+, confirm+, invite+, requested",
  lock: "lock+, unlock+, quarantine+, isolate+",
};
