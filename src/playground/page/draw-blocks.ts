import { createElement as h, type ComponentProps, type ReactNode } from "react";
import { Message as LibraryMessage } from "slack-blocks-to-jsx";
import { z } from "zod";
import type { Block } from "../world.ts";
import { drawChart } from "./draw-chart.ts";
import { drawElement } from "./draw-elements.ts";
import { drawTable } from "./draw-table.ts";
import { listOf, momentIn, textOf, type Place, type Viewer } from "./pieces.ts";

type LibraryBlock = ComponentProps<typeof LibraryMessage>["blocks"][number];
const LIBRARY = new Set(["section", "context", "header", "divider", "rich_text"]);
const Drawable = z.custom<LibraryBlock>(
  (value) => typeof value === "object" && value !== null && "type" in value && LIBRARY.has(String(value.type)),
);

/** The blocks of a message or a view as HTML: the library draws texts, this page what can be pressed, tables and charts. */
export function drawBlocks(blocks: readonly Block[], place: Place, viewer: Viewer): ReactNode {
  return blocks.map((block, index) =>
    h("div", { key: index, className: `block block-${block.type}` }, drawBlock(block, place, viewer)),
  );
}

function drawBlock(block: Block, place: Place, viewer: Viewer): ReactNode {
  switch (block.type) {
    case "actions":
      return listOf(block["elements"]).map((element, index) =>
        h("span", { key: index }, drawElement(element, String(block["block_id"]), place)),
      );
    case "table":
    case "data_table":
      return drawTable(block);
    case "data_visualization":
      return drawChart(block);
    case "header":
      return h("h3", null, textOf(block["text"]));
    case "divider":
      return h("hr");
    case "section":
    case "context":
      return drawTexts(block, viewer);
    default: {
      const drawable = Drawable.safeParse(readable(block, viewer));
      if (!drawable.success) return null;
      return h(LibraryMessage, { blocks: [drawable.data], withoutWrapper: true, logo: "", name: "" });
    }
  }
}

/** Plain texts as they are: the library would take `:00:` in a time for an emoji. Marked texts are the library's. */
function drawTexts(block: Block, viewer: Viewer): ReactNode {
  const texts = listOf([block["text"], block["fields"], block["elements"]].flat());
  if (texts.every(({ type }) => type === "plain_text")) {
    return texts.map((text, index) => h("p", { key: index }, textOf(text)));
  }
  const drawable = Drawable.safeParse(readable(block, viewer));
  return drawable.success
    ? h(LibraryMessage, { blocks: [drawable.data], withoutWrapper: true, logo: "", name: "" })
    : null;
}

/** Times in the viewer's zone and people by name, which the library cannot know. */
function readable(value: unknown, viewer: Viewer): unknown {
  if (Array.isArray(value)) return value.map((item) => readable(item, viewer));
  if (typeof value !== "object" || value === null) return value;
  const piece: Readonly<Record<string, unknown>> = { ...value };
  if (piece["type"] === "date") return { type: "text", text: momentIn(Number(piece["timestamp"]), viewer.zone) };
  if (piece["type"] === "user")
    return { type: "text", text: `@${viewer.nameOf(String(piece["user_id"]))}`, style: { bold: true } };
  return Object.fromEntries(Object.entries(piece).map(([key, inner]) => [key, readable(inner, viewer)]));
}
