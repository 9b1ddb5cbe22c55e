import { createElement as h, type ReactNode } from "react";
import type { Block } from "../world.ts";

/** A table with its header row; the caption is for screen readers, as Slack has it. */
export function drawTable(block: Block): ReactNode {
  const rows = Array.isArray(block["rows"]) ? block["rows"] : [];
  const [header = [], ...body] = rows.map((row: unknown) => (Array.isArray(row) ? row.map(cellText) : []));
  const caption = typeof block["caption"] === "string" ? block["caption"] : "Table";
  return h(
    "div",
    { className: "table-box", tabIndex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      null,
      h("caption", { className: "unseen" }, caption),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          header.map((text, index) => h("th", { key: index, scope: "col" }, text)),
        ),
      ),
      h(
        "tbody",
        null,
        body.map((row, at) =>
          h(
            "tr",
            { key: at },
            row.map((text, index) => h("td", { key: index }, text)),
          ),
        ),
      ),
    ),
  );
}

/** The text of a cell, whatever it is made of. */
function cellText(cell: unknown): string {
  if (Array.isArray(cell)) return cell.map(cellText).join("");
  if (typeof cell !== "object" || cell === null) return "";
  if ("text" in cell && typeof cell.text === "string") return cell.text;
  if ("value" in cell) return String(cell.value);
  return "elements" in cell ? cellText(cell.elements) : "";
}
