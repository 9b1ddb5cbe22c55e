import { readFile, stat } from "node:fs/promises";
import { LineCounter, isAlias, isScalar, parseDocument, visit, type Document } from "yaml";
import { TrailError, reasonOf } from "./errors.ts";

/** What a YAML file holds, and everything that is wrong with its text, a sentence each. */
export interface ConfigText {
  /** Undefined where the text is no YAML: then nothing more can be said of it. */
  readonly value: unknown;
  readonly faults: readonly string[];
}

/** Reads a file of YAML 1.2. An empty one holds no keys. Throws TrailError("configuration") where it cannot be read. */
export async function readConfigText(path: string): Promise<ConfigText> {
  const text = await plainText(path).catch((cause: unknown) => {
    throw new TrailError("configuration", `The configuration file of TRAIL_CONFIG cannot be read: ${reasonOf(cause)}`, {
      cause,
    });
  });
  return parse(text);
}

function parse(text: string): ConfigText {
  const lines = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: true, schema: "core", lineCounter: lines });
  const line = (offset: number): number => lines.linePos(offset).line;
  const broken = document.errors.map(({ message }) => `It is not valid YAML: ${message.split("\n")[0] ?? ""}`);
  const odd = oddities(document, line);
  // Of a doubled key the last is taken, so that what stands beside it is looked at too.
  const isReadable = document.errors.every(({ code }) => code === "DUPLICATE_KEY") && odd.aliases.length === 0;
  if (isReadable) return { value: document.toJS({ maxAliasCount: 0 }) ?? {}, faults: [...broken, ...odd.numbers] };
  return {
    value: undefined,
    faults: [...broken, ...odd.aliases, "Until that is mended the rest of the file is not checked."],
  };
}

/** Digits, as people write them. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** What YAML takes and a person may have meant otherwise: `0x10`, `1e4`, `010`; and aliases, which can grow without end. */
function oddities(document: Document, line: (offset: number) => number): { numbers: string[]; aliases: string[] } {
  const numbers: string[] = [];
  const aliases: string[] = [];
  visit(document, (_, node) => {
    const at = line((isScalar(node) || isAlias(node) ? node.range?.[0] : undefined) ?? 0);
    if (isAlias(node))
      aliases.push(`It is not valid YAML for Trail: line ${at} uses the alias *${node.source}. Write the value out.`);
    if (!isScalar(node) || typeof node.value !== "number" || PLAIN_NUMBER.test(node.source ?? "")) return;
    numbers.push(
      `Line ${at}: ${node.source} is an odd way to write a number: write plain digits, or put it into quotes if it is none.`,
    );
  });
  return { numbers, aliases };
}

/** Larger files are no configuration. */
const LARGEST_FILE = 1024 * 1024;

async function plainText(path: string): Promise<string> {
  const about = await stat(path);
  if (!about.isFile()) throw new Error(`${path} is no file`);
  if (about.size > LARGEST_FILE) throw new Error(`${path} is larger than 1 MB`);
  return readFile(path, "utf8");
}
