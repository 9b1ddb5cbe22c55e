import type { Form } from "./form.ts";
import { INERT_NOTE } from "./inert.ts";
import { leadsToSlack } from "./slack-host.ts";

/** Sends a note through the address that came with a command or a press. False where it could not be sent any more. */
export type Respond = (responseUrl: string, note: Form) => Promise<boolean>;

const PATIENCE = 10_000;

/**
 * Answers to Slack's own hooks, or to the host of another Slack (`apiUrl`), and to no other: the address comes with a request.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function createRespond(apiUrl: string, request: typeof fetch): Respond {
  return async (responseUrl, { text, blocks }) => {
    if (!leadsToSlack(responseUrl, "hooks", apiUrl)) return false;
    const body = {
      response_type: "ephemeral",
      replace_original: false,
      ...INERT_NOTE,
      text,
      ...(blocks.length > 0 ? { blocks } : {}),
    };
    try {
      const response = await request(responseUrl, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify(body),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
}
