import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "./fixtures/logs.ts";

/** What a command loads: time is machine's, names and numbers of modules are ours. */

const SRC = resolve(import.meta.dirname, "../src");
const RECORDER = resolve(import.meta.dirname, "fixtures/loaded-modules.mjs");

interface Loaded {
  /** Packages, in the order of their names. */
  readonly packages: readonly string[];
  /** Modules of our own, relative to `src`. */
  readonly own: readonly string[];
  readonly count: number;
}

async function loadedBy(cwd: string, words: readonly string[]): Promise<Loaded> {
  const list = join(temporaryFolder(), "loaded.json");
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, HOME: cwd, TZ: "UTC", LOADED_MODULES: list };
  await promisify(execFile)(process.execPath, ["--import", RECORDER, join(SRC, "main.ts"), ...words], { cwd, env });
  const urls = z.array(z.string()).parse(JSON.parse(readFileSync(list, "utf8")));
  const packages = urls.flatMap((url) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  const root = `${pathToFileURL(SRC).href}/`;
  const own = urls.filter((url) => url.startsWith(root)).map((url) => url.slice(root.length));
  return { packages: [...new Set(packages)].toSorted(), own, count: urls.length };
}

describe("a question in the terminal", () => {
  const question = ["ask", "who changed sg-5887f224 yesterday"];

  it("loads what reads it, runs it and draws it, and no more", async () => {
    const cwd = temporaryFolder();
    const first = await loadedBy(cwd, [...question, "--csv", join(cwd, "rows.csv")]);
    const second = await loadedBy(cwd, question);
    expect(second.packages).toEqual([
      "@duckdb/node-api",
      "@duckdb/node-bindings",
      "chrono-node",
      "detect-libc",
      "ipaddr.js",
      "temporal-polyfill",
      "temporal-utils",
      "yaml",
      "zod",
    ]);
    const needless =
      /^(?:slack|access|register|schedule|monitor|doctor|playground|aws\/(?!partition)|lookup\/ec2|sqlite-file|log\.ts)/;
    expect(second.own.filter((name) => needless.test(name))).toEqual([]);
    expect(second.own.filter((name) => name.startsWith("engine/athena/"))).toEqual(["engine/athena/layout.ts"]);
    expect(second.count).toBeLessThan(700);
    // What makes the sample and writes a CSV is loaded for that alone.
    expect(first.packages.filter((name) => !second.packages.includes(name))).toEqual(["csv-stringify"]);
    expect(first.own).toContain("sample/events.ts");
    expect(second.own).not.toContain("sample/events.ts");
  });

  it("loads no engine for words that are read alone", async () => {
    const { packages, own } = await loadedBy(temporaryFolder(), ["parse", "who changed sg-5887f224 yesterday"]);
    expect(packages).not.toContain("@duckdb/node-api");
    expect(own).not.toContain("terminal/ask-command.ts");
  });
});

it("loads no package to say how it is used", async () => {
  const { packages, count } = await loadedBy(temporaryFolder(), ["help"]);
  expect(packages).toEqual([]);
  expect(count).toBeLessThan(20);
});
