import { keepHeapSmall } from "../../src/keep-heap-small.ts";

/** What a measuring process answers with: figures by name. */
export type Figures = Readonly<Record<string, number>>;

/**
 * Makes this process answer its parent: each message is the name of a job, the answer its figures. Ends with the
 * parent's `disconnect`. What a job throws goes to the parent as text.
 */
export function serve(jobs: Readonly<Record<string, () => Promise<Figures> | Figures>>): void {
  keepHeapSmall();
  process.on("message", (name) => {
    void perform(jobs, String(name)).then((answer) => process.send?.(answer));
  });
  process.send?.({ figures: {} });
}

async function perform(
  jobs: Readonly<Record<string, () => Promise<Figures> | Figures>>,
  name: string,
): Promise<{ figures: Figures } | { failure: string }> {
  try {
    const job = jobs[name];
    if (job === undefined) throw new Error(`There is no job ${name}.`);
    return { figures: await job() };
  } catch (cause) {
    return { failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Largest resident size of this process so far, in bytes. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
