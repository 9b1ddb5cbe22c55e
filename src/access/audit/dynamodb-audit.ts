import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { numberIn, textIn, type Item, type Key } from "../../dynamodb/item.ts";
import { tableFaultInWords } from "../../dynamodb/table-fault.ts";
import type { Put, Table } from "../../dynamodb/table.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import type { AuditLog } from "./audit-log.ts";
import { linkTo, START, type Head, type Link } from "./chain.ts";
import type { AuditEntry } from "./entry.ts";
import { createTogether } from "./together.ts";

/** All of it lies under one `pk`: the head, each record by its place, and for each key the place of its record. */
const PK = "audit";
const HEAD: Key = { pk: PK, sk: "head" };
/** Digits of a place in a key, so that keys are in the order of places. */
const DIGITS = 12;

/** Records that are added together: each is two of the hundred items of a transaction, which holds 4 MB. */
const MOST_TOGETHER = 20;
/** How long one call is tried, in milliseconds: Slack gives 3 s for all that comes before its acknowledgement. */
const PATIENCE = 2_000;
/** How long others may come first again and again, in milliseconds. */
const LOSING = 10_000;
/** Longest pause for each time that another process came first, in milliseconds. */
const PAUSE = 20;

export interface AuditSurroundings {
  readonly clock: Pick<Clock, "now" | "after">;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
}

type Added = Awaited<ReturnType<AuditLog["once"]>>;

/**
 * The audit in a table that several machines share: one chain without gaps. A record, its key and the new head are written
 * together, under the condition that the head is the one it was bound to; whoever comes second binds it anew. What a process
 * has to add at the same time is added together. Nothing of it has a time after which the table drops it.
 */
export function createDynamoDbAudit(shared: Table, { clock, random }: AuditSurroundings): AuditLog {
  const table = shared.within(PATIENCE);
  /** The head as this process left it; another one may be further. */
  let last: Head | null = null;
  /** How long the last records took to be written, in milliseconds: others are given as long before the next ones. */
  let took = 0;

  /** The head as it stands, and what is recorded already of these keys. */
  const look = async (keys: readonly string[]): Promise<{ readonly head: Head; readonly known: Map<string, Link> }> => {
    const items = await table.getAll([HEAD, ...keys.map(keyItem)]);
    const known = new Map<string, Link>();
    for (const key of keys) {
      const item = items.find(({ sk }) => sk === keyItem(key).sk);
      const link = item === undefined ? null : await table.get(placeOf(numberIn(item, "n")));
      if (link !== null) known.set(key, linkIn(link));
    }
    return { head: headIn(items.find(({ sk }) => sk === HEAD.sk) ?? null), known };
  };

  const addAll = async (entries: ReadonlyMap<string, AuditEntry>): Promise<ReadonlyMap<string, Added>> => {
    const until = clock.now() + LOSING;
    const added = new Map<string, Added>();
    let head = last ?? headIn(await table.get(HEAD));
    for (let lost = 0; ; lost++) {
      const links = bound(head, entries, added);
      if (links.length === 0) return added;
      const began = clock.now();
      if (await table.putTogether(putsOf(head, links))) {
        took = clock.now() - began;
        last = links.at(-1)?.link ?? head;
        for (const { key, link } of links) added.set(key, { link, isNew: true });
        return added;
      }
      last = null;
      const now = await look(links.map(({ key }) => key));
      if (now.head.n === head.n && now.known.size === 0) throw new Error("its head is not where its records end");
      if (clock.now() > until) throw new Error("others write to it all the time");
      for (const [key, link] of now.known) added.set(key, { link, isNew: false });
      head = now.head;
      // The first time it goes on at once: whoever came first waits a little.
      await clock.after(PAUSE * lost * random());
    }
  };
  const add = createTogether(MOST_TOGETHER, addAll, () => clock.after(2 * took * random()));

  return {
    once: (key, entry) => told(add(key, entry)),
    async *links(after) {
      const by = { name: "sk", from: placeOf(after + 1).sk, to: placeOf(10 ** DIGITS - 1).sk };
      const items = table.read({ of: ["pk", PK], by })[Symbol.asyncIterator]();
      for (let next = await told(items.next()); next.done !== true; next = await told(items.next())) {
        yield linkIn(next.value);
      }
    },
    head: () => told(table.get(HEAD).then(headIn)),
    close: async () => shared.close(),
  };
}

interface Bound {
  readonly key: string;
  readonly link: Link;
}

/** Entries bound to a chain, one behind the other, but for those that were added before. */
function bound(
  head: Head,
  entries: ReadonlyMap<string, AuditEntry>,
  added: ReadonlyMap<string, Added>,
): readonly Bound[] {
  let end = head;
  return [...entries].flatMap(([key, entry]) => {
    if (added.has(key)) return [];
    const link = linkTo(end, key, entry);
    end = link;
    return [{ key, link }];
  });
}

function putsOf(head: Head, links: readonly Bound[]): readonly Put[] {
  const { n, hash } = links.at(-1)?.link ?? head;
  const isNew = { lacks: ["pk"] };
  return [
    ...links.map(({ link }) => ({ item: { ...placeOf(link.n), body: link.body, hash: link.hash }, when: isNew })),
    ...links.map(({ key, link }) => ({ item: { ...keyItem(key), n: link.n }, when: isNew })),
    { item: { ...HEAD, n, hash }, when: head.n === START.n ? isNew : { is: { n: head.n, hash: head.hash } } },
  ];
}

function placeOf(n: number): Key {
  return { pk: PK, sk: `link#${String(n).padStart(DIGITS, "0")}` };
}

/** A key may be longer than one of the table. */
function keyItem(key: string): Key {
  return { pk: PK, sk: `key#${createHash("sha256").update(key).digest("hex")}` };
}

function headIn(item: Item | null): Head {
  return item === null ? START : { n: numberIn(item, "n"), hash: textIn(item, "hash") ?? "" };
}

function linkIn(item: Item): Link {
  const n = Number((textIn(item, "sk") ?? "").replace(/^link#/, ""));
  return { n, body: textIn(item, "body") ?? "", hash: textIn(item, "hash") ?? "" };
}

/** What goes wrong becomes what the asker reads. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof TrailError ? tableFaultInWords(cause.cause) : reasonOf(cause);
    throw new TrailError(
      "engine-internal",
      `Trail's audit cannot be used (${reason}), and no question is answered without it: ask again in a minute, or tell whoever runs Trail.`,
      { cause },
    );
  }
}
