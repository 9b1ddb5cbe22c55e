import { createHash } from "node:crypto";
import { z } from "zod";
import { AuditEntry } from "./entry.ts";

/** A record as it is kept: its place in the chain, its text, and the hash that binds both to all records before it. */
export interface Link {
  /** Place in the chain, from 1. */
  readonly n: number;
  /** The record as JSON text, exactly as it was hashed. */
  readonly body: string;
  /** SHA-256 of the hash before it and of `body`, in hexadecimal. */
  readonly hash: string;
}

/** The end of a chain: how many records it has, and the hash of the last one. */
export type Head = Pick<Link, "n" | "hash">;

/** What the first record follows. */
export const START: Head = { n: 0, hash: "0".repeat(64) };

const Body = AuditEntry.extend({ n: z.int(), key: z.string(), previous: z.string() });
/** A record as it is read and shown. */
export type AuditRecord = z.infer<typeof Body> & { readonly hash: string };

/** Binds an entry to the chain behind `head`. `key` names what it is about: nothing is recorded twice under one key. */
export function linkTo(head: Head, key: string, entry: AuditEntry): Link {
  const n = head.n + 1;
  const body = JSON.stringify({ n, key, previous: head.hash, ...AuditEntry.parse(entry) });
  return { n, body, hash: hashOf(head.hash, body) };
}

/** A link read back. Throws where its text is no record. */
export function recordOf({ body, hash }: Link): AuditRecord {
  const parsed: unknown = JSON.parse(body);
  return { ...Body.parse(parsed), hash };
}

export function hashOf(previous: string, body: string): string {
  return createHash("sha256").update(`${previous}\n${body}`).digest("hex");
}
