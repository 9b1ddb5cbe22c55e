/** The two streams of a terminal program and what is known of them. */
export interface Terminal {
  /** Writes to standard output; resolves when the text is taken. */
  out(text: string): Promise<void>;
  /** Writes to standard error. */
  err(text: string): Promise<void>;
  /** Cells in a line of standard output; undefined where it is no terminal. */
  readonly width: number | undefined;
  /** Whether standard output may carry colour: a terminal, and NO_COLOR unset (https://no-color.org). */
  readonly color: boolean;
  /** Whether standard error is a terminal, on which a line can be rewritten. */
  readonly live: boolean;
  /** Standard input, for `parse --batch`. */
  readonly input: AsyncIterable<Uint8Array | string>;
}

/** The terminal of this process. A reader that went away (`| head`) is no fault. */
export function processTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", refuseAllButAbsence);
  return {
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    color: process.stdout.isTTY && (environment["NO_COLOR"] ?? "") === "",
    live: process.stderr.isTTY,
    input: process.stdin,
  };
}

/** What fails while it is written is told by the write itself, but for a pipe that breaks later. */
function refuseAllButAbsence(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined || ("code" in error && error.code === "EPIPE")) resolve();
      else reject(error);
    });
  });
}
