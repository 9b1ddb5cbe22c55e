import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { numberIn, textIn, type Item, type Value } from "./item.ts";
import { EXPIRES } from "./table-definition.ts";
import type { Table } from "./table.ts";

/** Text of this length stands in its item as it is; longer text is compressed. */
const PLAIN = 4_096;
/** Bytes of compressed text that stand in one item, which holds 400 KB in all. */
const PIECE = 300_000;
/** Somebody who reads while another one writes looks again this often. */
const MOST_LOOKS = 10;

/** JSON of any size on its way into an item. */
export interface Written {
  /** Goes into the item, with what else stands there. */
  readonly attributes: Readonly<Record<string, Value | null>>;
  /** Takes its pieces away again, where the item was not written. */
  undo(): Promise<void>;
}

/**
 * Makes JSON fit into an item of `pk`: it is compressed where it is long, and what is longer than an item may be is
 * written into pieces beside it first. Pieces that nobody takes away end at `expires`, in seconds since 1970; null: never.
 */
export async function writeLarge(table: Table, pk: string, value: unknown, expires: number | null): Promise<Written> {
  const text = JSON.stringify(value);
  const nothing = { text: null, zip: null, pieces: null, count: null };
  if (text.length <= PLAIN) return { attributes: { ...nothing, text }, undo: async () => undefined };
  const bytes = await promisify(gzip)(text);
  if (bytes.length <= PIECE) return { attributes: { ...nothing, zip: bytes }, undo: async () => undefined };
  const pieces = randomUUID();
  const count = Math.ceil(bytes.length / PIECE);
  await each(count, async (index) => {
    const zip = bytes.subarray(index * PIECE, (index + 1) * PIECE);
    await table.put({ pk, sk: nameOf(pieces, index), zip, ...(expires === null ? {} : { [EXPIRES]: expires }) });
  });
  return { attributes: { ...nothing, pieces, count }, undo: () => removePieces(table, pk, pieces, count) };
}

/** The JSON of an item, or null where the item is gone; `again` reads it anew, where its pieces were replaced meanwhile. */
export async function readLarge(
  table: Table,
  found: Item,
  again: () => Promise<Item | null>,
): Promise<LargeItem | null> {
  let item: Item | null = found;
  for (let look = 0; item !== null && look < MOST_LOOKS; look++) {
    const text = await textOf(table, item);
    if (text !== null) return { item, value: JSON.parse(text) };
    item = await again();
  }
  return null;
}

/** An item as it was read together with its JSON. */
export interface LargeItem {
  readonly item: Item;
  readonly value: unknown;
}

/** Whether JSON is so long that it may have been written in pieces. */
export function mayHavePieces(value: unknown): boolean {
  return JSON.stringify(value).length > PIECE;
}

/** Takes the pieces of an item away, where it has some. */
export async function dropLarge(table: Table, item: Item): Promise<void> {
  const pieces = textIn(item, "pieces");
  if (pieces !== null) await removePieces(table, textIn(item, "pk") ?? "", pieces, numberIn(item, "count"));
}

async function textOf(table: Table, item: Item): Promise<string | null> {
  const text = textIn(item, "text");
  if (text !== null) return text;
  const zip = item["zip"] instanceof Uint8Array ? item["zip"] : await piecesOf(table, item);
  return zip === null ? null : (await promisify(gunzip)(zip)).toString();
}

async function piecesOf(table: Table, item: Item): Promise<Uint8Array | null> {
  const pieces = textIn(item, "pieces");
  const pk = textIn(item, "pk") ?? "";
  const count = numberIn(item, "count");
  if (pieces === null) return null;
  const all: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const zip = (await table.get({ pk, sk: nameOf(pieces, index) }))?.["zip"];
    if (!(zip instanceof Uint8Array)) return null;
    all.push(zip);
  }
  return Buffer.concat(all);
}

function removePieces(table: Table, pk: string, pieces: string, count: number): Promise<void> {
  return each(count, (index) => table.remove({ pk, sk: nameOf(pieces, index) }));
}

async function each(count: number, work: (index: number) => Promise<void>): Promise<void> {
  for (let index = 0; index < count; index++) await work(index);
}

function nameOf(pieces: string, index: number): string {
  return `piece#${pieces}#${String(index).padStart(4, "0")}`;
}
