import { stat } from "node:fs/promises";
import { openCsvFile } from "../../src/csv-file.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { sendBytes } from "../../src/slack/sending/send-bytes.ts";
import { answerReady, type Trail } from "../../src/trail.ts";
import { questionNow } from "../parts.ts";
import { peakMemory, timed, type Figures } from "../process/serve.ts";

/**
 * Answers a question that is understood into a CSV, and sends that to a URL. The figures are its `rows` and `bytes`, the
 * milliseconds to the first row (`queryMs`), to the file (`ms`) and of the upload, and the largest memory so far.
 */
export async function answerAndSend(ready: Ready, trail: Trail, csv: string, url: string): Promise<Figures> {
  let rows = 0;
  let queryMs = 0;
  const start = performance.now();
  const ms = await timed(async () => {
    const answered = await answerReady(ready, questionNow(), trail, {
      signal: new AbortController().signal,
      estimated: () => undefined,
      state: () => undefined,
      csv: (columns) => {
        queryMs = performance.now() - start;
        return openCsvFile(csv, columns);
      },
    });
    if (answered.status === "answered") rows = answered.report.rowCount;
  });
  const { size } = await stat(csv);
  const uploadMs = await timed(() => sendBytes(url, csv, size, new AbortController().signal));
  return { ms, queryMs, uploadMs, rows, bytes: size, peak: peakMemory() };
}
