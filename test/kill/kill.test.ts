import { expect, it } from "vitest";
import { KILL_POINTS } from "./kill-points.ts";
import { killAndSee } from "./kill-run.ts";

it.concurrent.each(KILL_POINTS)(
  "a process that dies %s leaves exactly one answer",
  { timeout: 120_000 },
  async (point) => {
    expect(await killAndSee(point, true)).toEqual({
      ending: "answered",
      statuses: 1,
      answers: 1,
      files: 1,
      executions: 1,
    });
  },
);
