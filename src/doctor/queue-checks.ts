import type { Config } from "../config.ts";
import { unknown, type Check } from "../engine/check.ts";
import { openQueue, queueOf } from "../open-queue.ts";

/** Whether the queue of alerts can be read, where one is configured. */
export async function* queueChecks(config: Config): AsyncGenerator<Check> {
  const place = queueOf(config);
  if (place === null) return;
  const { checkQueue } = await import("../queue/check-queue.ts");
  const queue = await openQueue(place);
  try {
    yield await checkQueue(queue, place.name);
  } finally {
    queue.close();
  }
  if (config.alerts.role === null)
    yield unknown("alerts.role", "is not set: alerts about what the bot itself does are shown like others");
}
