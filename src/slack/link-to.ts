import { z } from "zod";
import type { Desk } from "./desk.ts";

const Permalink = z.object({ permalink: z.url() });
/** How long Slack is asked, in milliseconds. */
const PATIENCE_MS = 5000;

/** The address of a message, or null where Slack does not say: words will do. */
export async function linkTo(
  channel: string,
  ts: string,
  { post, clock }: Pick<Desk, "post" | "clock">,
): Promise<string | null> {
  const found = await post.sender
    .repeat("chat.getPermalink", { channel, message_ts: ts }, { until: clock.now() + PATIENCE_MS })
    .catch(() => null);
  return Permalink.safeParse(found).data?.permalink ?? null;
}
