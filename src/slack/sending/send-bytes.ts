import { createReadStream } from "node:fs";
import { request } from "undici";

/**
 * Posts a file of a known size, read from disk no faster than it is taken: `fetch` would read ahead until the whole of it
 * is in memory. Follows no redirect. Resolves to whether it was taken; throws where no answer came.
 */
export async function sendBytes(url: string, path: string, size: number, signal: AbortSignal): Promise<boolean> {
  const { statusCode, body } = await request(url, {
    method: "POST",
    body: createReadStream(path),
    headers: { "content-type": "application/octet-stream", "content-length": String(size) },
    signal,
  });
  await body.dump();
  return statusCode >= 200 && statusCode < 300;
}
