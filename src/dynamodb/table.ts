import { randomUUID } from "node:crypto";
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type QueryCommandInput,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { clientSettings, renewing, type AwsSettings } from "../aws/connection.ts";
import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";
import { conditionOf, onlyOf, rangeOf, updateOf, type Condition, type Range } from "./expressions.ts";
import { itemOf, textIn, wireItem, type Item, type Key, type Value } from "./item.ts";
import type { IndexName } from "./table-definition.ts";
import { isClockMended, isPassing, isRefusal, tableFaultInWords } from "./table-fault.ts";

/** What became of a write under a condition: the item as it stands then, or what was in its way, null: none. */
export type Written =
  | { readonly isWritten: true; readonly item: Item }
  | { readonly isWritten: false; readonly found: Item | null };

/** An item that is written in place of whatever was there, under a condition. */
export interface Put {
  readonly item: Item & Key;
  readonly when?: Condition;
}

/** What is read in one go. */
export interface Reading extends Range {
  /** An index instead of the table: what it tells may be a moment old. */
  readonly index?: IndexName;
  readonly isBackwards?: boolean;
  /** Items at most; left out: all. */
  readonly most?: number;
}

/**
 * The one table of a shared store. Reads of the table see every write that has resolved, whoever made it. A call that is
 * throttled, or finds DynamoDB away, is made again for as long as the patience lasts; then it throws
 * TrailError("engine-internal"), as it does for any other fault.
 */
export interface Table {
  get(key: Key): Promise<Item | null>;
  /** Those that are there, in the order of their keys; `only`: no more of them than these attributes, those of the key among them. */
  getAll(keys: readonly Key[], only?: readonly string[]): Promise<readonly Item[]>;
  /** Writes an item in place of whatever was there. A write that was made though its answer was lost counts as made. */
  put(item: Item & Key, when?: Condition): Promise<Written>;
  /**
   * Writes up to a hundred items, all of them or none; false where a condition did not hold. A write that was made though
   * its answer was lost counts as made, whatever others have written since.
   */
  putTogether(puts: readonly Put[]): Promise<boolean>;
  /** Sets attributes, and removes those that are null; makes the item where there is none, unless the condition forbids it. */
  change(key: Key, parts: Readonly<Record<string, Value | null>>, when?: Condition): Promise<Written>;
  remove(key: Key): Promise<void>;
  /** In the order of the sort key; page by page. */
  read(reading: Reading): AsyncIterable<Item>;
  /** The same table, for work that waits for so many milliseconds. */
  within(patience: number): Table;
  /** The table as DynamoDB describes it. Throws what the SDK throws. */
  description(): Promise<TableDescription>;
  /** The attribute after which DynamoDB drops items, null: it drops none. Throws what the SDK throws. */
  timeToLive(): Promise<string | null>;
  close(): void;
}

/** How calls that are taken later are made again, in milliseconds. */
const SOONEST = 50;
const LATEST = 5_000;
/** How long one call is waited for, in milliseconds. */
const CALL_MS = 5_000;
/** How long work waits unless something else is said, in milliseconds. */
const PATIENCE = 20_000;
const KEYS_AT_ONCE = 100;

export interface TableSettings extends AwsSettings {
  readonly clock: Pick<Clock, "now" | "after">;
}

