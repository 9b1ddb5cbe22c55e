/** What people call ports through which somebody gets in. https://www.iana.org/assignments/service-names-port-numbers */
const PORTS: ReadonlyMap<string, string> = new Map([
  ["ftp", "21"],
  ["ssh", "22"],
  ["telnet", "23"],
  ["smb", "445"],
  ["rdp", "3389"],
  ["vnc", "5900"],
  ["winrm", "5985"],
]);

/** `port 22` for "ssh", or null. Only that port is looked for, whatever else may listen for it elsewhere. */
export function wordsOfPort(name: string): string | null {
  const port = PORTS.get(name.toLowerCase());
  return port === undefined ? null : `port ${port}`;
}
