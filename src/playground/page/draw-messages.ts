import { createElement as h, type ReactNode } from "react";
import type { LocalSlack } from "../local-slack.ts";
import type { Message } from "../world.ts";
import { drawBlocks } from "./draw-blocks.ts";
import { momentIn, type Viewer } from "./pieces.ts";

/** The messages of a channel or a thread, with those that only this person sees. */
export function drawMessages(
  slack: LocalSlack,
  messages: readonly Message[],
  viewer: Viewer,
  isThread: boolean,
): ReactNode {
  return messages.map((message) =>
    h(
      "article",
      { key: message.ts, className: classOf(message), "data-ts": message.ts },
      drawMessage(slack, message, viewer, isThread),
    ),
  );
}

function classOf({ botId, onlyFor }: Message): string {
  return ["message", botId === null ? "" : "by-app", onlyFor === null ? "" : "only-you"].filter(Boolean).join(" ");
}

function drawMessage(slack: LocalSlack, message: Message, viewer: Viewer, isThread: boolean): ReactNode {
  const author =
    message.botId === null ? viewer.nameOf(message.user) : message.botId === slack.botId ? "Trail" : "CloudWatch";
  return [
    h("div", { key: "face", className: "face", "aria-hidden": true }, author.slice(0, 1).toUpperCase()),
    h(
      "div",
      { key: "body", className: "body" },
      h(
        "header",
        null,
        h("b", null, author),
        message.botId === null ? null : h("span", { className: "app" }, "APP"),
        h("time", { title: message.ts }, momentIn(Number(message.ts), viewer.zone)),
        message.onlyFor === null ? null : h("span", { className: "note" }, "Only visible to you"),
      ),
      message.blocks.length > 0
        ? drawBlocks(message.blocks, { channel: message.channel, ts: message.ts }, viewer)
        : h("p", null, spoken(message.text, viewer)),
      message.files.map((file) =>
        h(
          "a",
          { key: file.id, className: "file", href: `/files/${file.id}`, download: file.name },
          h("b", null, file.name),
          h("span", null, sized(file.bytes)),
        ),
      ),
      isThread || message.onlyFor !== null ? null : threadLine(slack, message),
    ),
  ];
}

function threadLine(slack: LocalSlack, { channel, ts }: Message): ReactNode {
  const replies = slack.thread(channel, ts).length - 1;
  const label = replies === 0 ? "Reply in thread" : `${replies} ${replies === 1 ? "reply" : "replies"}`;
  return h(
    "div",
    { className: "under" },
    h("button", { type: "button", className: replies === 0 ? "quiet" : "replies", "data-thread": ts }, label),
    h("button", { type: "button", className: "quiet", "data-about": ts }, "Ask Trail about this"),
    h("button", { type: "button", className: "quiet", "data-investigate": ts }, "Investigate this alert"),
  );
}

/** Text as people typed it: mentions by name, Slack's three escapes undone. */
function spoken(text: string, viewer: Viewer): string {
  return text
    .replaceAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${viewer.nameOf(id)}`)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function sized(bytes: number): string {
  return bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;
}
