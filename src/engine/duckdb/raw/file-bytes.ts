import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { isPackedName } from "../../log-place.ts";

/** A file unpacks to far more than a log does. */
export class TooLong extends Error {}

/** A file that unpacks to more than this, and to more than so many times its size, is a bomb. */
const PLAUSIBLE_LENGTH = 64 * 1024 * 1024;
const PLAUSIBLE_RATIO = 100;
const PIECE = 256 * 1024;

/** The bytes of a log file in pieces, unpacked. Throws TooLong for a bomb, and what reading and unpacking throw. */
export async function* bytesOf(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { size } = await stat(path);
  const file = createReadStream(path, { signal, highWaterMark: PIECE });
  const bytes = isPackedName(path) ? file.pipe(createGunzip({ chunkSize: PIECE })) : file;
  if (bytes !== file) file.on("error", (cause) => bytes.destroy(cause));
  let total = 0;
  try {
    for await (const chunk of bytes) {
      const piece: unknown = chunk;
      if (!(piece instanceof Uint8Array)) continue;
      total += piece.length;
      if (total > PLAUSIBLE_LENGTH && total > PLAUSIBLE_RATIO * size) throw new TooLong();
      yield piece;
    }
  } finally {
    file.destroy();
  }
}
