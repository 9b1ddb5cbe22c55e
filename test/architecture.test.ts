import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/**
 * Who may import whom. A key is a folder or a file of src; a value names folders (all of their files) or single files.
 * Stages never import surfaces, nor a later stage's insides; the engines' insides belong to main alone.
 */
const BASE = ["clock", "errors"];
const CHECK = "engine/check.ts";
const SEAM = "engine/engine.ts";
const OPENED = [
  ...BASE,
  "config",
  "state-folder",
  "question",
  "catalog",
  "engine",
  "report",
  "sample",
  "terminal",
  "trail",
];
const STARTED = ["register", "open-queue", "open-trail", "open-engine", "start-bot", "jobs", "log", "terminal"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "keep-heap-small": [],
  clock: [],
  errors: [],
  "config-text": BASE,
  "config-file": ["alerts/alerts-section.ts", "catalog/known-section.ts", "engine/athena/layout.ts"],
  config: [
    ...BASE,
    "alerts/alerts-section.ts",
    "config-file",
    "config-text",
    "catalog/known-section.ts",
    "engine/athena/athena-place.ts",
  ],
  "state-folder": BASE,
  log: ["engine/redact-text.ts", "engine/secret-names.ts"],
  "silent-log": ["log"],
  "sql-text": [],
  "slack-settings": [...BASE, "log"],
  "csv-file": [...BASE, "report", "trail", SEAM],
  "network-folder": [],
  "sqlite-writes": BASE,
  "sqlite-file": [...BASE, "network-folder", "sqlite-writes"],
  dynamodb: [...BASE, "aws", CHECK],
  access: [...BASE, "dynamodb", "register", "sqlite-file", "sqlite-writes"],
  register: [...BASE, "dynamodb", "sqlite-file"],
  schedule: [...BASE, "register", "report/words.ts", SEAM],
  monitor: BASE,
  playground: ["clock"],
  question: BASE,
  alerts: [...BASE, "question", "queue/queue-place.ts"],
  aws: BASE,
  engine: [...BASE, "aws", "sql-text"],
  queue: [...BASE, "aws", CHECK],
  sample: [],
  catalog: [...BASE, "question", "sql-text", SEAM],
  jobs: [...BASE, "dynamodb", "sqlite-file", SEAM],
  report: [...BASE, "question", "catalog", SEAM],
  lookup: [...BASE, "catalog", "jobs", "aws", CHECK],
  trail: [...BASE, "question", "catalog", "jobs", "lookup", "report", SEAM],
  terminal: [...BASE, "access", "question", "catalog", "jobs", "report", "trail", "csv-file", SEAM, CHECK],
  slack: [
    ...BASE,
    "alerts",
    "log",
    "engine/literal.ts",
    "engine/redact-text.ts",
    "engine/secret-patterns.ts",
    CHECK,
    "question",
    "catalog",
    "jobs",
    "register",
    "access",
    "register",
    "schedule",
    "report",
    "trail",
    "csv-file",
    SEAM,
  ],
  demo: [...BASE, "access", "monitor", "playground", SEAM, ...STARTED],
  "check-settings": [
    ...BASE,
    "access",
    "catalog",
    "config",
    "engine/duckdb/log-folder.ts",
    "engine/athena/find-region.ts",
    "open-trail",
    "report",
    "slack-settings",
    "state-folder",
  ],
  "start-bot": [
    ...BASE,
    "access",
    "catalog/fingerprint.ts",
    "config",
    "jobs",
    "log",
    "monitor",
    "queue",
    "register",
    "slack",
    "trail",
  ],
  start: [...BASE, "check-settings", "monitor", "open-store", "slack-settings", "lookup", ...STARTED],
  "open-cache": [...BASE, "config", "engine", "terminal"],
  "open-engine": [...BASE, "config", "engine", "log", "open-cache", "terminal"],
  "open-queue": [...BASE, "config", "queue"],
  "open-table": [...BASE, "config", "dynamodb"],
  "open-store": [...BASE, "access", "config", "dynamodb", "jobs", "open-table", "register"],
  "open-lookup": [...BASE, "config", "lookup", "log"],
  "open-trail": [...OPENED, "open-engine", "open-lookup", "log", "silent-log"],
  doctor: [
    ...OPENED,
    ...STARTED,
    "dynamodb",
    "queue",
    "lookup",
    "open-lookup",
    "open-table",
    "slack",
    "slack-settings",
  ],
  setup: [
    ...BASE,
    "aws",
    "config",
    "dynamodb",
    "engine",
    "open-queue",
    "open-table",
    "open-trail",
    "queue",
    "slack",
    "terminal",
  ],
  main: [
    ...BASE,
    "keep-heap-small",
    "open-store",
    "open-cache",
    "check-settings",
    "doctor",
    "setup",
    "question",
    "catalog",
    "report",
    "terminal",
    "open-engine",
    "open-trail",
    "start",
    "demo",
  ],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  return [...specifiers].map(([, specifier = ""]) => ({
    from: relative(SRC, file),
    to: relative(SRC, resolve(dirname(file), specifier)),
  }));
}

/** `question/window/read.ts` belongs to `question`, `trail.ts` to `trail`. */
function unitOf(path: string): string {
  return path.split(sep)[0]?.replace(/\.ts$/, "") ?? "";
}

const files = sources(SRC);
const imports = files.flatMap(importsOf);

it("lists every folder and file of src", () => {
  const units = new Set(files.map((file) => unitOf(relative(SRC, file))));
  expect([...units].filter((unit) => !Object.hasOwn(MAY_IMPORT, unit))).toEqual([]);
});

it("finds the imports it judges", () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter(({ to }) => !files.includes(join(SRC, to)))).toEqual([]);
});

it("keeps every import within the table", () => {
  const broken = imports.filter(({ from, to }) => {
    const allowed = MAY_IMPORT[unitOf(from)] ?? [];
    return unitOf(from) !== unitOf(to) && !allowed.includes(unitOf(to)) && !allowed.includes(to);
  });
  expect(broken).toEqual([]);
});

it("hands the configuration out from the composition root alone, and nobody imports main", () => {
  expect(
    imports.filter(
      ({ from, to }) =>
        to === "config.ts" &&
        ![
          "open-cache",
          "open-engine",
          "open-lookup",
          "open-queue",
          "open-store",
          "open-table",
          "open-trail",
          "start-bot",
          "doctor",
          "setup",
          "check-settings",
        ].includes(unitOf(from)),
    ),
  ).toEqual([]);
  expect(imports.filter(({ to }) => to === "main.ts")).toEqual([]);
});
