import { createElement as h, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { LocalSlack } from "../local-slack.ts";
import type { Message } from "../world.ts";
import type { Viewer } from "./pieces.ts";
import { drawMessages } from "./draw-messages.ts";
import { drawHome, drawView } from "./draw-view.ts";

/** What one person looks at. */
export interface Look {
  readonly person: string;
  /** Id of a channel, or HOME. */
  readonly channel: string;
  /** ts of the open thread, or null. */
  readonly thread: string | null;
}

/** The parts of the page that change, as HTML. */
export interface Fragments {
  readonly sidebar: string;
  readonly title: string;
  readonly messages: string;
  /** Null where no thread is open. */
  readonly thread: string | null;
  /** The open form, or null; `viewKey` tells whether it is another than before. */
  readonly view: string | null;
  readonly viewKey: string;
}

/** Stands for the person's home tab where a channel's id stands otherwise. */
const HOME = "home";

const html = (node: ReactNode): string => renderToStaticMarkup(node);

export function drawFragments(slack: LocalSlack, look: Look): Fragments {
  const people = new Map(slack.people().map((person) => [person.id, person]));
  const viewer: Viewer = {
    zone: people.get(look.person)?.zone ?? "UTC",
    nameOf: (id) => people.get(id)?.realName ?? id,
  };
  const own = slack.ephemerals(look.channel, look.person);
  const inOrder = (messages: readonly Message[]): readonly Message[] =>
    messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));
  const loose = own.filter(({ thread }) => thread === null);
  const view = slack.view(look.person);
  const open = look.thread === null ? [] : slack.thread(look.channel, look.thread);
  return {
    sidebar: html(drawSidebar(slack, look)),
    title: titleOf(slack, look),
    messages:
      look.channel === HOME
        ? html(drawHome(slack.home(look.person), viewer))
        : html(drawMessages(slack, inOrder([...slack.messages(look.channel), ...loose]), viewer, false)),
    thread:
      open.length === 0
        ? null
        : html(
            drawMessages(
              slack,
              inOrder([...open, ...own.filter(({ thread }) => thread === look.thread)]),
              viewer,
              true,
            ),
          ),
    view:
      view === null
        ? null
        : html(
            drawView(
              view,
              viewer,
              slack.channels().filter(({ kind }) => kind !== "direct"),
            ),
          ),
    viewKey: view === null ? "" : `${view.id} ${view.hash} ${JSON.stringify(view.errors)}`,
  };
}

function titleOf(slack: LocalSlack, { channel }: Look): string {
  if (channel === HOME) return "Trail: home";
  const found = slack.channels().find(({ id }) => id === channel);
  return found === undefined || found.kind === "direct" ? "Trail" : `#${found.name}`;
}

function drawSidebar(slack: LocalSlack, { person, channel }: Look): ReactNode {
  const direct = `D${person.slice(1)}`;
  const link = (id: string, name: string) =>
    h(
      "li",
      { key: id },
      h(
        "button",
        { type: "button", "data-channel-link": id, "aria-current": id === channel ? "page" : undefined },
        name,
      ),
    );
  const mine = slack.channels().filter(({ kind, members }) => kind !== "direct" && members.includes(person));
  return [
    h("h2", { key: "c" }, "Channels"),
    h(
      "ul",
      { key: "cl" },
      mine.map(({ id, name, kind }) => link(id, `${kind === "private" ? "🔒" : "#"} ${name}`)),
    ),
    h("h2", { key: "d" }, "Apps"),
    h("ul", { key: "dl" }, [link(HOME, "Trail: home"), link(direct, "Trail: messages")]),
  ];
}
