import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readCatalog } from "../../src/catalog/load.ts";
import type { IntentShape } from "../../src/question/intent-shape.ts";
import { createReader } from "../../src/question/reader.ts";
import { REPORT_VOCABULARY } from "../../src/report/vocabulary.ts";
import { intentFile } from "../fixtures/an-intent.ts";
import { hostileText } from "../fixtures/hostile-text.ts";
import { put, temporaryFolder } from "../fixtures/logs.ts";
import { holdsInTime } from "../fixtures/properties.ts";

/** Keys that an intent has, and keys that reach for what every object has. */
const KEYS = [
  ...Object.keys(intentFile()),
  ..."steps findings followups hides needs attachments global reviewed type description many optional back ahead".split(
    " ",
  ),
  ..."__proto__ constructor prototype toString valueOf hasOwnProperty 0 length polluted".split(" "),
];
const key = fc.oneof({ arbitrary: fc.constantFrom(...KEYS), weight: 4 }, hostileText(2));
const leaf = fc.oneof(
  hostileText(3),
  fc.constantFrom("resource", "vetted", "24h", "{count}", "{__proto__}", "who touched {constructor}", "SELECT 1", ""),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
})).value;

/** A sound intent with something else in one place, at any depth. */
const spoiled = fc
  .tuple(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), key, anything)
  .map(([path, name, value]) => spoil(structuredClone(intentFile()), path, name, value));

function spoil(node: unknown, [turn = 0, ...rest]: readonly number[], name: string, value: unknown): unknown {
  if (Array.isArray(node))
    return node.length === 0
      ? value
      : node.with(turn % node.length, spoil(node[turn % node.length], rest, name, value));
  if (typeof node !== "object" || node === null) return value;
  const entries = Object.entries(node);
  const at = turn % (entries.length + 1);
  const [own = name, inner = value] = entries[at] ?? [];
  const changed = rest.length === 0 ? value : spoil(inner, rest, name, value);
  return new Map<string, unknown>([...entries.slice(0, at), [own, changed], ...entries.slice(at + 1)]);
}

/** A sound intent with other words, most of which may stand there. */
const reworded = fc
  .tuple(fc.constantFrom("title", "description", "owner", "summary"), leaf)
  .map(([name, value]) => ({ ...intentFile(), [name]: value }));

const text = fc.oneof(
  reworded.map((value) => stringify(value)),
  spoiled.map((value) => stringify(value)),
  anything.map((value) => stringify(value)),
  fc.tuple(spoiled, fc.nat(), hostileText(2)).map(([value, at, more]) => {
    const sound = stringify(value);
    const place = at % (sound.length + 1);
    return sound.slice(0, place) + more + sound.slice(place);
  }),
);

/** Its phrases are read as well, or told with the intent whose they are. */
function isReadOrNamed(intents: readonly IntentShape[]): void {
  try {
    createReader(intents);
  } catch (cause) {
    expect(cause).toMatchObject({ code: "configuration", message: expect.stringContaining("who-touched") });
  }
}

const inherited = (): readonly string[] =>
  [Object.prototype, Array.prototype, Function.prototype].flatMap((one) => Object.getOwnPropertyNames(one));

describe("whatever a file of an intent holds (faults 110 to 113)", () => {
  it("it is an intent that can be asked, or named with its fault; nothing else changes", async () => {
    const before = inherited();
    const folder = temporaryFolder();
    const seen = { intents: 0, faults: 0 };
    await holdsInTime(
      fc.asyncProperty(text, async (content) => {
        put(folder, "who-touched.yml", content);
        const { catalog, faults } = await readCatalog([folder], REPORT_VOCABULARY);
        expect(inherited()).toEqual(before);
        seen.faults += faults.length;
        for (const { file, message } of faults) {
          expect(file).toBe("who-touched.yml");
          expect(message).not.toBe("");
          expect(message).not.toMatch(/Cannot read|is not a function|\.[jt]s:\d/);
        }
        if (faults.length > 0) return;
        seen.intents += 1;
        expect(catalog.intents).toHaveLength(1);
        isReadOrNamed(catalog.intents);
      }),
      300,
    );
    expect(seen.intents).toBeGreaterThan(0);
    expect(seen.faults).toBeGreaterThan(100);
  });
});
