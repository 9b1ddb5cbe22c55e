import { expect, it } from "vitest";
import { atMost, inMilliseconds } from "../../bench/measurement.ts";
import { drawTable } from "../../bench/table.ts";

it("draws each bar with its figure, reference and ratio, and whether it holds", () => {
  const reference = { text: "10 ms bare", figure: 10 };
  const table = drawTable([
    atMost("start", 25, 30, inMilliseconds, reference),
    atMost("stop", 31, 30, inMilliseconds),
    { what: "beside it", measured: "1", reference: "2", ratio: 0.05, bar: "", holds: null },
  ]);
  expect(table.split("\n")).toEqual([
    "what       measured  reference, same run  ratio   bar      holds",
    "---------  --------  -------------------  ------  -------  -----",
    "start      25 ms     10 ms bare           2.50×   ≤ 30 ms  yes",
    "stop       31 ms                                  ≤ 30 ms  no",
    "beside it  1         2                    0.050×",
    "",
  ]);
});
