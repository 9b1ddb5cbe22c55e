/** One line of a check-up. */
export interface Check {
  /** What was looked at: `workgroup`, `table default.cloudtrail_logs`. */
  readonly what: string;
  /** `unknown`: it could not be looked at, which is no fault by itself. */
  readonly state: "ok" | "wrong" | "unknown";
  /** What was found; where it is wrong, what to do and whose job it is. */
  readonly text: string;
}

export const ok = (what: string, text: string): Check => ({ what, state: "ok", text });
export const wrong = (what: string, text: string): Check => ({ what, state: "wrong", text });
export const unknown = (what: string, text: string): Check => ({ what, state: "unknown", text });
