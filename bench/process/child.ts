import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Figures } from "./serve.ts";

/** A process of its own, so that its memory and its warm-up are nobody else's. */
export interface Child {
  /** Has a job done and resolves to its figures; one at a time. Throws what the job threw. */
  run(job: string): Promise<Figures>;
  close(): Promise<void>;
}

const Answer = z.union([z.object({ figures: z.record(z.string(), z.number()) }), z.object({ failure: z.string() })]);

/** Starts a script that calls `serve`; `script` is the URL of the file. Resolves when it is ready for its first job. */
export async function startChild(script: URL, args: readonly string[] = []): Promise<Child> {
  const child = fork(fileURLToPath(script), args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const nextAnswer = async (): Promise<Figures> => {
    const [message] = await Promise.race([
      once(child, "message"),
      exited.then(([code]) => [{ failure: `${script.pathname} ended with code ${String(code)}.` }]),
    ]);
    const answer = Answer.parse(message);
    if ("failure" in answer) throw new Error(answer.failure);
    return answer.figures;
  };
  await nextAnswer();
  return {
    async run(job) {
      const answer = nextAnswer();
      child.send(job);
      return answer;
    },
    async close() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
