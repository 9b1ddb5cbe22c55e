import { describe, expect, it } from "vitest";
import { mrkdwn } from "../../../src/slack/sending/mrkdwn.ts";
import { createRespond } from "../../../src/slack/sending/respond.ts";
import { leadsToSlack } from "../../../src/slack/sending/slack-host.ts";

const SLACK = "https://slack.com/api/";
const OWN = "http://127.0.0.1:4000/api/";

/** Addresses that lead elsewhere than to `name`, whatever they look like. */
const foreign = (name: string): string[] => [
  `https://${name}.evil.example/T0/1`,
  `https://evil.example/${name}`,
  `https://evil.example/?${name}`,
  `https://evil.example#${name}`,
  `https://${name}@evil.example/T0/1`,
  `https://x:${name}@evil.example/`,
  `https://evil.example\\@${name}/`,
  `https://evil${name}/T0/1`,
  `https://sub.${name}/T0/1`,
  `https://${name}./T0/1`,
  `https://${name}:8443/T0/1`,
  `http://${name}/T0/1`,
  `ftp://${name}/T0/1`,
  `file://${name}/etc/passwd`,
  `//${name}/T0/1`,
  name,
  "https://slack.com/api/auth.test",
  "http://169.254.169.254/latest/meta-data/",
  "http://[::ffff:169.254.169.254]/",
  "http://2852039166/",
  "http://127.0.0.1:4000/hooks/H1",
  "http://localhost/",
  "javascript:alert(1)",
  "data:text/plain,x",
  "",
  "https://",
];

describe.each([
  ["hooks", "hooks.slack.com"],
  ["files", "files.slack.com"],
] as const)("fault 156 and fault 160: an address for %s", (service, name) => {
  it("is Slack's own over TLS", () => {
    expect(leadsToSlack(`https://${name}/T0/1?x=1`, service, SLACK)).toBe(true);
    expect(leadsToSlack(`https://${name}:443/T0/1`, service, SLACK)).toBe(true);
  });

  it.each(foreign(name))("is not %s", (address) => {
    expect(leadsToSlack(address, service, SLACK)).toBe(false);
  });

  it.each([
    ["http://127.0.0.1:4000/upload/F1", true],
    ["http://127.0.0.1:4001/upload/F1", false],
    ["http://127.0.0.2:4000/upload/F1", false],
    ["https://127.0.0.1:4000/upload/F1", false],
    ["http://127.0.0.1:4000@evil.example/", false],
    [`https://${name}/T0/1`, false],
  ])("of another Slack is on its very host and port: %s %s", (address, isOwn) => {
    expect(leadsToSlack(address, service, OWN)).toBe(isOwn);
  });
});

describe("fault 160: a note by a response_url", () => {
  const NOTE = { text: mrkdwn("x"), blocks: [] };

  it.each(foreign("hooks.slack.com"))("makes no request to %s", async (address) => {
    const asked: unknown[] = [];
    const respond = createRespond(SLACK, async (url) => {
      asked.push(url);
      return new Response("ok");
    });
    expect(await respond(address, NOTE)).toBe(false);
    expect(asked).toEqual([]);
  });

  it("goes to Slack's hooks, follows no redirect, and is no more than a note", async () => {
    const sent: RequestInit[] = [];
    const respond = createRespond(SLACK, async (_, options) => {
      sent.push(options ?? {});
      return new Response("ok");
    });
    expect(await respond("https://hooks.slack.com/commands/T0/1/x", NOTE)).toBe(true);
    expect(sent).toMatchObject([{ method: "POST", redirect: "error" }]);
    const body = sent[0]?.body;
    expect(JSON.parse(typeof body === "string" ? body : "")).toMatchObject({
      response_type: "ephemeral",
      replace_original: false,
      link_names: false,
      parse: "none",
      unfurl_links: false,
      unfurl_media: false,
    });
  });
});
