import { describe, expect, it } from "vitest";
import { plainQuestion, withValues } from "../../src/question/slack-text.ts";

describe("plainQuestion (faults 32, 33 and 35)", () => {
  it.each([
    ["hey <@U0TRAIL01> who opened nat-1", "who opened nat-1", []],
    [":wave: <@U0TRAIL01|trail>: who signed in", "who signed in", []],
    ["/trail who signed in", "who signed in", []],
    ["what did <@U02ABCD34> do", "what did @U02ABCD34 do", ["@U02ABCD34"]],
    ["what did <@U02ABCD34|bob> do", "what did @U02ABCD34 do", ["@U02ABCD34"]],
    ["in <#C012345|ops> now", "in ops now", []],
    ["<mailto:a@example.com|a@example.com> logins", "a@example.com logins", ["a@example.com"]],
    ["who changed <http://my.bucket.com|my.bucket.com>", "who changed my.bucket.com", ["my.bucket.com"]],
    [
      "logs <https://example.com/x?a=1&amp;b=2>",
      "logs https://example.com/x?a=1&b=2",
      ["https://example.com/x?a=1&b=2"],
    ],
    ["at <!date^1763640000^{date}|then>", "at <!date^1763640000^{date}|then>", []],
    ["&lt;!channel&gt; &amp;amp;", "<!channel> &amp;", []],
    ["*did anyone* _use_ ~root~", "did anyone use root", []],
    ["about ~3am and ~4am", "about ~3am and ~4am", []],
    [
      "`orders-db-1` and “my db” and 'x' and \"y\"",
      "orders-db-1 and my db and x and y",
      ["orders-db-1", "my db", "x", "y"],
    ],
    ["`who changed sg-1 today`", "who changed sg-1 today", []],
    ["sg\u20131\u2011a", "sg-1-a", []],
    ["who\u00a0\u200bchanged   sg-1 :eyes: \u{1f440}", "who changed sg-1", []],
    ["what’s up, who's in, didnt", "what is up, who is in, did not", []],
    ["O’Brien", "O'Brien", []],
    ["at 10:30:00", "at 10:30:00", []],
    ["__proto__ my_table_name", "__proto__ my_table_name", []],
  ])("%j", (raw, text, values) => {
    const plain = plainQuestion(raw);
    expect(withValues(plain.text, plain.values).replaceAll(/\s+/g, " ").trim()).toBe(text);
    expect(plain.values).toEqual(values);
  });

  it.each([
    ["/trail", true],
    ["<@U0TRAIL01>", true],
    ["", false],
    ["hey", false],
    ["/trail x", false],
  ])("%j is a bare call: %s", (raw, isCallOnly) => {
    expect(plainQuestion(raw).isCallOnly).toBe(isCallOnly);
  });

  it("drops private-use characters that somebody typed", () => {
    expect(plainQuestion("who \ue000changed").text).toBe("who changed");
  });
});
