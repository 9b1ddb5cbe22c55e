import { describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/question/words/actions.ts";
import { spellings } from "../../src/question/words/expression.ts";
import { Lexicon } from "../../src/question/words/lexicon.ts";
import { QUALITIES } from "../../src/question/words/qualities.ts";
import { FILLERS, POINTERS, SOFT } from "../../src/question/words/small-words.ts";
import { KINDS } from "../../src/question/words/things.ts";

describe("the lexicon", () => {
  it("has every expression under one concept only", () => {
    const kinds = Object.entries(KINDS).map(([concept, { words }]): [string, string] => [concept, words]);
    const lists = [
      ...Object.entries(ACTIONS),
      ...Object.entries(QUALITIES),
      ...kinds,
      ...Object.entries(SOFT),
      ["pointer", POINTERS],
      ["filler", FILLERS],
    ] as const;
    const concepts = new Map<string, string>();
    const twice: string[] = [];
    for (const [concept, list] of lists) {
      for (const { words } of spellings(list)) {
        const known = concepts.get(words.join(" ")) ?? concept;
        if (known !== concept) twice.push(`${words.join(" ")}: ${known}, ${concept}`);
        concepts.set(words.join(" "), known);
      }
    }
    expect(twice).toEqual([]);
  });

  const lexicon = new Lexicon();
  it.each([
    ["modified", "change"],
    ["terminating", "delete"],
    ["signed in", "login"],
    ["not allowed", "deny"],
    ["without mfa", "no-mfa"],
    ["did not use 2fa", "no-mfa"],
    ["never seen before", "new"],
    ["security groups", "security-group"],
    ["cross account", "cross-account"],
    ["cloud trail", "service:cloudtrail.amazonaws.com"],
  ])("%s means %s", (text, concept) => {
    const words = text.split(" ");
    expect(lexicon.longest(words, 0)).toMatchObject({ concept, words });
  });

  it.each([
    ["chnaged", "changed"],
    ["securty", "security"],
    ["grup", "group"],
    ["alice", null],
    ["deletd", "deleted"],
    ["crated", null],
    ["trial", null],
    ["reckon", null],
    ["frank", null],
    ["constructor", null],
  ])("nearest to %s is %s", (word, nearest) => expect(lexicon.nearest(word)).toBe(nearest));

  it.each([
    ["audit trial", 1, "trail"],
    ["cloud trial", 1, "trail"],
    ["free trial", 1, null],
  ])("spells “%s” anew only where it makes an expression", (text, at, meant) =>
    expect(lexicon.nearestWithin(text.split(" "), at)).toBe(meant),
  );

  it.each([
    ["volcanoes", true],
    ["dwarves", true],
    ["russia", true],
    ["alice", false],
    ["may", false],
    ["stoped", false],
    ["changed", false],
  ])("%s is an ordinary word: %s", (word, isOrdinary) => expect(lexicon.isOrdinary(word)).toBe(isOrdinary));
});
