import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCatalog, type Catalog } from "../catalog/catalog.ts";
import { catalogIndex, intentJsonSchema } from "../catalog/catalog-index.ts";
import { checkable, checkIntents, type Checked } from "../catalog/check.ts";
import { readCatalog, type Fault } from "../catalog/load.ts";
import type { Intent } from "../catalog/schema.ts";
import type { ReportVocabulary } from "../catalog/shape-faults.ts";
import { loadTrinoGrammar } from "../catalog/trino-grammar.ts";
import { stampReview } from "../catalog/vet.ts";
import { instantOf, type Clock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import { createReader } from "../question/reader.ts";
import type { IntentsParts } from "./intents-command.ts";
import { createTestBench } from "./test-bench.ts";

/** An engine for test logs, made by the composition root. */
export interface TestEngines {
  on(folder: string): Engine;
  close(): Promise<void>;
}

/** What the catalogue's commands work on. */
export interface CatalogPlace {
  /** Folders of intents, the shipped one first: the index is written into that. */
  readonly folders: readonly [string, ...string[]];
  readonly vocabulary: ReportVocabulary;
  /** Engines whose database may read below the given folder. */
  engines(folder: string): Promise<TestEngines>;
  load(): Promise<Catalog>;
  readonly clock: Clock;
}

/** The catalogue's commands over real folders. */
export function createIntentsParts(place: CatalogPlace): IntentsParts {
  return {
    catalog: () => place.load(),

    async check(id) {
      const { catalog, faults } = await readCatalog(place.folders, place.vocabulary);
      const intents = selected(catalog, id);
      const checked = await check(catalog, intents, place);
      const stale = id === null ? await staleFiles(catalog, place) : [];
      const mine = (fault: Fault): boolean => id === null || fault.file === `${id}.yml`;
      return {
        checked: intents.length,
        faults: [...faults.filter(mine), ...checked.faults, ...stale].map(spoken),
        warnings: checked.warnings.map(spoken),
      };
    },

    async vet(id) {
      const { catalog, faults } = await readCatalog(place.folders, place.vocabulary);
      const [intent] = selected(catalog, id);
      if (intent === undefined) throw new TrailError("configuration", `There is no intent ${id}.`);
      const own = faults.filter(
        ({ file, message }) => file === `${id}.yml` && !/ run `\.\/trail intents vet /.test(message),
      );
      const checked = await check(catalog, [intent], place);
      const all = [...own, ...checked.faults];
      if (all.length === 0) await stamp(intent, place);
      return all.map(spoken);
    },

    async generate() {
      const catalog = await place.load();
      for (const [path, text] of generated(catalog, place)) await writeFile(path, text);
      return generated(catalog, place).map(([path]) => path);
    },
  };
}

/** Examples are read as on an evening, so that "this morning" is over. */
const EVENING = "2026-11-20T20:00:00Z";

const spoken = ({ file, message }: Fault): string => `${file}: ${message}`;

function selected(catalog: Catalog, id: string | null): readonly Intent[] {
  const intents = checkable(catalog, id);
  if (intents.length > 0) return intents;
  throw new TrailError(
    "configuration",
    id === null ? "There are no intents to check." : `There is no intent ${id} that can be read.`,
  );
}

async function temporaryFolder(): Promise<string> {
  try {
    return await realpath(await mkdtemp(join(tmpdir(), "trail-check-")));
  } catch (cause) {
    throw new TrailError(
      "configuration",
      `The tests of the intents need a folder to write to, and ${tmpdir()} is none: set TMPDIR to one.`,
      { cause },
    );
  }
}

async function check(catalog: Catalog, intents: readonly Intent[], place: CatalogPlace): Promise<Checked> {
  const folder = await temporaryFolder();
  const logs = join(folder, "logs");
  await mkdir(logs);
  const engines = await place.engines(folder);
  try {
    // Drafts are read as well: their phrases are what is being checked.
    const reader = createReader(checkable(catalog, null));
    const tested = createCatalog(checkable(catalog, null));
    const bench = createTestBench({
      catalog: tested,
      reader,
      engineOn: (path) => engines.on(path),
      folder: logs,
      clock: place.clock,
    });
    const read = (ask: string): { intent: string; params: Intent["examples"][number]["params"] } | null => {
      const meaning = reader.interpret(ask, { now: EVENING, zone: "UTC", accounts: {} });
      return meaning.status === "ready" ? { intent: meaning.intent, params: mutable(meaning.params) } : null;
    };
    return await checkIntents(intents, { bench, grammar: await loadTrinoGrammar(), read });
  } finally {
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function mutable(params: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}

async function stamp(intent: Intent, { folders, clock }: CatalogPlace): Promise<void> {
  for (const folder of folders) {
    const path = join(folder, `${intent.id}.yml`);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text !== null) return writeFile(path, stampReview(text, intent, instantOf(clock.now()).slice(0, 10)));
  }
}

function generated(
  catalog: Catalog,
  { folders: [shipped] }: CatalogPlace,
): readonly (readonly [path: string, text: string])[] {
  return [
    [join(shipped, "README.md"), catalogIndex(catalog)],
    [join(shipped, "intent.schema.json"), intentJsonSchema()],
  ];
}

/** The generated files must say what the intents say. */
async function staleFiles(catalog: Catalog, place: CatalogPlace): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [path, text] of generated(catalog, place)) {
    if ((await readFile(path, "utf8").catch(() => "")) !== text) {
      faults.push({
        file: path.slice(path.lastIndexOf("/") + 1),
        message: "it is not up to date: run `./trail intents generate`.",
      });
    }
  }
  return faults;
}
