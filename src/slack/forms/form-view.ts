import type { ModalView } from "@slack/web-api";
import { GROUPS, type Intent } from "../../catalog/schema.ts";
import { spelledOut, wholeCharacters } from "../../report/visible.ts";

/** What a form remembers between its steps; it travels in the view's private_metadata (3,000 characters at most). */
export interface FormState {
  /** Where the answer goes; null: the form asks. */
  readonly channel: string | null;
  readonly thread: string | null;
  readonly isPrivate: boolean;
  /** Zone of the person who fills the form in. */
  readonly zone: string;
  /** Text that the form was opened with, offered as the first param. */
  readonly text: string;
  readonly intent: string | null;
}

type Block = ModalView["blocks"][number];

export const FORM = "ask";
/** action_id of the choice that draws the form anew. */
export const CHOICE = "form-intent";
export const PARAM = "param-";

/** Words for windows, read like typed ones, in the zone of the person. */
const WINDOWS = ["last 1h", "last 12h", "last 24h", "today", "yesterday", "last 7d", "last 30d"] as const;
/** The choice that goes by the two pickers. */
export const BETWEEN = "between two moments";
const INCLUDES = { failures: "Failed attempts", reads: "Reads", services: "Calls by services" } as const;

/** What is shown at once, while the rest is fetched: Slack gives three seconds. */
export function loadingView(): ModalView {
  return {
    ...frame("Ask Trail"),
    blocks: [{ type: "section", text: { type: "plain_text", text: "Getting the questions ready …" } }],
  };
}

/** The form: which question, its params, the window, what is included. `intents` are those that may be asked. */
export function formView(state: FormState, intents: readonly Intent[]): ModalView {
  const chosen = intents.find(({ id }) => id === state.intent) ?? null;
  return {
    ...frame("Ask Trail"),
    submit: { type: "plain_text", text: "Ask" },
    private_metadata: JSON.stringify(state),
    blocks: [
      choice(intents, chosen),
      ...(chosen === null ? [] : fields(chosen, state)),
      ...(state.channel === null ? [channelField()] : []),
    ],
  };
}

function frame(title: string): Pick<ModalView, "type" | "callback_id" | "title" | "close"> {
  return {
    type: "modal",
    callback_id: FORM,
    title: { type: "plain_text", text: title },
    close: { type: "plain_text", text: "Cancel" },
  };
}

function choice(intents: readonly Intent[], chosen: Intent | null): Block {
  const option = (intent: Intent) => ({
    text: { type: "plain_text" as const, text: short(intent.title, 75) },
    value: intent.id,
  });
  const groups = Object.entries(GROUPS).map(([group, title]) => ({
    label: { type: "plain_text" as const, text: short(title, 75) },
    options: intents.filter((intent) => intent.group === group).map(option),
  }));
  return {
    type: "input",
    block_id: CHOICE,
    dispatch_action: true,
    label: { type: "plain_text", text: "What do you want to know?" },
    element: {
      type: "static_select",
      action_id: CHOICE,
      placeholder: { type: "plain_text", text: "Choose a question" },
      option_groups: groups.filter(({ options }) => options.length > 0),
      ...(chosen === null ? {} : { initial_option: option(chosen) }),
    },
  };
}

function fields(intent: Intent, state: FormState): Block[] {
  return [
    { type: "context", elements: [{ type: "plain_text", text: short(intent.description, 300) }] },
    ...Object.entries(intent.params).map(([name, param], index) =>
      paramField(intent.id, name, param, index === 0 ? state.text : ""),
    ),
    windowField(intent),
    picker("from", "From", state.zone),
    picker("to", "To", state.zone),
    ...includeField(intent),
    privateField(state.isPrivate),
  ];
}

/** block_ids carry the intent: Slack keeps what was typed into a block of the same id. */
function paramField(intent: string, name: string, param: Intent["params"][string], initial: string): Block {
  return {
    type: "input",
    block_id: `${PARAM}${intent}-${name}`,
    optional: param.optional === true,
    label: { type: "plain_text", text: `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}` },
    hint: {
      type: "plain_text",
      text: short(param.description + (param.many === true ? "; several with commas between" : ""), 150),
    },
    element: {
      type: "plain_text_input",
      action_id: `${PARAM}${name}`,
      max_length: 1024,
      // What the eye cannot see is no part of any value that could be meant.
      ...(initial === "" || spelledOut(initial) !== initial ? {} : { initial_value: wholeCharacters(initial, 1024) }),
    },
  };
}

function windowField(intent: Intent): Block {
  const usual = `last ${intent.window.default}`;
  const words = [...new Set([usual, ...WINDOWS, BETWEEN])];
  const option = (text: string) => ({ text: { type: "plain_text" as const, text }, value: text });
  return {
    type: "input",
    block_id: "window",
    label: { type: "plain_text", text: "When" },
    element: {
      type: "static_select",
      action_id: "window",
      options: words.map(option),
      initial_option: option(usual),
    },
  };
}

function picker(id: "from" | "to", label: string, zone: string): Block {
  return {
    type: "input",
    block_id: id,
    optional: true,
    label: { type: "plain_text", text: label },
    hint: { type: "plain_text", text: short(`Only for “${BETWEEN}”; your zone, ${zone}`, 150) },
    element: { type: "datetimepicker", action_id: id },
  };
}

function includeField({ hides }: Intent): Block[] {
  if (hides.length === 0) return [];
  return [
    {
      type: "input",
      block_id: "include",
      optional: true,
      label: { type: "plain_text", text: "Show as well" },
      element: {
        type: "checkboxes",
        action_id: "include",
        options: hides.map((kind) => ({ text: { type: "plain_text", text: INCLUDES[kind] }, value: kind })),
      },
    },
  ];
}

function privateField(isPrivate: boolean): Block {
  const option = {
    text: { type: "plain_text" as const, text: "Answer me alone, by direct message" },
    value: "private",
  };
  return {
    type: "input",
    block_id: "private",
    optional: true,
    label: { type: "plain_text", text: "Privately" },
    element: {
      type: "checkboxes",
      action_id: "private",
      options: [option],
      ...(isPrivate ? { initial_options: [option] } : {}),
    },
  };
}

function channelField(): Block {
  return {
    type: "input",
    block_id: "channel",
    label: { type: "plain_text", text: "Where shall the answer go?" },
    element: {
      type: "conversations_select",
      action_id: "channel",
      default_to_current_conversation: true,
      filter: {
        include: ["public", "private", "im"],
        exclude_external_shared_channels: true,
        exclude_bot_users: false,
      },
    },
  };
}

/** Slack refuses longer texts. */
function short(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
