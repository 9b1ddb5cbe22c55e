import { createElement as h, type ReactNode } from "react";
import { listOf, textOf, type Place } from "./pieces.ts";

type Element = Readonly<Record<string, unknown>>;

/** A button or a menu. What it is and where it stands is written beside it, for the script of the page. */
export function drawElement(element: Element, blockId: string, place: Place): ReactNode {
  const data = { ...dataOf(place), "data-action": String(element["action_id"]), "data-block": blockId };
  const style = typeof element["style"] === "string" ? ` ${element["style"]}` : "";
  switch (element["type"]) {
    case "button":
      if (typeof element["url"] === "string") {
        return h(
          "a",
          { className: `button${style}`, href: element["url"], target: "_blank", rel: "noreferrer" },
          textOf(element["text"]),
        );
      }
      return h(
        "button",
        { type: "button", className: `button${style}`, "data-press": "", ...data },
        textOf(element["text"]),
      );
    case "static_select":
      return drawSelect(element, { "data-choose": "", ...data });
    default:
      return null;
  }
}

function dataOf(place: Place): Record<string, string> {
  return place === "view"
    ? { "data-place": "view" }
    : { "data-place": "message", "data-channel": place.channel, "data-ts": place.ts };
}

/** A menu with its options, grouped where they are; `chosen` is the value that stands. */
export function drawSelect(element: Element, data: Readonly<Record<string, string>>, chosen = ""): ReactNode {
  const placeholder = textOf(element["placeholder"]) || "Choose …";
  const option = (one: Element, index: number) =>
    h("option", { key: index, value: String(one["value"]) }, textOf(one["text"]));
  const groups = listOf(element["option_groups"]);
  return h(
    "select",
    { "aria-label": placeholder, defaultValue: chosen, ...data },
    h("option", { value: "", disabled: true }, placeholder),
    groups.length > 0
      ? groups.map((group, index) =>
          h("optgroup", { key: index, label: textOf(group["label"]) }, listOf(group["options"]).map(option)),
        )
      : listOf(element["options"]).map(option),
  );
}
