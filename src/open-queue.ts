import type { Config } from "./config.ts";
import { queuePlace, type QueuePlace } from "./queue/queue-place.ts";
import type { Queue } from "./queue/queue.ts";

/** The queue of alerts that is configured, by its parts; null: none is. */
export function queueOf({ alerts }: Pick<Config, "alerts">): QueuePlace | null {
  return alerts.queue === null ? null : queuePlace(alerts.queue);
}

/** One waits for messages while others are removed. */
const CONNECTIONS = 12;
const ATTEMPTS = 2;

/** The calls to a queue, with the credentials that the SDK finds; its library is loaded with the first of them. */
export async function openQueue(place: QueuePlace): Promise<Queue> {
  const { connectQueue } = await import("./queue/queue.ts");
  return connectQueue(place, { environment: process.env, connections: CONNECTIONS, attempts: ATTEMPTS });
}
