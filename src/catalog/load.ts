import { lstat, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { TrailError, reasonOf } from "../errors.ts";
import { createCatalog, type Catalog } from "./catalog.ts";
import { fingerprint } from "./fingerprint.ts";
import { IntentFile, IntentHead, type Intent } from "./schema.ts";
import { phraseOwners, shapeFaults, type ReportVocabulary } from "./shape-faults.ts";
import { sqlFaults } from "./sql-faults.ts";

/** What is wrong with an intent file, in one sentence that says what to do. */
export interface Fault {
  /** Name of the file; of a folder that cannot be used, its path. */
  readonly file: string;
  readonly message: string;
}

/** Who only asks needs no tests of the intents, and is spared reading them. */
export type IntentParts = "whole" | "without tests";

/** Larger files are no intents. */
const LARGEST_FILE = 64 * 1024;
const FILE_NAME = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.yml$/;

/**
 * Loads the intents of the given folders, shipped ones first. Throws one TrailError("configuration") that names all faults
 * of all files; half a catalogue is never returned.
 */
export async function loadCatalog(
  folders: readonly string[],
  vocabulary: ReportVocabulary,
  parts: IntentParts = "whole",
): Promise<Catalog> {
  const { catalog, faults } = await readCatalog(folders, vocabulary, parts);
  if (faults.length > 0) throw new TrailError("configuration", describeFaults(faults));
  return catalog;
}

/** All intents that can be read, and everything that is wrong. */
export async function readCatalog(
  folders: readonly string[],
  vocabulary: ReportVocabulary,
  parts: IntentParts = "whole",
): Promise<{ catalog: Catalog; faults: readonly Fault[] }> {
  const faults: Fault[] = [];
  const intents: Intent[] = [];
  for (const folder of folders) {
    const names = await fileNames(folder);
    if ("message" in names) faults.push(names);
    const files = "message" in names ? [] : names;
    for (const read of await Promise.all(files.map((name) => readIntent(folder, name, parts)))) {
      if ("message" in read) faults.push(read);
      else if (intents.some((intent) => intent.id === read.id)) {
        faults.push({
          file: `${read.id}.yml`,
          message: `there is an intent named ${read.id} already: give the file another name.`,
        });
      } else intents.push(read);
    }
  }
  const catalog = createCatalog(intents);
  const owners = phraseOwners(catalog);
  const unreadable = new Set(faults.map(({ file }) => file.replace(/\.yml$/, "")));
  for (const intent of catalog.intents) {
    const file = `${intent.id}.yml`;
    const messages = [
      ...sqlFaults(intent),
      ...shapeFaults(intent, catalog, unreadable, vocabulary, owners),
      ...reviewFaults(intent),
    ];
    faults.push(...messages.map((message) => ({ file, message })));
  }
  return { catalog, faults };
}

/** One line for each fault, grouped by nothing: a person reads them from top to bottom. */
export function describeFaults(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return [`The intents have ${count}:`, ...faults.map(({ file, message }) => `  ${file}: ${message}`)].join("\n");
}

async function fileNames(folder: string): Promise<readonly string[] | Fault> {
  try {
    const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
    if (files.length > 0) return files;
    return { file: folder, message: "this folder of intents holds none: an intent is a file such as who-changed.yml." };
  } catch (cause) {
    return { file: folder, message: `this folder of intents cannot be read: ${reasonOf(cause)}.` };
  }
}

async function readIntent(folder: string, name: string, parts: IntentParts): Promise<Intent | Fault> {
  const fault = (message: string): Fault => ({ file: name, message });
  const id = FILE_NAME.exec(name)?.[1];
  if (id === undefined)
    return fault("name the file in small words joined by hyphens, ending in .yml: the name is the intent's id.");
  const text = await plainText(join(folder, name));
  if (typeof text !== "string") return fault(text.message);
  const head = parts === "without tests" ? headOf(text) : null;
  const parsed = parseYaml(head ?? text);
  if ("message" in parsed) return fault(parsed.message);
  if (head !== null) {
    const file = held(IntentHead, parsed.value);
    return "data" in file ? { ...file.data, tests: [], id } : fault(file.message);
  }
  const file = held(IntentFile, parsed.value);
  return "data" in file ? { ...file.data, id } : fault(file.message);
}

/** A value held to its schema, or what is wrong with it. */
function held<T>(schema: z.ZodType<T>, value: unknown): { data: T } | { message: string } {
  try {
    const file = schema.safeParse(value);
    return file.success ? { data: file.data } : { message: describeIssues(file.error) };
  } catch (cause) {
    // Zod compares what is called `length` before it knows that it is the length of no text.
    return { message: `it holds what cannot be checked: ${reasonOf(cause)}.` };
  }
}

async function plainText(path: string): Promise<string | { readonly message: string }> {
  try {
    const about = await lstat(path);
    if (!about.isFile()) return { message: "it is a link or a folder: an intent is a plain file." };
    if (about.size > LARGEST_FILE) return { message: "it is larger than 64 KiB: split the intent." };
    return await readFile(path, "utf8");
  } catch (cause) {
    return { message: `it cannot be read: ${reasonOf(cause)}.` };
  }
}

/** What stands above the tests, which are most of a file; null where something stands below them. */
function headOf(text: string): string | null {
  const at = text.search(/^tests:/m);
  return at === -1 || /^[a-zA-Z]/m.test(text.slice(at + "tests:".length)) ? null : text.slice(0, at);
}

function parseYaml(text: string): { value: unknown } | { message: string } {
  try {
    const document = parseDocument(text, { uniqueKeys: true, strict: true, version: "1.2", schema: "core" });
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) return { message: `it is not valid YAML: ${error.message.split("\n")[0] ?? ""}` };
    return { value: document.toJS({ maxAliasCount: 0 }) };
  } catch (cause) {
    return { message: `it is not valid YAML: ${reasonOf(cause)}` };
  }
}

/** Zod's issues as a person reads them; a key of several words is prose that a comma has cut. */
function describeIssues(error: z.ZodError): string {
  const prose = error.issues.some(
    (issue) => issue.code === "unrecognized_keys" && issue.keys.some((key) => key.includes(" ")),
  );
  const hint = prose
    ? "\n    (Inside { } a comma ends the value: put text with commas into quotes or on a line of its own.)"
    : "";
  return z.prettifyError(error).replaceAll("\n", "\n    ") + hint;
}

function reviewFaults(intent: Intent): readonly string[] {
  if (intent.status !== "vetted") return [];
  if (intent.reviewed === undefined)
    return [`it says vetted but carries no review: run \`./trail intents vet ${intent.id}\`.`];
  if (intent.reviewed.sql === fingerprint(intent)) return [];
  return [
    `its SQL was changed after the review of ${intent.reviewed.on}: read it again and run \`./trail intents vet ${intent.id}\`.`,
  ];
}
