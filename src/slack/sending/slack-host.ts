/** Slack's hosts beside its Web API: where notes to one person go, and the bytes of files. */
type Service = "hooks" | "files";

/**
 * Whether an address that came from outside leads to this service of Slack's, over TLS, or to the very host and port of
 * another Slack (`apiUrl`). Whoever names another address would be handed log evidence, or a request from inside the
 * network.
 */
export function leadsToSlack(address: string, service: Service, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const target = new URL(address);
  const api = new URL(apiUrl);
  if (api.hostname === "slack.com") return target.protocol === "https:" && target.host === `${service}.slack.com`;
  return target.protocol === api.protocol && target.host === api.host;
}
