/**
 * Words that say which logins, events, calls, requests or changes are meant. In front of one of these they are no name
 * of a person, so that "german logins" is asked back while "alice logins" runs.
 */
const WORDS =
  "hourly nightly weekly monthly yearly quarterly annual regular routine periodic concurrent simultaneous parallel duplicate double " +
  "multiple repeat repetitive consecutive sequential remote local global regional internal external foreign domestic international " +
  "legit legitimate genuine real actual true fake false bogus phantom ghost test dummy synthetic automatic programmatic " +
  "semiautomatic late early overdue unplanned planned pending upcoming historic historical old older past final partial minor major " +
  "critical important significant relevant notable risky harmless silent noisy secret private public corporate business personal " +
  "single sole unique distinct separate joint mutual similar identical common general generic special normal " +
  "german french english british american russian chinese indian japanese european asian african italian spanish polish dutch " +
  "turkish ukrainian brazilian canadian mexican korean iranian north south east west " +
  "okta google azure microsoft facebook apple github gitlab bitbucket salesforce oracle saml oidc oauth ldap kerberos radius vpn " +
  "ssh ftp sftp rdp telnet smtp imap sudo su tty unix linux windows macos ubuntu android ios " +
  "http https web rest graphql grpc tcp udp icmp rpc soap webhook socket browser mobile desktop phone video voice conference cold " +
  "support feature friend merge pull leave refund payment purchase order shipping customer client partner supplier " +
  "vendor guest visitor tenant member subscriber student teacher employee staff contractor intern " +
  "malware virus botnet spam phishing criminal illegal illicit fraudulent nefarious rogue seismic volcano volcanic solar weather " +
  "climate market trading sales marketing finance accounting legal hr engineering design product release version schema model " +
  "sports calendar kafka kubernetes k8s docker nginx apache redis timer clock battery keyboard mouse " +
  "shift sea oil gender career job wardrobe mood price size color colour text style format layout title content media " +
  "breaking structural cosmetic organizational organisational technical physical logical political social financial medical " +
  "code source git svn binary file disk cache queue backend frontend app ui ux api sdk cli iac " +
  "human machine system kernel hardware firmware software network packet flow port process thread heap stack memory";

const ATTRIBUTES: ReadonlySet<string> = new Set(WORDS.split(" "));

/** Whether a word in lower case tells a sort of thing rather than a person. */
export function isAttribute(word: string): boolean {
  return ATTRIBUTES.has(word);
}
