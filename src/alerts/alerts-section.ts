import { z } from "zod";
import { ALERT_KINDS } from "./alert.ts";
import { queuePlace } from "../queue/queue-place.ts";

const BotId = z.string().regex(/^B[A-Z0-9]{2,20}$/, "write a bot's id such as B0123ABCD");
const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, "write a channel's id such as C0123ABCD");

/** `alerts:` of the configuration. */
export const AlertsSection = z
  .strictObject({
    /** The queue that EventBridge or SNS fills. */
    queue: z
      .string()
      .refine(
        (url) => queuePlace(url) !== null,
        "write the address of a standard queue such as https://sqs.us-east-1.amazonaws.com/111122223333/trail-alerts",
      )
      .nullable()
      .default(null),
    /** Where what comes from the queue is shown. */
    channel: ChannelId.nullable().default(null),
    /** Name or ARN of the role under which the bot runs: alerts about what it does are dropped. */
    role: z
      .string()
      .regex(/^[\w+=,.@:/-]{1,512}$/, "write the name or the ARN of a role")
      .nullable()
      .default(null),
    /** Where the messages of these bots are replied to without being asked. */
    watch: z.array(z.strictObject({ channel: ChannelId, bots: z.array(BotId).min(1) })).default([]),
    /** The question that is asked about an alert of a kind when it comes. */
    run: z.partialRecord(z.enum(ALERT_KINDS), z.string().regex(/^[a-z0-9-]+$/, "write an intent's id")).default({}),
    /** Dollars that those questions may cost on one day (UTC). */
    day: z.number().positive().default(5),
  })
  .refine(({ queue, run }) => queue !== null || Object.keys(run).length === 0, {
    path: ["run"],
    message: "questions are asked about what comes from the queue: set alerts.queue",
  })
  .refine(({ queue, channel }) => queue === null || channel !== null, {
    path: ["channel"],
    message: "name the channel in which what comes from the queue is shown",
  });
