import { describe, expect, it } from "vitest";
import { cell, visible } from "../../src/report/visible.ts";

describe("visible", () => {
  it.each([
    "alice",
    "arn:aws:iam::111122223333:user/alice+1@example.com",
    "<!channel> *bold* `code` <https://evil.example|AWS Console>",
    "Müller, José, Łukasz, 山田太郎, Иван Петров, Ωμέγα",
    "User Иван is not authorized",
    "👍 👨‍👩‍👧 ❤️ 👩🏽‍💻",
    "",
  ])("leaves %j as it is", (text) => {
    expect(visible(text)).toBe(text);
  });

  it.each([
    ["ali\u202Ece", "ali⟨U+202E⟩ce"],
    ["ali\u200Bce", "ali⟨U+200B⟩ce"],
    ["ali\u200Dce", "ali⟨U+200D⟩ce"],
    ["\uFEFFalice", "⟨U+FEFF⟩alice"],
    ["al\u00ADice", "al⟨U+00AD⟩ice"],
    ["a\u00A0b", "a⟨U+00A0⟩b"],
    ["a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"],
    ["\u001B[31mred", "⟨U+001B⟩[31mred"],
    ["\u009B31m", "⟨U+009B⟩31m"],
    ["a\u0000b\u0007c\u007F", "a⟨U+0000⟩b⟨U+0007⟩c⟨U+007F⟩"],
    ["a\tb\vc", "a⟨U+0009⟩b⟨U+000B⟩c"],
    ["one\ntwo\r\nthree\rfour", "one⏎two⏎three⏎four"],
    ["a\u2028b\u2029c\u0085d", "a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩d"],
    ["a\u3164b", "a⟨U+3164⟩b"],
    ["a\u{E0041}b", "a⟨U+E0041⟩b"],
    ["a\uD800b", "a⟨U+D800⟩b"],
    ["a\uFE0Fb", "a⟨U+FE0F⟩b"],
  ])("fault 168: shows what is hidden in %j", (text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(visible(shown)).toBe(shown);
  });

  it.each([
    ["аlice", "Cyrillic a before Latin letters"],
    ["аррӏе", "Cyrillic letters that all look Latin"],
    ["αdmin", "Greek a"],
    ["ａｄｍｉｎ", "full-width"],
    ["𝐚𝐝𝐦𝐢𝐧", "mathematical"],
    ["ɑlice", "phonetic"],
    ["admın", "dotless i"],
  ])("fault 168: marks %s (%s)", (text) => {
    expect(visible(text)).toBe(`${text} (not plain ASCII)`);
    expect(visible(visible(text))).toBe(visible(text));
  });

  it("spells out marks piled on one letter", () => {
    expect(visible(`a${"\u0301".repeat(9)}b`)).toContain("⟨U+0301⟩");
  });
});

describe("cell", () => {
  it.each([
    [null, ""],
    [undefined, ""],
    [12, "12"],
    [false, "false"],
    ["plain", "plain"],
  ])("%j is %j", (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it.each(["x".repeat(50_000), "\u001B".repeat(50_000), "😀".repeat(400), "\r\n".repeat(5000)])(
    "cuts a long text to 300 characters with an ellipsis",
    (text) => {
      const shown = cell(text);
      expect(shown.length).toBeLessThanOrEqual(300);
      expect(shown.length).toBeGreaterThan(290);
      expect(shown).toMatch(/…$/);
      expect(shown.isWellFormed()).toBe(true);
    },
  );

  it("keeps 300 characters whole", () => {
    expect(cell("x".repeat(300))).toBe("x".repeat(300));
  });

  it("keeps the mark of a look-alike on a text that is cut", () => {
    expect(cell(`аlice${"x".repeat(400)}`)).toMatch(/… \(not plain ASCII\)$/);
  });
});
