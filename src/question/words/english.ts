import { readFileSync } from "node:fs";

const WORDS: ReadonlySet<string> = new Set(
  readFileSync(new URL("./english.txt", import.meta.url), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith("#") ? [] : line.split(" "))),
);

/** What the list lacks and still is nobody's name: countries, cities, languages, protocols, formats, companies, jargon. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    "africa america asia australia austria belgium berlin brazil britain brussels canada china cuba denmark dublin egypt england " +
    "europe finland france frankfurt germany greece hungary iceland india indonesia iran iraq ireland israel italy japan kenya " +
    "korea london madrid mexico moscow netherlands nigeria norway ohio oregon pakistan poland portugal romania rome russia " +
    "scotland seattle singapore spain sweden switzerland syria taiwan texas tokyo turkey ukraine usa vienna vietnam wales " +
    "zurich mars venus jupiter german british english american russian chinese indian japanese european asian african italian " +
    "spanish dutch turkish ukrainian brazilian canadian mexican korean iranian " +
    "saml oidc oauth ldap kerberos ssh ftp sftp rdp telnet smtp imap http https graphql grpc tcp udp icmp rpc tor tty csv tsv json " +
    "yaml pdf xlsx excel okta google microsoft facebook github gitlab bitbucket salesforce docker kubernetes nginx apache redis " +
    "unix linux macos ubuntu ios chatgpt openai jira log4j sudo su git svn backend frontend ui ux sdk cli iac webhook malware botnet " +
    "spam phishing nefarious seismic accounting hr ciso dba engineering schema legit " +
    "bots binding bindings mapping mappings admins devs sysadmins sres dbas contractors unencrypted unapproved undocumented lol lmao rofl haha hahaha hehe imo imho tbh afaik idk smh nvm ffs jk yep yup nope nah bro dude pal bruh thx tia programmatic semiautomatic unplanned upcoming workspace workspaces mom mum"
  ).split(" "),
);

/**
 * Whether a word in lower case is an ordinary English one, a regular form of one, or one that is nobody's name either. Of a form whose stem
 * `isKnown`, nothing is said: "stoped" is no word although "stop" is.
 */
export function isOrdinary(word: string, isKnown: (stem: string) => boolean): boolean {
  if (WORDS.has(word) || OTHERS.has(word)) return true;
  const stems = stemsOf(word);
  return stems.some((stem) => WORDS.has(stem)) && !stems.some(isKnown);
}

/** What a regular plural, past, "-ing" or "-ly" may come from. */
function stemsOf(word: string): readonly string[] {
  const [, short = "", ending = ""] = /^([a-z]{2,}?)(ies|ied|ves|es|s|ed|ing|ly)$/.exec(word) ?? [];
  if (ending === "") return [];
  const single = short.at(-1) === short.at(-2) ? [short.slice(0, -1)] : [];
  switch (ending) {
    case "ies":
    case "ied":
      return [`${short}y`, `${short}ie`];
    case "ves":
      return [`${short}f`, `${short}fe`, `${short}ve`];
    case "es":
    case "s":
      return [short, ...(ending === "es" ? [`${short}e`] : [])];
    case "ed":
    case "ing":
      return [short, `${short}e`, ...single];
    default:
      return [short];
  }
}
