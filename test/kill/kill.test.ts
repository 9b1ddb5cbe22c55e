import { expect, it } from "vitest";
import { KILL_POINTS } from "./kill-points.ts";
import { killAndSee, killUnstored } from "./kill-run.ts";

it.concurrent.each(KILL_POINTS)(
  "faults 157, 158 and 204 to 208: a process that dies %s leaves exactly one answer",
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

it.concurrent(
  "a process that dies before a command is written down leaves an error to its asker, and nothing else (fault 203)",
  { timeout: 120_000 },
  async () => {
    expect(await killUnstored("command")).toEqual({
      deliveries: [expect.objectContaining({ acknowledged: false, error: expect.any(String) })],
      ending: null,
      said: 0,
      executions: 0,
    });
  },
);

it.concurrent(
  "a process that dies before a mention is written down leaves it to Slack, which brings it again (faults 14 and 203)",
  { timeout: 120_000 },
  async () => {
    expect(await killUnstored("mention")).toEqual({
      deliveries: [expect.objectContaining({ acknowledged: false }), expect.objectContaining({ acknowledged: true })],
      ending: "answered",
      said: 3,
      executions: 1,
    });
  },
);
