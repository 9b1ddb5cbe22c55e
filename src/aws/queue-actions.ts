/** What the bot does with its queue of alerts, as policies name it. */
export const QUEUE_ACTIONS: readonly string[] = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
