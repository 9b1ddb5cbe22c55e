import type { AuditLog } from "./audit-log.ts";
import { hashOf, recordOf, START, type Head, type Link } from "./chain.ts";

/** Whether a chain is whole; otherwise the place of the first record that is not as it was written, and what is wrong. */
export type Verdict =
  | { readonly isWhole: true; readonly head: Head }
  | { readonly isWhole: false; readonly n: number; readonly fault: string };

/**
 * Follows a chain from its first record to its head, also while records are added to it. `noted` are heads that somebody
 * noted elsewhere, such as in a channel: who can write the store could make a whole new chain, but not with their hashes.
 */
export async function verify(log: Pick<AuditLog, "links" | "head">, noted: readonly Head[] = []): Promise<Verdict> {
  const owed = new Map(noted.map(({ n, hash }) => [n, hash]));
  let last = START;
  let head: Head;
  let before: Head;
  do {
    before = last;
    for await (const link of log.links(last.n)) {
      const fault = faultOf(link, last) ?? faultOfNoted(link, owed);
      if (fault !== null) return { isWhole: false, n: last.n + 1, fault };
      owed.delete(link.n);
      last = link;
    }
    // Read behind the records: what was added meanwhile lies before it, and is followed in the next round.
    head = await log.head();
  } while (head.n > last.n && last !== before);
  if (last.n !== head.n || last.hash !== head.hash) {
    return {
      isWhole: false,
      n: last.n + 1,
      fault: `the chain ends at record ${last.n}, though its head was written at record ${head.n}: the end is missing or was added to`,
    };
  }
  const [missing] = owed.keys();
  if (missing !== undefined && missing !== 0) {
    return { isWhole: false, n: last.n + 1, fault: `record ${missing}, whose hash was noted, is not there` };
  }
  return { isWhole: true, head: { n: last.n, hash: last.hash } };
}

function faultOf(link: Link, last: Head): string | null {
  if (link.n !== last.n + 1) return `record ${last.n + 1} is missing: record ${link.n} follows`;
  if (hashOf(last.hash, link.body) !== link.hash)
    return "it was changed, or the record before it was: its hash does not fit";
  try {
    const { n, previous } = recordOf(link);
    return n === link.n && previous === last.hash ? null : "it stands in the place of another record";
  } catch {
    return "its text is no record";
  }
}

function faultOfNoted({ n, hash }: Link, owed: ReadonlyMap<number, string>): string | null {
  const expected = owed.get(n);
  return expected === undefined || expected === hash ? null : "its hash is not the one that was noted";
}
