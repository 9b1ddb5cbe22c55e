import type { Engine } from "../../src/engine/engine.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import type { JobParts } from "../../src/jobs/job.ts";

/** The moments of a question's life at which its process may die. */
export const KILL_POINTS = [
  "after the job row",
  "after the acknowledgement",
  "after the status post, before its ts is stored",
  "after the status post, when its ts is stored",
  "before the query starts",
  "after the query has started, before its id is stored",
  "while the query runs",
  "when the query has succeeded",
  "in the middle of the rows",
  "after the headline",
  "between the upload and its completion",
  "after the completion, before it is stored",
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** Before anything of a question is written down: nothing is left to take up. */
export const UNSTORED = "before the job row";
/** Where a process may die. */
export type Death = KillPoint | typeof UNSTORED;
export const DEATHS: readonly Death[] = [...KILL_POINTS, UNSTORED];

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("unreachable");
}

/** The store, which dies at this point. */
export function dyingStore(store: JobStore, point: Death | null): JobStore {
  const isSent = (parts: JobParts, what: string): boolean =>
    parts.deliveries?.some((one) => one.what === what && one.state === "sent") === true;
  return {
    ...store,
    async accept(job, holder) {
      if (point === UNSTORED) die();
      const accepted = await store.accept(job, holder);
      if (point === "after the job row") die();
      return accepted;
    },
    async change(job, parts) {
      if (point === "after the acknowledgement") die();
      if (point === "after the status post, before its ts is stored" && isSent(parts, "status")) die();
      if (point === "after the completion, before it is stored" && isSent(parts, "file")) die();
      const changed = await store.change(job, parts);
      if (point === "after the status post, when its ts is stored" && isSent(parts, "status")) die();
      if (point === "after the headline" && isSent(parts, "headline")) die();
      return changed;
    },
  };
}

/** The engine, which dies at this point. */
export function dyingEngine(engine: Engine, point: Death | null): Engine {
  return {
    ...engine,
    async start(statement, token) {
      if (point === "before the query starts") die();
      const id = await engine.start(statement, token);
      if (point === "after the query has started, before its id is stored") die();
      return id;
    },
    async status(ids) {
      const states = await engine.status(ids);
      if (point === "while the query runs") die();
      if (point === "when the query has succeeded" && [...states.values()].includes("succeeded")) die();
      return states;
    },
    async rows(id, statement) {
      const result = await engine.rows(id, statement);
      if (point !== "in the middle of the rows") return result;
      return {
        ...result,
        batches: (async function* halfRead() {
          for await (const batch of result.batches) {
            yield batch;
            die();
          }
        })(),
      };
    },
  };
}

/** A fetch that dies before a file is completed. */
export function dyingFetch(inner: typeof fetch, point: Death | null): typeof fetch {
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (point === "between the upload and its completion" && url.endsWith("files.completeUploadExternal")) die();
    return inner(input, init);
  };
}
