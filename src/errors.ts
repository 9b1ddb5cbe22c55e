/** Why Trail could not do what was asked; see {@link TrailError}. */
export type ErrorCode =
  /** The words were not understood, or more is needed: ask the person back. */
  | "asked"
  /** Understood, but not allowed or out of bounds (a window that is too wide, a value that is no id). */
  | "refused"
  /** A setting, an option or an intent file is wrong; nothing was run. */
  | "configuration"
  /** The engine failed through the query or its data: running it again gives the same failure. */
  | "engine-user"
  /** The engine asked us to slow down: the same execution may be tried again. */
  | "engine-throttled"
  /** The engine, or Slack at the start, cannot be reached: the same call may be made again later. */
  | "engine-away"
  /** The engine failed through a fault of its own: may be tried again. */
  | "engine-internal"
  /** The execution was stopped, by a person or at its deadline. */
  | "cancelled";

/**
 * An error that a person reads. `message` is one or two full sentences: what was wrong, then what to do.
 * It never holds a stack, a secret or a path that the person did not give. `cause` keeps the original.
 * Every other class of error that reaches a surface is a bug in Trail.
 */
export class TrailError extends Error {
  override readonly name = "TrailError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** The text of anything that was thrown, for putting into a sentence. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
