import type { ServerResponse } from "node:http";
import type { Fault } from "./local-slack.ts";

/** Faults to come, by method; the bytes of a file go under `upload`, notes by a response_url under `hook`. */
export interface Faults {
  add(method: string, fault: Fault): void;
  /** From now on nothing is answered but with 503 (true), or all is well again. */
  outage(on: boolean): void;
  /**
   * Meets the next fault of a method, if there is one: then the answer was given, or will never be. `work` does what was
   * asked for, where the fault leaves it done.
   */
  meet(
    method: string,
    response: ServerResponse,
    work: () => { readonly ok: boolean },
    note: (ok: boolean, error: string | null) => void,
  ): boolean;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  let isOut = false;
  return {
    add: (method, fault) => void waiting.set(method, [...(waiting.get(method) ?? []), fault]),
    outage: (on) => void (isOut = on),
    meet(method, response, work, note) {
      const fault = isOut ? ({ kind: "status", status: 503, done: false } as const) : waiting.get(method)?.shift();
      if (fault === undefined) return false;
      if (fault.kind === "answer") note(true, null);
      else note(false, fault.kind === "error" ? fault.error : fault.kind);
      const worked = "done" in fault && fault.done ? work() : { ok: true };
      show(fault, worked, response);
      return true;
    },
  };
}

function show(fault: Fault, worked: object, response: ServerResponse): void {
  switch (fault.kind) {
    case "error":
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ok: false, error: fault.error }));
      return;
    case "limited":
      response.writeHead(429, fault.retryAfter === null ? {} : { "retry-after": String(fault.retryAfter) });
      response.end(JSON.stringify({ ok: false, error: "ratelimited" }));
      return;
    case "status":
      response.writeHead(fault.status).end();
      return;
    case "reset":
      response.socket?.destroy();
      return;
    case "hang":
      return;
    case "answer":
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ...worked, ...fault.fields }));
      return;
  }
}
