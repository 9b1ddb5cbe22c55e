import { createServer } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { WebClient } from "@slack/web-api";
import { pageRoutes } from "../../../src/playground/page/page-routes.ts";
import { startLocalSlack } from "../../../src/playground/start-local-slack.ts";
import type { LocalSlack } from "../../../src/playground/local-slack.ts";

async function page(): Promise<{ slack: LocalSlack; slow: { on: boolean } }> {
  const slow = { on: false };
  const slack = await startLocalSlack({
    routes: (local) =>
      pageRoutes(local, {
        examples: ["who changed sg-1"],
        slow: { get: () => slow.on, set: (on) => void (slow.on = on) },
      }),
  });
  onTestFinished(() => slack.close());
  return { slack, slow };
}

const Fragments = z.object({ sidebar: z.string(), messages: z.string() });

async function fragments(slack: LocalSlack, look: Record<string, string> = {}): Promise<z.infer<typeof Fragments>> {
  const query = new URLSearchParams({ person: "U0ALICE", channel: "C0INC", thread: "", ...look });
  return Fragments.parse(await (await fetch(`${slack.origin}/fragments?${query.toString()}`)).json());
}

function act(slack: LocalSlack, name: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${slack.origin}/act/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** An app that takes whatever is delivered to it. */
async function receiving(taken: string[]): Promise<string> {
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      taken.push(decodeURIComponent(body.replaceAll("+", " ")));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
}

const SAY = { person: "U0ALICE", channel: "C0INC", thread: null, text: "hello" };

describe("the page", () => {
  it.each([
    ["/", "text/html", "<title>Trail demo"],
    ["/page/page.js", "text/javascript", "EventSource"],
    ["/page/page.css", "text/css", "prefers-color-scheme"],
    ["/page/blocks.css", "text/css", "slack_blocks_to_jsx"],
  ])("serves %s", async (path, type, words) => {
    const { slack } = await page();
    const response = await fetch(slack.origin + path);
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.text()).toContain(words);
  });

  it("shows a person's home tab, and sends on what is typed and pressed there", async () => {
    const { slack } = await page();
    expect((await fragments(slack, { channel: "home" })).messages).toContain("has drawn nothing here yet");
    const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    await web.views.publish({
      user_id: "U0ALICE",
      view: {
        type: "home",
        blocks: [
          { type: "header", text: { type: "plain_text", text: "<b>Ask</b>" } },
          {
            type: "input",
            block_id: "box",
            dispatch_action: true,
            label: { type: "plain_text", text: "Your question" },
            element: { type: "plain_text_input", action_id: "ask-here" },
          },
          {
            type: "actions",
            elements: [{ type: "button", action_id: "stop", value: "1", text: { type: "plain_text", text: "Cancel" } }],
          },
        ],
      },
    });
    const { messages, sidebar } = await fragments(slack, { channel: "home" });
    expect(messages).toContain("&lt;b&gt;Ask");
    expect(messages).toMatch(/data-enter="" data-place="view" data-action="ask-here"/);
    expect(messages).toMatch(/data-press="" data-place="view" data-action="stop"/);
    expect(sidebar).toMatch(/data-channel-link="home" aria-current="page"/);
    expect((await fragments(slack, { channel: "home", person: "U0BOB" })).messages).not.toContain("Cancel");
    const taken: string[] = [];
    slack.deliverTo(await receiving(taken));
    await act(slack, "home", { person: "U0ALICE" });
    await act(slack, "press", {
      person: "U0ALICE",
      message: null,
      actionId: "ask-here",
      blockId: "box",
      value: "who changed sg-1",
    });
    expect(taken[0]).toContain("app_home_opened");
    expect(taken[1]).toContain('"value":"who changed sg-1"');
  });

  it("shows what was said, as text and nothing else", async () => {
    const { slack } = await page();
    await act(slack, "say", { ...SAY, text: "<script>alert(1)</script> &amp; <b>" });
    const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    const hostile = "<img src=x onerror=alert(1)>";
    await web.chat.postMessage({
      channel: "C0INC",
      text: "x",
      blocks: [
        { type: "section", text: { type: "plain_text", text: `${hostile} 23:00:00` } },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_section",
              elements: [
                { type: "text", text: hostile },
                { type: "user", user_id: "U0BOB" },
                { type: "date", timestamp: 1_795_000_000, format: "{time}" },
              ],
            },
          ],
        },
        {
          type: "data_table",
          caption: "Rows",
          rows: [[{ type: "raw_text", text: "who" }], [{ type: "raw_text", text: hostile }]],
        },
        {
          type: "actions",
          elements: [{ type: "button", action_id: "press-a", value: "1", text: { type: "plain_text", text: hostile } }],
        },
      ],
    });
    const { messages } = await fragments(slack);
    expect(messages).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(messages).not.toMatch(/<script|<img/);
    expect(messages.split("&lt;img src=x onerror=alert(1)&gt;").length).toBe(5);
    expect(messages).toContain("23:00:00");
    expect(messages).toContain("@Bob Ortiz");
    expect(messages).toContain("18 Nov 2026");
  });

  it("draws charts with their figures, and files with their names", async () => {
    const { slack } = await page();
    slack.post({
      channel: "C0INC",
      botId: slack.botId,
      text: "x",
      blocks: [
        {
          type: "data_visualization",
          title: "Rows by actor",
          chart: {
            type: "bar",
            series: [{ name: "rows", data: [{ label: "alice", value: 7 }] }],
            axis_config: { categories: ["alice"] },
          },
        },
      ],
    });
    const { messages } = await fragments(slack);
    expect(messages).toContain('aria-label="alice: 7"');
    expect(messages).toContain("Rows by actor");
  });

  it("shows each person only their own", async () => {
    const { slack } = await page();
    const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
    await web.chat.postEphemeral({ channel: "C0INC", user: "U0ALICE", text: "for alice" });
    expect((await fragments(slack)).messages).toContain("Only visible to you");
    expect((await fragments(slack, { person: "U0BOB" })).messages).not.toContain("for alice");
    expect((await fragments(slack, { person: "U0BOB" })).sidebar).not.toContain("sec");
  });
});

