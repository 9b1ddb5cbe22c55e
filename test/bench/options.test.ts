import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOptions } from "../../bench/options.ts";
import { temporaryFolder } from "../fixtures/logs.ts";

const KNOWN = ["acks", "scan", "ask"];
const read = (...words: string[]): ReturnType<typeof readOptions> => readOptions(words, KNOWN);

describe("what the bench is asked to do", () => {
  it("is everything, over generated logs, when nothing is said", () => {
    expect(read()).toEqual({ names: KNOWN, scale: 200_000, data: null, quick: false, json: false });
    expect(read("--quick").scale).toBe(20_000);
  });

  it("is what is named, in the order of the table", () => {
    expect(read("ask", "acks", "--scale", "1000000")).toMatchObject({ names: ["acks", "ask"], scale: 1_000_000 });
    expect(read("ask", "--quick", "--scale", "7", "--json")).toMatchObject({ quick: true, scale: 7, json: true });
  });

  it("reads the logs that are there", () => {
    const folder = temporaryFolder();
    expect(read("--data", folder).data).toBe(folder);
  });

  it("is refused in a sentence where it is not known", () => {
    const file = join(temporaryFolder(), "logs.json");
    writeFileSync(file, "{}");
    expect(() => read("speed")).toThrow("There is nothing to measure named speed: write acks, scan, ask.");
    expect(() => read("--fast")).toThrow("Unknown option '--fast': write --scale N or --data DIR, --quick, --json.");
    expect(() => read("--scale")).toThrow("Option '--scale <value>' argument missing: write --scale N");
    expect(() => read("--scale", "many")).toThrow("--scale many is no count of events");
    expect(() => read("--scale", "0")).toThrow("--scale 0 is no count of events");
    expect(() => read("--data", file)).toThrow(`--data ${file} is no folder of logs.`);
    expect(() => read("--data", ".", "--scale", "5")).toThrow("give one of the two");
  });
});
