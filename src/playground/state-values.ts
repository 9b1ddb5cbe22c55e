import type { Pressed } from "./local-slack.ts";
import type { Block, View } from "./world.ts";

/** An interactive element as it was sent. */
export type Element = Readonly<Record<string, unknown>> & { readonly type: string };

/** The element that was pressed and the block that holds it. Throws where there is none: a test or the page is wrong. */
export function elementIn(
  blocks: readonly Block[],
  { actionId, blockId }: Pressed,
): { element: Element; blockId: string } {
  for (const block of blocks) {
    const id = String(block["block_id"]);
    if (blockId !== undefined && blockId !== id) continue;
    const element = elementsOf(block).find((one) => one["action_id"] === actionId);
    if (element !== undefined) return { element, blockId: id };
  }
  throw new Error(`There is no element ${actionId}.`);
}

/** All interactive elements of a block. */
export function elementsOf(block: Block): readonly Element[] {
  const inner = [block["elements"], block["accessory"], block["element"]].flat();
  return inner.flatMap((one) => (isElement(one) ? [one] : []));
}

function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** What an element holds after a choice: for `actions[]` (`selected`) and for `view.state.values` (`state`). */
export function stateOf(
  element: Element,
  value: string,
): { selected: Record<string, unknown>; state: Record<string, unknown> } {
  const held = heldBy(element, value);
  return { selected: held, state: { type: element.type, ...held } };
}

function heldBy(element: Element, value: string): Record<string, unknown> {
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
    case "overflow":
      return { selected_option: optionOf(element, value) };
    case "checkboxes":
      return {
        selected_options: value
          .split(",")
          .filter(Boolean)
          .map((one) => optionOf(element, one)),
      };
    case "datetimepicker":
      return { selected_date_time: value === "" ? null : Number(value) };
    case "datepicker":
      return { selected_date: value };
    case "timepicker":
      return { selected_time: value };
    case "conversations_select":
      return { selected_conversation: value };
    default:
      return { value };
  }
}

function optionOf(element: Element, value: string): unknown {
  const groups = Array.isArray(element["option_groups"]) ? element["option_groups"] : [];
  const options: unknown[] = [
    element["options"] ?? [],
    ...groups.map((group: { options?: unknown }) => group.options),
  ].flat();
  const option = options.find(
    (one) => typeof one === "object" && one !== null && "value" in one && one.value === value,
  );
  if (option === undefined) throw new Error(`${String(element["action_id"])} has no option ${value}.`);
  return option;
}

/** What a fresh view holds: initial options and values. */
export function initialValues(blocks: readonly Block[]): View["values"] {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const initial = {
        ...(element["initial_option"] === undefined ? {} : { selected_option: element["initial_option"] }),
        ...(element["initial_options"] === undefined ? {} : { selected_options: element["initial_options"] }),
        ...(element["initial_value"] === undefined ? {} : { value: element["initial_value"] }),
      };
      const id = String(block["block_id"]);
      values[id] = { ...values[id], [String(element["action_id"])]: { type: element.type, ...initial } };
    }
  }
  return values;
}

/** A view after something was chosen or typed in it. */
export function viewWith(view: View, blockId: string, pressed: Pressed): View {
  const { element } = elementIn(view.blocks, { ...pressed, blockId });
  const { state } = stateOf(element, pressed.value ?? "");
  return { ...view, values: { ...view.values, [blockId]: { ...view.values[blockId], [pressed.actionId]: state } } };
}

/** A view drawn anew keeps what was filled into blocks that it still has. */
export function valuesKept(old: View["values"], blocks: readonly Block[]): View["values"] {
  const fresh = initialValues(blocks);
  return Object.fromEntries(
    Object.entries(fresh).map(([id, values]) => [id, old[id] === undefined ? values : { ...values, ...old[id] }]),
  );
}
