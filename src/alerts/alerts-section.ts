import { z } from "zod";

const BotId = z.string().regex(/^B[A-Z0-9]{2,20}$/, "write a bot's id such as B0123ABCD");
const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, "write a channel's id such as C0123ABCD");

/** `alerts:` of the configuration. */
export const AlertsSection = z.strictObject({
  /** Name or ARN of the role under which the bot runs: alerts about what it does are dropped. */
  role: z
    .string()
    .regex(/^[\w+=,.@:/-]{1,512}$/, "write the name or the ARN of a role")
    .nullable()
    .default(null),
  /** Where the messages of these bots are replied to without being asked. */
  watch: z.array(z.strictObject({ channel: ChannelId, bots: z.array(BotId).min(1) })).default([]),
});
export type AlertsSection = z.infer<typeof AlertsSection>;
