import type { CsvSink } from "../../trail.ts";
import type { Report } from "../../report/report.ts";

/** An answer as it is to be posted. */
export interface Told {
  readonly report: Report;
  /** The whole answer; its headline alone; nothing, since nothing is new and silence was wished for. */
  readonly posts: "all" | "headline" | "nothing";
  /** Whose turn it was, below the headline; null: nothing is said. */
  readonly line: string | null;
  /** Once it was posted: notes what was seen. The same when it is called again. */
  keep(): Promise<void>;
}

/** Rows of an answer being compared with earlier ones while they stream by. */
export interface Watch {
  /** A sink that gets what is to stand in the CSV. */
  csv(sink: CsvSink): CsvSink;
  /** Called when all rows were seen. */
  tell(report: Report): Promise<Told>;
}

/** An answer that is compared with nothing. */
export function asItIs(report: Report): Told {
  return { report, posts: "all", line: null, keep: async () => undefined };
}
