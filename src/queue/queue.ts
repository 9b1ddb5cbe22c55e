import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientSettings, renewing, type AwsSettings } from "../aws/connection.ts";
import type { QueuePlace } from "./queue-place.ts";

/** A message of a queue; others do not see it for a while, then it comes again unless it was removed. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly receipt: string;
}

/** A queue that is read. Each call throws what the SDK throws. */
export interface Queue {
  /** Up to ten messages; waits for the first one for up to 20 seconds. */
  receive(signal: AbortSignal): Promise<readonly QueueMessage[]>;
  remove(message: QueueMessage): Promise<void>;
  /** How many messages wait, about. */
  waiting(): Promise<number>;
  close(): void;
}

/** How long others do not see a message that was received, in seconds: longer than a post to Slack is tried. */
export const HIDDEN_S = 120;
const WAIT_S = 20;

/** The SDK's client, made as those of other services are; AWS_ENDPOINT_URL_SQS holds against the host of the address. */
export function connectQueue({ url, region }: QueuePlace, settings: AwsSettings): Queue {
  const { call, close } = renewing(() => {
    const client = new SQSClient({
      ...(region === null ? {} : { region }),
      ...clientSettings(settings),
      useQueueUrlAsEndpoint: false,
    });
    return { client, close: () => client.destroy() };
  });
  return {
    receive: (signal) =>
      call(async ({ client }) => {
        const command = new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: WAIT_S,
          VisibilityTimeout: HIDDEN_S,
        });
        const { Messages: messages = [] } = await client.send(command, { abortSignal: signal });
        return messages.map(({ MessageId: id = "", Body: body = "", ReceiptHandle: receipt = "" }) => ({
          id,
          body,
          receipt,
        }));
      }),
    async remove({ receipt }) {
      await call(({ client }) => client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt })));
    },
    waiting: () =>
      call(async ({ client }) => {
        const command = new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ["ApproximateNumberOfMessages"],
        });
        return Number((await client.send(command)).Attributes?.ApproximateNumberOfMessages ?? 0);
      }),
    close,
  };
}
