import { createElement as h, type ReactNode } from "react";
import type { Block, View } from "../world.ts";
import { drawBlocks } from "./draw-blocks.ts";
import { listOf, textIn, textOf, type Viewer } from "./pieces.ts";
import { drawSelect } from "./draw-elements.ts";

type Channels = readonly { readonly id: string; readonly name: string }[];

/** An open form as a dialog: labels, hints, what is wrong under its field. */
export function drawView(view: View, viewer: Viewer, channels: Channels): ReactNode {
  return h(
    "form",
    {
      className: "dialog",
      role: "dialog",
      "aria-modal": true,
      "aria-labelledby": "dialog-title",
      "data-view": view.id,
      noValidate: true,
    },
    h(
      "header",
      null,
      h("h2", { id: "dialog-title" }, view.title),
      h("button", { type: "button", className: "close", "data-close": "", "aria-label": "Close" }, "×"),
    ),
    h("div", { className: "fields" }, drawFields(view, viewer, channels)),
    h(
      "footer",
      null,
      h("button", { type: "button", className: "button", "data-close": "" }, view.close ?? "Close"),
      view.submit === null ? null : h("button", { type: "submit", className: "button primary" }, view.submit),
    ),
  );
}

/** A home tab, or null before the app has drawn it. */
export function drawHome(view: View | null, viewer: Viewer): ReactNode {
  if (view === null) return h("p", { className: "note" }, "The app has drawn nothing here yet.");
  return h("div", { className: "home" }, drawFields(view, viewer, []));
}

function drawFields(view: View, viewer: Viewer, channels: Channels): ReactNode {
  return view.blocks.map((block, index) => h("div", { key: index }, drawField(block, view, viewer, channels)));
}

function drawField(block: Block, view: View, viewer: Viewer, channels: Channels): ReactNode {
  if (block.type !== "input") return drawBlocks([block], "view", viewer);
  const [element] = listOf([block["element"]]);
  if (element === undefined) return null;
  const id = String(block["block_id"]);
  const error = view.errors[id];
  const hint = textOf(block["hint"]);
  const optional = block["optional"] === true ? " (optional)" : "";
  return h(
    "label",
    { className: error === undefined ? "field" : "field wrong" },
    h("span", { className: "label" }, `${textOf(block["label"])}${optional}`),
    drawInput(element, block, view, channels),
    hint === "" ? null : h("span", { className: "hint" }, hint),
    error === undefined ? null : h("span", { className: "error", role: "alert" }, error),
  );
}

function drawInput(
  element: Readonly<Record<string, unknown>>,
  block: Block,
  view: View,
  channels: Channels,
): ReactNode {
  const id = String(block["block_id"]);
  const action = String(element["action_id"]);
  const [held] = listOf([view.values[id]?.[action]]);
  const data = { "data-field": action, "data-block": id, name: action };
  const redraws =
    block["dispatch_action"] === true ? { "data-choose": "", "data-place": "view", "data-action": action } : {};
  switch (element["type"]) {
    case "plain_text_input":
      return h("input", {
        type: "text",
        // Slack's own default: a text is sent on by the Enter key.
        ...(block["dispatch_action"] === true ? { "data-enter": "", "data-place": "view", "data-action": action } : {}),
        placeholder: textOf(element["placeholder"]),
        defaultValue: textIn(held, "value"),
        maxLength: 1024,
        ...data,
      });
    case "static_select":
      return drawSelect(element, { ...data, ...redraws }, textIn(listOf([held?.["selected_option"]])[0], "value"));
    case "datetimepicker":
      return h("input", { type: "datetime-local", "data-moment": "", ...data });
    case "conversations_select":
      return h(
        "select",
        { defaultValue: "", ...data },
        h("option", { value: "" }, "Choose …"),
        channels.map((channel) => h("option", { key: channel.id, value: channel.id }, `#${channel.name}`)),
      );
    case "checkboxes":
      return h(
        "span",
        { className: "checks" },
        listOf(element["options"]).map((option, index) =>
          h(
            "label",
            { key: index },
            h("input", {
              type: "checkbox",
              value: String(option["value"]),
              defaultChecked: listOf(held?.["selected_options"]).some((one) => one["value"] === option["value"]),
              "data-check": action,
              "data-block": id,
            }),
            ` ${textOf(option["text"])}`,
          ),
        ),
      );
    default:
      return null;
  }
}
