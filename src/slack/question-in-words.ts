import { visible } from "../report/visible.ts";
import type { Job } from "../jobs/job.ts";
import { Asked } from "./asked.ts";
import { StoredReady } from "./stored-ready.ts";

/** A question as it was typed, with what the eye does not see spelled out; what a button or a form asked for, as it could be typed. */
export function questionInWords({ question, meaning }: Pick<Job, "question" | "meaning">): string {
  const asked = Asked.safeParse(question);
  if (asked.success && asked.data.text !== "") return visible(asked.data.text);
  const ready = StoredReady.safeParse(meaning);
  return ready.success
    ? [ready.data.intent, ...Object.values(ready.data.params).flat(), ready.data.window.text].join(" ")
    : "a question";
}
