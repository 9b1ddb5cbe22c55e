import type { Head, Link } from "./chain.ts";
import type { AuditEntry } from "./entry.ts";

/**
 * Where it is written down who asked what and what became of it: records are only ever added, each bound to all before it
 * by its hash. Throws TrailError("engine-internal") where it cannot be written or read: then no question is answered.
 */
export interface AuditLog {
  /**
   * Adds a record; it is safe when this resolves. Where one was added under that key already, that one comes back and
   * nothing is written.
   */
  once(key: string, entry: AuditEntry): Promise<{ readonly link: Link; readonly isNew: boolean }>;
  /** The records behind place `after` (0: all), in their order. */
  links(after: number): AsyncIterable<Link>;
  head(): Promise<Head>;
  close(): Promise<void>;
}

/** A log whose new records are told to `write` as well, one JSON text each, without a line break. */
export function echoed(log: AuditLog, write: (line: string) => void): AuditLog {
  return {
    ...log,
    async once(key, entry) {
      const added = await log.once(key, entry);
      if (added.isNew) write(`{"audit":${added.link.body},"hash":"${added.link.hash}"}`);
      return added;
    },
  };
}
