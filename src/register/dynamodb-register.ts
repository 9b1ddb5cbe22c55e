import { createHash } from "node:crypto";
import type { Condition } from "../dynamodb/expressions.ts";
import { numberIn, present, textIn, type Item, type Key } from "../dynamodb/item.ts";
import { dropLarge, readLarge, writeLarge } from "../dynamodb/large.ts";
import type { Table } from "../dynamodb/table.ts";
import type { Entry, Register } from "./register.ts";

/** Bytes of an id that may stand in a key as it is; the key takes 1,024. */
const LONGEST_ID = 900;

/**
 * The register in a table that several machines share: an item for each entry, under `register#SHELF` and `id#ID`. A
 * process that dies while it writes a value of several items may leave some behind that nobody reads.
 */
export function createDynamoDbRegister(table: Table): Register {
  const entryOf = async (found: Item, key: Key): Promise<Entry | null> => {
    const large = await readLarge(table, found, () => table.get(key));
    if (large === null) return null;
    return { id: textIn(large.item, "id") ?? "", value: large.value, version: numberIn(large.item, "version") };
  };

  /** False where another version is there, or any at all. */
  const write = async (key: Key, parts: Item, expected: number | null): Promise<boolean> => {
    const item = { ...parts, ...key };
    const when: Condition = expected === null ? { lacks: ["pk"] } : { is: { version: expected }, lacks: ["pieces"] };
    if (await table.putTogether([{ item, when }])) return true;
    const found = await table.get(key);
    const pieces = found === null ? null : textIn(found, "pieces");
    if (found === null || pieces === null || expected === null) return false;
    if (!(await table.putTogether([{ item, when: { is: { version: expected, pieces } } }]))) return false;
    await dropLarge(table, found);
    return true;
  };

  return {
    async put(shelf, id, value, expected) {
      const key = keyOf(shelf, id);
      const large = await writeLarge(table, key.pk, value, null);
      const isWritten = await write(key, { ...present(large.attributes), id, version: (expected ?? 0) + 1 }, expected);
      if (!isWritten) await large.undo();
      return isWritten;
    },
    async get(shelf, id) {
      const key = keyOf(shelf, id);
      const item = await table.get(key);
      return item === null ? null : entryOf(item, key);
    },
    async list(shelf) {
      const entries: Entry[] = [];
      for await (const item of table.read({ of: ["pk", shelfOf(shelf)], by: { name: "sk", from: "id#", to: "id$" } })) {
        const entry = await entryOf(item, keyOf(shelf, textIn(item, "id") ?? ""));
        if (entry !== null) entries.push(entry);
      }
      // Long ids stand there by their hashes.
      return entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
    async remove(shelf, id) {
      const key = keyOf(shelf, id);
      const item = await table.get(key);
      await table.remove(key);
      if (item !== null) await dropLarge(table, item);
    },
    close: async () => table.close(),
  };
}

function keyOf(shelf: string, id: string): Key {
  const name = Buffer.byteLength(id) > LONGEST_ID ? createHash("sha256").update(id).digest("hex") : id;
  return { pk: shelfOf(shelf), sk: `id#${name}` };
}

function shelfOf(shelf: string): string {
  return `register#${shelf}`;
}
