import { createHmac, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Delivery, Parcel } from "./local-slack.ts";
import type { Sockets } from "./sockets.ts";

/** Brings parcels to the app, down a socket or signed over HTTP, and waits for what it says. */
export interface Deliveries {
  deliver(parcel: Parcel, parts?: { readonly envelope?: string; readonly retry?: number }): Promise<Delivery>;
  /** The last parcel once more. */
  again(parts?: { readonly newEnvelope?: boolean; readonly retry?: number }): Promise<Delivery>;
  deliverTo(url: string | null): void;
}

/** Slack waits this long for an acknowledgement, in milliseconds. */
const PATIENCE = 3000;

export function createDeliveries(sockets: Sockets, clock: Clock, signingSecret: string): Deliveries {
  let target: string | null = null;
  let last: { readonly parcel: Parcel; readonly envelope: string } | null = null;

  const deliver: Deliveries["deliver"] = async (parcel, parts = {}) => {
    const envelope = parts.envelope ?? randomUUID();
    last = { parcel, envelope };
    const began = clock.now();
    const answered =
      target === null ? overSocket(parcel, envelope, parts.retry) : overHttp(parcel, target, parts.retry);
    const waited = new AbortController();
    const result = await Promise.race([
      answered,
      clock.after(PATIENCE, waited.signal).then((): Outcome => ({ ok: false, body: null, error: "operation_timeout" })),
    ]);
    waited.abort();
    return { acknowledged: result.ok, milliseconds: clock.now() - began, body: result.body, error: result.error };
  };

  const overSocket = (parcel: Parcel, envelope: string, retry = 0): Promise<Outcome> =>
    new Promise((resolve) => {
      const isEvent = parcel.type === "events_api";
      const sent = sockets.send(
        {
          ...parcel,
          envelope_id: envelope,
          accepts_response_payload: !isEvent,
          ...(isEvent ? { retry_attempt: retry, retry_reason: retry > 0 ? "timeout" : "" } : {}),
        },
        (body) => resolve({ ok: true, body: isEmpty(body) ? null : body, error: null }),
      );
      if (!sent) resolve({ ok: false, body: null, error: "dispatch_failed" });
    });

  const overHttp = async (parcel: Parcel, url: string, retry = 0): Promise<Outcome> => {
    const { body, type } = written(parcel);
    const stamp = String(Math.floor(clock.now() / 1000));
    const signature = `v0=${createHmac("sha256", signingSecret).update(`v0:${stamp}:${body}`).digest("hex")}`;
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": type,
          "x-slack-request-timestamp": stamp,
          "x-slack-signature": signature,
          ...(retry > 0 ? { "x-slack-retry-num": String(retry), "x-slack-retry-reason": "http_timeout" } : {}),
        },
        body,
      });
      const text = await response.text();
      return {
        ok: response.ok,
        body: text === "" ? null : parsedOr(text),
        error: response.ok ? null : "dispatch_failed",
      };
    } catch {
      return { ok: false, body: null, error: "dispatch_failed" };
    }
  };

  return {
    deliver,
    async again({ newEnvelope = false, retry = 1 } = {}) {
      if (last === null) throw new Error("Nothing has been delivered yet.");
      return deliver(last.parcel, { ...(newEnvelope ? {} : { envelope: last.envelope }), retry });
    },
    deliverTo: (url) => void (target = url),
  };
}

interface Outcome {
  readonly ok: boolean;
  readonly body: unknown;
  readonly error: string | null;
}

function written({ type, payload }: Parcel): { body: string; type: string } {
  const form = "application/x-www-form-urlencoded";
  switch (type) {
    case "events_api":
      return { body: JSON.stringify(payload), type: "application/json" };
    case "interactive":
      return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: form };
    case "slash_commands":
      return {
        body: new URLSearchParams(
          Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
        ).toString(),
        type: form,
      };
  }
}

function isEmpty(body: unknown): boolean {
  return body === null || body === undefined || (typeof body === "object" && Object.keys(body).length === 0);
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
