import { describe, expect, it } from "vitest";
import type { Aws } from "../../../src/engine/athena/aws.ts";
import { resultPageRows } from "../../../src/engine/athena/result-pages.ts";

/** Pages by the token that leads to them, `first` without one; each row is one value. */
function paged(pages: Readonly<Record<string, { readonly rows: readonly string[]; readonly next?: string }>>) {
  const asked: string[] = [];
  const aws: Pick<Aws, "resultPage"> = {
    async resultPage(_, { token = "first" }) {
      if (asked.push(token) > 9) throw new Error("Pages without an end.");
      const { rows, next } = pages[token] ?? { rows: [] };
      return {
        ResultSet: { Rows: rows.map((value) => ({ Data: [{ VarCharValue: value }] })) },
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
  const read = async (): Promise<(string | null)[]> => {
    const found: (string | null)[] = [];
    for await (const rows of resultPageRows(aws, "id")) found.push(...rows.flat());
    return found;
  };
  return { asked, read };
}

describe("fault 135: pages of a result", () => {
  it("that are empty lead on all the same", async () => {
    const { asked, read } = paged({
      first: { rows: ["header", "1"], next: "a" },
      a: { rows: [], next: "b" },
      b: { rows: ["2"] },
    });
    expect(await read()).toEqual(["1", "2"]);
    expect(asked).toEqual(["first", "a", "b"]);
  });

  it.each([
    ["to themselves", { first: { rows: ["header"], next: "a" }, a: { rows: ["1"], next: "a" } }, ["first", "a"]],
    [
      "in a circle",
      { first: { rows: ["header"], next: "a" }, a: { rows: [], next: "b" }, b: { rows: [], next: "a" } },
      ["first", "a", "b"],
    ],
  ])("that lead back %s end", async (_, pages, calls) => {
    const { asked, read } = paged(pages);
    await expect(read()).rejects.toMatchObject({ code: "engine-internal", message: expect.stringContaining("again") });
    expect(asked).toEqual(calls);
  });
});
