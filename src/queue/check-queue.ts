import { ok, wrong, type Check } from "../engine/check.ts";
import { reasonOf } from "../errors.ts";
import type { Queue } from "./queue.ts";
import { queueFaultInWords } from "./queue-fault.ts";

/** Whether the queue of alerts is there and may be asked about. It takes no message out. */
export async function checkQueue(queue: Pick<Queue, "waiting">, name: string): Promise<Check> {
  try {
    const waiting = await queue.waiting();
    return ok("queue", `${name} can be read; about ${waiting} ${waiting === 1 ? "message waits" : "messages wait"}`);
  } catch (cause) {
    return wrong("queue", `${queueFaultInWords(cause)} (${reasonOf(cause)})`);
  }
}
