import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { z } from "zod";
import { CachedFolder } from "./cached.ts";

/**
 * A pack is a Parquet file with the rows of some day folders, and beside it a JSON file that says what it holds. The JSON
 * is written last: a Parquet file without it counts for nothing. Neither is changed once it stands.
 */
export const PackNote = z.strictObject({
  /** What made it; see {@link shelfName}. */
  maker: z.string(),
  /** The folder of logs that it was made of. */
  logs: z.string(),
  /** The Parquet file as it was when it was put there. */
  file: z.strictObject({
    bytes: z.int().positive(),
    mtimeMs: z.number(),
    ctimeMs: z.number(),
    sha256: z.string(),
  }),
  firstDay: z.string(),
  lastDay: z.string(),
  folders: z.array(CachedFolder),
});
export type PackNote = z.infer<typeof PackNote>;

/** Names of packs' files; others in a shelf are drafts, or nobody's. */
export const NOTE_NAME = /^[0-9a-f]{16}\.json$/;
export const FILE_NAME = /^[0-9a-f]{16}\.parquet$/;
export const DRAFT_NAME = /^[0-9a-f]{16}\.[a-z]+\.part$/;

/** A pack on disk. */
export interface Pack {
  /** Path of its Parquet file. */
  readonly path: string;
  /** Path of its JSON file, whose time of change is the pack's last use. */
  readonly notePath: string;
  readonly note: PackNote;
}

/** What is noted of a Parquet file as it lies on disk. Throws where it is not there. */
export async function describeFile(path: string, signal: AbortSignal): Promise<PackNote["file"]> {
  const { size, mtimeMs, ctimeMs } = await stat(path);
  return { bytes: size, mtimeMs, ctimeMs, sha256: await sha256Of(path, signal) };
}

/**
 * Whether a Parquet file is what its note says. No program changes a file without changing one of its times: only where they
 * differ (a copied folder, a restored one) are its bytes gone through. Throws where the signal aborts.
 */
export async function isIntact({ path, note: { file } }: Pack, signal: AbortSignal): Promise<boolean> {
  try {
    const seen = await stat(path);
    if (!seen.isFile() || seen.size !== file.bytes) return false;
    if (seen.mtimeMs === file.mtimeMs && seen.ctimeMs === file.ctimeMs) return true;
    return (await sha256Of(path, signal)) === file.sha256;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 * 1024 })) {
    const bytes: unknown = chunk;
    if (bytes instanceof Uint8Array) hash.update(bytes);
  }
  return hash.digest("hex");
}
