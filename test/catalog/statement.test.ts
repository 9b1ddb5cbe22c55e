import { describe, expect, it } from "vitest";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { statementOf, type Request } from "../../src/catalog/statement.ts";
import { intent } from "../fixtures/an-intent.ts";

const REQUEST: Request = {
  params: { resource: "sg-5887f224" },
  window: { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" },
  zone: "UTC",
  include: [],
  accounts: [],
  regions: [],
  known: NOTHING_KNOWN,
  fresh: false,
};
const asked = (params: Request["params"]) =>
  statementOf(intent(), { ...REQUEST, params: { ...REQUEST.params, ...params } });

describe("the scope that a question names", () => {
  it("limits the statement, in the form that its grammar gives it", () => {
    expect(asked({ account: ["1111-2222-3333", "011122223333"], region: "EU-Central-1" })).toMatchObject({
      accounts: ["111122223333", "011122223333"],
      regions: ["eu-central-1"],
    });
  });

  it.each([
    [{ account: "111122223333') OR ('1'='1" }, "12 digits"],
    [{ region: "us-east-1\u0000" }, "control character"],
    [{ region: ["us-east-1", "mars-1"] }, "a region such as"],
  ])("is held to its grammar like every other value: %j", (params, reason) => {
    expect(() => asked(params)).toThrow(
      expect.objectContaining({ code: "refused", message: expect.stringContaining(reason) }),
    );
  });
});