/** The SDK's client, made as those of other services are; AWS_ENDPOINT_URL_DYNAMODB holds. */
export function connectTable(name: string, settings: TableSettings): Table {
  const { call: callOnce, close } = renewing(() => {
    // What is made again is made here, where a lost answer is told from a refusal.
    const client = new DynamoDBClient({ ...clientSettings(settings), maxAttempts: 1 });
    return { client, close: () => client.destroy() };
  });
  const { clock } = settings;

  const call: typeof callOnce = (work) =>
    callOnce(work).catch((cause: unknown) => {
      if (isClockMended(cause)) return callOnce(work);
      throw cause;
    });

  const persevere = async <T>(
    patience: number,
    work: (client: DynamoDBClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const until = clock.now() + patience;
    for (let pause = SOONEST; ; pause = Math.min(pause * 2, LATEST)) {
      try {
        const left = Math.max(1, Math.min(CALL_MS, until - clock.now()));
        return await call(({ client }) => work(client, AbortSignal.timeout(left)));
      } catch (cause) {
        if (isPassing(cause) && clock.now() + pause < until) await clock.after(pause * (0.5 + Math.random() / 2));
        else throw told(cause);
      }
    }
  };

  const once = <T>(work: (client: DynamoDBClient, signal: AbortSignal) => Promise<T>): Promise<T> =>
    call(({ client }) => work(client, AbortSignal.timeout(CALL_MS)));

  const table = (patience: number): Table => {
    const get = (key: Key): Promise<Item | null> =>
      persevere(patience, async (client, abortSignal) => {
        const command = new GetItemCommand({ TableName: name, Key: wireItem({ ...key }), ConsistentRead: true });
        const { Item: found } = await client.send(command, { abortSignal });
        return found === undefined ? null : itemOf(found);
      });

    /** Whether a refused write is the one that was made before, under the same mark, and whose answer was lost. */
    const write = async (
      key: Key,
      send: (client: DynamoDBClient, mark: string, abortSignal: AbortSignal) => Promise<Item>,
    ): Promise<Written> => {
      const mark = randomUUID();
      try {
        return { isWritten: true, item: await persevere(patience, (client, signal) => send(client, mark, signal)) };
      } catch (cause) {
        if (!isRefusal(cause)) throw cause;
        const found = await get(key);
        return found !== null && textIn(found, "mark") === mark
          ? { isWritten: true, item: found }
          : { isWritten: false, found };
      }
    };

    return {
      get,
      async getAll(keys, only) {
        const found = new Map<string, Item>();
        for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
          let wanted = keys.slice(at, at + KEYS_AT_ONCE).map((key) => wireItem({ ...key }));
          for (let round = 0; wanted.length > 0; round++) {
            if (round > 0) await clock.after(SOONEST * Math.min(round, 20));
            const asked = wanted;
            const answer = await persevere(patience, (client, abortSignal) =>
              client.send(
                new BatchGetItemCommand({
                  RequestItems: { [name]: { Keys: asked, ConsistentRead: true, ...onlyOf(only) } },
                }),
                { abortSignal },
              ),
            );
            for (const wire of answer.Responses?.[name] ?? []) {
              const item = itemOf(wire);
              found.set(nameOf(item), item);
            }
            wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
          }
        }
        return keys.flatMap((key) => {
          const item = found.get(nameOf({ ...key }));
          return item === undefined ? [] : [item];
        });
      },
      put: (item, when = {}) =>
        write({ pk: item.pk, sk: item.sk }, async (client, mark, abortSignal) => {
          const marked = { ...item, mark };
          const command = new PutItemCommand({ TableName: name, Item: wireItem(marked), ...conditionOf(when) });
          await client.send(command, { abortSignal });
          return marked;
        }),
      async putTogether(puts) {
        const TransactItems = puts.map(({ item, when = {} }) => ({
          Put: { TableName: name, Item: wireItem(item), ...conditionOf(when) },
        }));
        // DynamoDB makes the writes of a token once; those that it has cancelled are begun anew.
        let token = randomUUID();
        try {
          await persevere(patience, async (client, abortSignal) => {
            const command = new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: token });
            await client.send(command, { abortSignal }).catch((cause: unknown) => {
              if (cause instanceof TransactionCanceledException) token = randomUUID();
              throw cause;
            });
          });
          return true;
        } catch (cause) {
          if (isRefusal(cause)) return false;
          throw cause;
        }
      },
      change: (key, parts, when = {}) =>
        write(key, async (client, mark, abortSignal) => {
          const update = { ...updateOf({ ...parts, mark }, when), ReturnValues: "ALL_NEW" as const };
          const command = new UpdateItemCommand({ TableName: name, Key: wireItem({ ...key }), ...update });
          return itemOf((await client.send(command, { abortSignal })).Attributes ?? {});
        }),
      async remove(key) {
        await persevere(patience, (client, abortSignal) =>
          client.send(new DeleteItemCommand({ TableName: name, Key: wireItem({ ...key }) }), { abortSignal }),
        );
      },
      async *read({ index, isBackwards = false, most = Infinity, ...range }) {
        const input: QueryCommandInput = {
          TableName: name,
          ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
          ScanIndexForward: !isBackwards,
          ...(Number.isFinite(most) ? { Limit: most } : {}),
          ...rangeOf(range),
        };
        let left = most;
        for (let from: QueryCommandInput["ExclusiveStartKey"]; ;) {
          const page = await persevere(patience, (client, abortSignal) =>
            client.send(new QueryCommand({ ...input, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }), {
              abortSignal,
            }),
          );
          const items = (page.Items ?? []).slice(0, left).map(itemOf);
          yield* items;
          left -= items.length;
          from = page.LastEvaluatedKey;
          if (from === undefined || left <= 0) return;
        }
      },
      within: (other) => table(other),
      async description() {
        const { Table: found } = await once((client, abortSignal) =>
          client.send(new DescribeTableCommand({ TableName: name }), { abortSignal }),
        );
        return found ?? {};
      },
      async timeToLive() {
        const { TimeToLiveDescription: found } = await once((client, abortSignal) =>
          client.send(new DescribeTimeToLiveCommand({ TableName: name }), { abortSignal }),
        );
        return found?.TimeToLiveStatus?.startsWith("ENABL") === true ? (found.AttributeName ?? null) : null;
      },
      close,
    };
  };
  return table(PATIENCE);
}

function nameOf(item: Item): string {
  return JSON.stringify([textIn(item, "pk"), textIn(item, "sk")]);
}

/** What the SDK throws becomes what the asker reads; a refused condition is for whoever set it. */
function told(cause: unknown): unknown {
  if (isRefusal(cause)) return cause;
  return new TrailError(
    "engine-internal",
    `Trail's store cannot be used (${tableFaultInWords(cause)}): nothing was lost, ask again in a minute.`,
    { cause },
  );
}
