import { z } from "zod";
import { either, Id, plain, Url } from "./texts.ts";

/** Interactive elements with their limits. https://docs.slack.dev/reference/block-kit/block-elements */

const Confirm = z.strictObject({
  title: plain(100),
  text: either(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(["primary", "danger"]).optional(),
});
export const Option = z.strictObject({
  text: either(75),
  value: z.string().min(1).max(150),
  description: either(75).optional(),
  url: Url.optional(),
});
const Options = z.array(Option).min(1).max(100);
const OptionGroup = z.strictObject({ label: plain(75), options: Options });
const acting = { action_id: Id.optional(), confirm: Confirm.optional(), focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plain(150).optional() };
const Dispatch = z.strictObject({ trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])) });

export const Button = z.strictObject({
  type: z.literal("button"),
  text: plain(75),
  ...acting,
  url: Url.optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const Select = z
  .strictObject({
    type: z.literal("static_select"),
    ...acting,
    ...placeholder,
    options: Options.optional(),
    option_groups: z.array(OptionGroup).min(1).max(100).optional(),
    initial_option: Option.optional(),
  })
  .refine(
    (select) => (select.options === undefined) !== (select.option_groups === undefined),
    "needs options or option_groups",
  )
  .refine(({ initial_option: initial, options, option_groups: groups }) => {
    if (initial === undefined) return true;
    const all = options ?? groups?.flatMap((group) => group.options) ?? [];
    return all.some((option) => JSON.stringify(option) === JSON.stringify(initial));
  }, "initial_option must exactly match one of the options");

const Overflow = z.strictObject({ type: z.literal("overflow"), ...acting, options: z.array(Option).min(1).max(5) });
const DatePicker = z.strictObject({
  type: z.literal("datepicker"),
  ...acting,
  ...placeholder,
  initial_date: z.string().optional(),
});
const TimePicker = z.strictObject({
  type: z.literal("timepicker"),
  ...acting,
  ...placeholder,
  initial_time: z.string().optional(),
  timezone: z.string().optional(),
});
const DateTimePicker = z.strictObject({
  type: z.literal("datetimepicker"),
  ...acting,
  initial_date_time: z.int().optional(),
});
const Checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  ...acting,
  options: z.array(Option).min(1).max(10),
  initial_options: z.array(Option).min(1).optional(),
});
const Radios = z.strictObject({
  type: z.literal("radio_buttons"),
  ...acting,
  options: z.array(Option).min(1).max(10),
  initial_option: Option.optional(),
});
const TextInput = z.strictObject({
  type: z.literal("plain_text_input"),
  ...acting,
  ...placeholder,
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  dispatch_action_config: Dispatch.optional(),
});
const Conversations = z.strictObject({
  type: z.literal("conversations_select"),
  ...acting,
  ...placeholder,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.looseObject({}).optional(),
});

/** What may stand in an `actions` block or beside a section. */
export const Acting = z.union([
  Button,
  Select,
  Overflow,
  DatePicker,
  TimePicker,
  DateTimePicker,
  Checkboxes,
  Radios,
  Conversations,
]);
/** What may stand in an `input` block. */
export const Filled = z.union([
  Select,
  DatePicker,
  TimePicker,
  DateTimePicker,
  Checkboxes,
  Radios,
  TextInput,
  Conversations,
]);
export const Image = z.strictObject({
  type: z.literal("image"),
  image_url: Url,
  alt_text: z.string().min(1).max(2000),
});
