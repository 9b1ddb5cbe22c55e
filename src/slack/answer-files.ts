import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { HeldJob } from "../jobs/held-job.ts";
import { LetGo } from "../jobs/hold.ts";
import { LostHold } from "../jobs/job-store.ts";
import type { Report } from "../report/report.ts";
import type { Asked } from "./asked.ts";
import type { CsvSpool } from "./csv-spool.ts";
import type { Desk } from "./desk.ts";
import { say } from "./job-thread.ts";
import { attachmentFacts, fileFacts } from "./message/file-facts.ts";
import { sentenceMessage } from "./message/words.ts";
import { SlackRefused } from "./sending/sender.ts";
import type { Thread } from "./thread.ts";

/** Whose files they are. */
export interface FileRoute {
  readonly held: HeldJob;
  readonly asked: Asked;
  readonly desk: Desk;
}

/** Puts the CSV below an answer, then its attachments, each once. What Slack does not take is told, and ends nothing. */
export async function sendFiles(report: Report, spool: CsvSpool, thread: Thread, route: FileRoute): Promise<void> {
  await sendFile("The CSV", thread, { id: "", path: spool.path, ...fileFacts(report, spool.count()) }, route);
  for (const attachment of report.attachments) {
    const path = join(dirname(spool.path), attachment.name);
    await writeFile(path, attachment.text, { mode: 0o600 });
    const file = { id: attachment.name, path, ...attachmentFacts(report, attachment) };
    await sendFile(`The file ${attachment.name}`, thread, file, route);
  }
}

async function sendFile(
  what: string,
  thread: Thread,
  file: Parameters<Thread["file"]>[0],
  route: FileRoute,
): Promise<void> {
  try {
    const outcome = await thread.file(file);
    if (outcome === "maybe") {
      await tell(`Slack did not say whether ${what.replace(/^T/, "t")} arrived. If it is missing, ask again.`, route);
    }
  } catch (cause) {
    if (cause instanceof LetGo || cause instanceof LostHold || !(cause instanceof Error)) throw cause;
    const reason = cause instanceof SlackRefused ? ` (${cause.code})` : "";
    await tell(`${what} could not be sent to Slack${reason}: the rows are in the table above.`, route);
  }
}

function tell(sentence: string, { held, asked, desk }: FileRoute): Promise<void> {
  return say(held, asked, sentenceMessage(sentence), desk);
}
