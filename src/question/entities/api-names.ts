const VERBS =
  "Accept|Activate|Add|Allocate|Apply|Archive|Assign|Associate|Assume|Attach|Authorize|Batch|Cancel|Change|Check|Complete|Confirm|Console|Copy|" +
  "Create|Deactivate|Delete|Deregister|Describe|Detach|Disable|Disassociate|Enable|Execute|Exit|Export|Failover|Generate|Get|Grant|Head|Import|" +
  "Initiate|Invite|Invoke|Leave|List|Lookup|Merge|Modify|Monitor|Move|Pass|Promote|Provision|Publish|Purchase|Put|ReEncrypt|Reboot|Receive|" +
  "Register|Reject|Release|Remove|Replace|Request|Reset|Resize|Restore|Retire|Revoke|Rotate|Run|Schedule|Search|Select|Send|Set|Share|" +
  "Simulate|Start|Stop|Submit|Subscribe|Switch|Sync|Tag|Terminate|Test|Transfer|Unassign|Unsubscribe|Untag|Update|Upgrade|Upload|Validate|Verify";
const EVENT_NAME = new RegExp(`^(?:${VERBS})(?:[A-Z][A-Za-z0-9]*)+$|^(?:[a-z0-9-]{2,40}:)(?:[A-Z][A-Za-z0-9]+|\\*)$`);
const ROLE_EVENT = new RegExp(`^(?:${VERBS})(?:Service|Service?Linked)?Role$`);
const DENIED =
  /^(?:client\.|server\.)?(?:\w*access_?denied\w*|\w*unauthori[sz]ed\w*|forbidden\w*|\w*not_?authori[sz]ed\w*)$/i;
const THROTTLED =
  /^(?:client\.|server\.)?(?:\w*throttl\w*|requestlimitexceeded|toomanyrequests\w*|slowdown|provisionedthroughput\w*)$/i;
const LACKING = /^(?:client\.|server\.)?(?:insufficient\w*capacity|\w*limitexceeded\w*|servicequota\w*)$/i;

/** Whether a word is the name of an API action, such as RunInstances or s3:GetObject. */
export function isEventName(text: string): boolean {
  return EVENT_NAME.test(text) && !isRoleName(text);
}

/** Whether a name says by itself that it is a role's. */
export function isRoleName(text: string): boolean {
  if (/^AWSReservedSSO_|^AWSServiceRoleFor/.test(text)) return true;
  return /^[\w+=,.@-]+(?:[a-z0-9]Role|[-_][Rr]ole)$/.test(text) && !ROLE_EVENT.test(text);
}

/** The concept of the lexicon that an error code stands for, or null when it is none that the lexicon knows. */
export function conceptOfErrorCode(text: string): "deny" | "throttle" | "capacity" | null {
  if (!/[a-z](?:[A-Z_.]|$)/.test(text) || /[-/@]/.test(text)) return null;
  if (DENIED.test(text)) return "deny";
  if (THROTTLED.test(text)) return "throttle";
  return LACKING.test(text) ? "capacity" : null;
}
