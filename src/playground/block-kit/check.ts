import { z } from "zod";
import type { Block } from "../world.ts";
import { MESSAGE_BLOCKS, VIEW_BLOCKS } from "./blocks.ts";

/** The blocks, or Slack's error code with where and what was wrong. */
export type Checked =
  | { readonly ok: true; readonly blocks: readonly Block[] }
  | { readonly ok: false; readonly error: string; readonly messages: readonly string[] };

const MOST_TEXT = 13_200;
const MOST_TABLE_TEXT = 10_000;

const Blocks = z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() }));

/** Holds blocks to the limits of a message (50 blocks) or of a view (100). */
export function checkBlocks(given: unknown, place: "message" | "view"): Checked {
  const parsed = Blocks.safeParse(given);
  if (!parsed.success) return wrong(["[ERROR] blocks must be an array of objects with a type"]);
  const blocks = parsed.data;
  const known = place === "message" ? MESSAGE_BLOCKS : VIEW_BLOCKS;
  const most = place === "message" ? 50 : 100;
  const faults = [
    ...(blocks.length > most ? [`[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`] : []),
    ...blocks.flatMap((block, index) => faultsIn(block, index, known)),
    ...doubled(blocks.flatMap(({ block_id: id }) => id ?? [])).map((id) => `[ERROR] block_id "${id}" already exists`),
    ...blocks.flatMap((block) => doubled(actionIds(block)).map((id) => `[ERROR] \`action_id\` "${id}" already exists`)),
    ...numberFaults(blocks),
  ];
  if (faults.length > 0) return wrong(faults);
  const tables = blocks.filter(({ type }) => type === "table" || type === "data_table");
  const isTooLong = lengthOf(blocks) > MOST_TEXT || tables.some((table) => lengthOf(table) > MOST_TABLE_TEXT);
  if (isTooLong) return { ok: false, error: "msg_blocks_too_long", messages: [] };
  return { ok: true, blocks };
}

function wrong(messages: readonly string[]): Checked {
  return { ok: false, error: "invalid_blocks", messages };
}

function faultsIn(
  block: z.infer<typeof Blocks>[number],
  index: number,
  known: Readonly<Record<string, z.ZodType>>,
): string[] {
  const schema = Object.hasOwn(known, block.type) ? known[block.type] : undefined;
  if (schema === undefined) return [`[ERROR] unsupported type: ${block.type} [json-pointer:/blocks/${index}/type]`];
  const { error } = schema.safeParse(block);
  return (error?.issues ?? []).map(
    ({ message, path }) => `[ERROR] ${message} [json-pointer:/blocks/${[index, ...path].join("/")}]`,
  );
}

function numberFaults(blocks: readonly { readonly type: string }[]): string[] {
  const count = (wanted: string): number => blocks.filter(({ type }) => type === wanted).length;
  return [
    ...(count("table") > 1 ? ["[ERROR] only_one_table_allowed"] : []),
    ...(count("data_visualization") > 2 ? ["[ERROR] no more than 2 data_visualization blocks allowed"] : []),
  ];
}

function doubled(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function actionIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionIds);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "action_id" && typeof inner === "string" ? [inner] : actionIds(inner),
  );
}

/** Characters of everything that is read. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lengthOf(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : lengthOf(inner)),
    0,
  );
}
