import type { AuditLog } from "./audit-log.ts";
import { linkTo, START, type Link } from "./chain.ts";

/** An audit that ends with its process, for the demo and for tests. */
export function createMemoryAudit(): AuditLog {
  const links: Link[] = [];
  const keys = new Map<string, Link>();
  return {
    async once(key, entry) {
      const known = keys.get(key);
      if (known !== undefined) return { link: known, isNew: false };
      const link = linkTo(links.at(-1) ?? START, key, entry);
      links.push(link);
      keys.set(key, link);
      return { link, isNew: true };
    },
    async *links(after) {
      yield* links.slice(after);
    },
    async head() {
      const { n, hash } = links.at(-1) ?? START;
      return { n, hash };
    },
    close: async () => undefined,
  };
}