describe("acts", () => {
  it("write messages, mentions and commands", async () => {
    const { slack } = await page();
    await act(slack, "say", { ...SAY, text: "@trail who changed sg-1" });
    expect(slack.messages("C0INC").at(-1)?.text).toBe(`<@${slack.botUser}> who changed sg-1`);
    await act(slack, "say", { ...SAY, text: "/trail help" });
    expect(slack.messages("C0INC").at(-1)?.text).toBe("/trail failed: dispatch_failed");
  });

  it("turn the slow engine on", async () => {
    const { slack, slow } = await page();
    expect((await act(slack, "slow", { on: true })).status).toBe(204);
    expect(slow.on).toBe(true);
  });

  it.each<[string, unknown, number]>([
    ["say", { ...SAY, person: "nobody" }, 400],
    ["say", { ...SAY, extra: 1 }, 400],
    [
      "press",
      { person: "U0ALICE", message: { channel: "C0INC", ts: "1.1" }, actionId: "a", blockId: "b", value: null },
      400,
    ],
    ["submit", { person: "U0ALICE", values: {} }, 400],
    ["dance", SAY, 404],
    ["say", null, 400],
  ])("refuse %s %j", async (name, body, status) => {
    const { slack } = await page();
    expect((await act(slack, name, body)).status).toBe(status);
  });

  it("are refused to other sites, and under other names of this machine", async () => {
    const { slack } = await page();
    expect((await act(slack, "say", SAY, { origin: "https://evil.example" })).status).toBe(403);
    expect((await act(slack, "say", SAY, { origin: slack.origin })).status).toBe(204);
    expect(slack.messages("C0INC")).toHaveLength(1);
  });
});

it("tells that something has changed", async () => {
  const { slack } = await page();
  const stop = new AbortController();
  const response = await fetch(`${slack.origin}/events`, { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain("data: changed");
  slack.post({ channel: "C0INC", user: "U0BOB", text: "x" });
  expect((await reader?.read())?.value).toContain("data: changed");
  stop.abort();
});
