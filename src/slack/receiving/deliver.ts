import type { App, ReceiverEvent } from "@slack/bolt";

/**
 * Hands to Bolt what came in. An event is acknowledged when its listener has ended, that is once it is written down, and not
 * at all where that failed: Slack brings it again at once, after one minute and after five
 * (https://docs.slack.dev/apis/events-api). Bolt itself would acknowledge it before anybody has read it. Everything else is
 * acknowledged by its listener. Throws what a listener threw.
 */
export async function deliver(app: App, event: ReceiverEvent): Promise<void> {
  if (!isEvent(event.body)) return app.processEvent(event);
  await app.processEvent({ ...event, ack: async () => undefined });
  await event.ack();
}

/** Whether it is of the Events API: such a delivery has a key of its own, and comes again where it is not acknowledged. */
export function isEvent(body: ReceiverEvent["body"]): boolean {
  return body["event"] !== undefined;
}
