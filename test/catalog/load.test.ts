import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/catalog/fingerprint.ts";
import { loadCatalog, readCatalog } from "../../src/catalog/load.ts";
import { intent, intentText } from "../fixtures/an-intent.ts";
import { REPORT_VOCABULARY } from "../../src/report/vocabulary.ts";
import { put, temporaryFolder } from "../fixtures/logs.ts";
import { processorTime } from "../fixtures/processor-time.ts";

/** A folder that holds files of the given names and texts. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) put(folder, name, text);
  return folder;
}

const read = (...folders: string[]) => readCatalog(folders, REPORT_VOCABULARY);

/** The faults of one file called `who-touched.yml`. */
async function faultsOf(text: string): Promise<readonly string[]> {
  const { faults } = await read(folderOf({ "who-touched.yml": text }));
  return faults.map(({ message }) => message);
}

const SOUND = intentText();
const other = (id: string): string => intentText({ phrases: [`who touched the ${id} {resource}`] });

describe("a folder without faults", () => {
  it("loads in the order of ids, everything but intents left alone", async () => {
    const folder = folderOf({
      "who-touched.yml": SOUND,
      "a-second.yml": other("second"),
      "README.md": "# Not an intent",
      "intent.schema.json": "{}",
    });
    const catalog = await loadCatalog([folder], REPORT_VOCABULARY);
    expect(catalog.intents.map(({ id }) => id)).toEqual(["a-second", "who-touched"]);
    expect(catalog.get("who-touched")).toMatchObject({
      hides: [],
      global: false,
      params: { resource: { many: false } },
    });
    expect(catalog.get("constructor")).toBeUndefined();
  });

  it("loads with a second folder beside it", async () => {
    const catalog = await loadCatalog(
      [folderOf({ "a.yml": other("a") }), folderOf({ "b.yml": other("b") })],
      REPORT_VOCABULARY,
    );
    expect(catalog.intents.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("a file that is refused (faults 106, 111 and 112)", () => {
  it.each<[string, string, RegExp]>([
    ["an unknown key", `${SOUND}colour: red\n`, /Unrecognized key: "colour"/],
    [
      "an unknown key deep inside",
      SOUND.replace("type: resource", "type: resource\n    pattern: x"),
      /Unrecognized key: "pattern"[\s\S]*params\.resource/,
    ],
    [
      "a duplicate key",
      `${SOUND}title: Again\n`,
      /^it is not valid YAML: Map keys must be unique at line \d+, column 1/,
    ],
    [
      "a tab",
      SOUND.replace("  resource:", "\tresource:"),
      /^it is not valid YAML: Tabs are not allowed as indentation at line \d+/,
    ],
    ["an anchor used again", `${SOUND.replace("title:", "title: &t")}owner2: *t\n`, /^it is not valid YAML: /],
    ["a tag", SOUND.replace("owner: ", "owner: !!js/function "), /^it is not valid YAML: /],
    ["two documents", `${SOUND}---\n${SOUND}`, /^it is not valid YAML: /],
    ["nothing", "", /expected object/],
    ["a list", "- a\n- b\n", /expected object/],
    ["text", "hello\n", /expected object/],
    ["a key called __proto__", `${SOUND}__proto__: { polluted: 1 }\n`, /Unrecognized key: "__proto__"/],
    [
      "a key called constructor",
      `${SOUND}constructor: { prototype: { polluted: 1 } }\n`,
      /Unrecognized key: "constructor"/,
    ],
    [
      "a param called __proto__",
      SOUND.replace("  resource:", "  __proto__:"),
      /__proto__|Invalid key|no param resource/,
    ],
    ["more than 64 KiB", `${SOUND}# ${"x".repeat(64 * 1024)}\n`, /^it is larger than 64 KiB: split the intent\.$/],
    [
      "a title that passes for a text",
      SOUND.replace(/title: .*/, "title: { length: { toString: false } }"),
      /it holds what cannot be checked/,
    ],
    ["a bad duration", SOUND.replace("default: 24h", "default: 1 day"), /write a duration such as 30m, 24h or 400d/],
    ["sql and steps", `${SOUND}steps: [{ name: a, sql: SELECT 1 }]\n`, /give either `sql` or `steps`/],
    [
      "no tests",
      intentText({ tests: [{ name: "x", ask: "x", rows: [] }] }).replace(/tests:[\s\S]*/, "tests: []\n"),
      /tests/,
    ],
    [
      "a test with neither ask nor params",
      intentText({ tests: [{ name: "x", rows: [] }] }),
      /give either `ask`, or `params` and `window`/,
    ],
    [
      "SQL that does more than read",
      intentText({ sql: "DROP TABLE cloudtrail WHERE :resource" }),
      /its SQL must be one SELECT/,
    ],
    ["a summary of unknown names", intentText({ summary: "{owner}" }), /its summary names \{owner\}/],
    [
      "vetted without review",
      intentText({ status: "vetted" }),
      /^it says vetted but carries no review: run `\.\/trail intents vet who-touched`\.$/,
    ],
    [
      "SQL changed after its review",
      intentText({ status: "vetted", reviewed: { on: "2026-11-20", sql: "0123456789ab" } }),
      /^its SQL was changed after the review of 2026-11-20: read it again and run `\.\/trail intents vet who-touched`\.$/,
    ],
  ])("for %s", async (_, text, fault) => {
    const messages = await faultsOf(text);
    expect(messages.join("\n")).toMatch(fault);
    expect(messages.length).toBeGreaterThan(0);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("not for a review that fits", async () => {
    const reviewed = { on: "2026-11-20", sql: fingerprint(intent()) };
    expect(await faultsOf(intentText({ status: "vetted", reviewed }))).toEqual([]);
  });

  it("for prose that a comma has cut, with a hint", async () => {
    const params = "params:\n  resource: { type: resource, description: an id, or an ARN }\n";
    const [message] = await faultsOf(SOUND.replace(/params:\n(?: .*\n)+/, params));
    expect(message).toMatch(/Unrecognized key: "or an ARN"/);
    expect(message).toMatch(
      /\(Inside \{ \} a comma ends the value: put text with commas into quotes or on a line of its own\.\)$/,
    );
  });

  it.each([
    "Who-Touched.yml",
    "who_touched.yml",
    "who-touched.yaml",
    "-who.yml",
    "who--touched.yml",
    "7th.yml",
    ".yml",
  ])("for the name %s", async (name) => {
    const { catalog, faults } = await read(folderOf({ [name]: SOUND }));
    expect(faults).toEqual([
      {
        file: name,
        message: "name the file in small words joined by hyphens, ending in .yml: the name is the intent's id.",
      },
    ]);
    expect(catalog.intents).toEqual([]);
  });

  it("for being a link or a folder (fault 114)", async () => {
    const folder = folderOf({ "real.txt": SOUND, "folder.yml/inside.txt": "" });
    symlinkSync(join(folder, "real.txt"), join(folder, "link.yml"));
    const { faults } = await read(folder);
    const message = "it is a link or a folder: an intent is a plain file.";
    expect(faults).toEqual([
      { file: "folder.yml", message },
      { file: "link.yml", message },
    ]);
  });

  it.each<[string, string]>([
    [
      "aliases that multiply",
      `a: &a [x,x,x,x]\n${Array.from("bcdefgh", (c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`).join("\n")}\n`,
    ],
    ["a map 200 deep", `${"{a: ".repeat(200)}1${"}".repeat(200)}\n`],
    ["a megabyte", "# x\n".repeat(262_144)],
  ])("within 100 milliseconds for %s (fault 110)", async (_, text) => {
    const folder = folderOf({ "who-touched.yml": text });
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      times.push(await processorTime(async () => expect((await read(folder)).faults).toHaveLength(1)));
    }
    // The first one loads what reads it: the best of three tells how long it takes.
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it.each<[string, string]>([
    ["a list 30,000 deep", "[".repeat(30_000)],
    ["a long line of colons", `a: ${"a:".repeat(30_000)}`],
  ])("at once for %s", async (_, text) => {
    const took = await processorTime(async () => expect((await faultsOf(text)).length).toBe(1));
    expect(took).toBeLessThan(1500);
  });
});

describe("a folder with faults", () => {
  it("is refused whole, with all faults of all files in one message", async () => {
    const folder = folderOf({
      "a.yml": "colour: red\n",
      "b.yml": intentText({ sql: "SELECT eventid FROM secrets WHERE actor = :resource LIMIT 5" }),
      "c.yml": other("c"),
      "D.yml": SOUND,
    });
    await expect(loadCatalog([folder], REPORT_VOCABULARY)).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringMatching(
        /^The intents have 4 faults:\n {2}D\.yml: name the file [\s\S]*\n {2}a\.yml: [\s\S]*Unrecognized key: "colour"[\s\S]*\n {2}b\.yml: its SQL has a LIMIT: [\s\S]*\n {2}b\.yml: its SQL reads secrets: /,
      ),
    });
  });

  it("names an id that stands in two folders (fault 112)", async () => {
    const { faults } = await read(folderOf({ "a.yml": other("a") }), folderOf({ "a.yml": other("again") }));
    expect(faults).toEqual([
      { file: "a.yml", message: "there is an intent named a already: give the file another name." },
    ]);
  });

  it("goes on behind a folder that cannot be used", async () => {
    const { catalog, faults } = await read(join(temporaryFolder(), "none"), folderOf({ "a.yml": other("a") }));
    expect(catalog.intents.map(({ id }) => id)).toEqual(["a"]);
    expect(faults).toEqual([
      { file: expect.stringMatching(/none$/), message: expect.stringMatching(/cannot be read: ENOENT/) },
    ]);
  });

  it("names a folder that is not there", async () => {
    await expect(loadCatalog([temporaryFolder()], REPORT_VOCABULARY)).rejects.toThrow(
      /holds none: an intent is a file/,
    );
    await expect(loadCatalog([join(temporaryFolder(), "none")], REPORT_VOCABULARY)).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringMatching(
        /^The intents have 1 fault:\n {2}\S*none: this folder of intents cannot be read: ENOENT/,
      ),
    });
  });
});
