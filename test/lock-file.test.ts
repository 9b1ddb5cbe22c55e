import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "./fixtures/logs.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** Packages that may run a script when they are installed, each with the reason why it must. There is none. */
const MAY_RUN_SCRIPTS: Readonly<Record<string, string>> = {};

const Ranges = z.record(z.string(), z.string()).default({});
const Manifest = z.looseObject({
  dependencies: Ranges,
  devDependencies: Ranges,
  optionalDependencies: Ranges,
});
const Package = Manifest.extend({
  /** Where a package stands in the place of another. */
  name: z.string().optional(),
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const Lock = z.looseObject({ lockfileVersion: z.number(), packages: z.record(z.string(), Package) });
type Lock = z.infer<typeof Lock>;

const manifest = Manifest.parse(json("package.json"));
const lock = Lock.parse(json("package-lock.json"));

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, name), "utf8"));
}

/** Everything for which a lock file would be turned down. */
function faultsOf({ packages }: Lock): readonly string[] {
  return Object.entries(packages).flatMap(([path, { link, integrity, resolved, hasInstallScript, ...rest }]) => {
    if (path === "") return [];
    const name = path.replace(/^.*node_modules\//, "");
    const wanted = Object.keys({ ...rest.dependencies, ...rest.optionalDependencies });
    return [
      ...(link ? [`${path} is a link to a folder`] : []),
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "") ? [] : [`${path} has no SHA-512`]),
      ...(resolved === undefined ? [] : [`${path} names the address ${resolved}`]),
      ...(hasInstallScript && !Object.hasOwn(MAY_RUN_SCRIPTS, name)
        ? [`${path} runs a script at its installation`]
        : []),
      ...wanted
        .filter((other) => !isLocked(other, path, packages))
        .map((other) => `${path} wants ${other}, which is not locked`),
    ];
  });
}

/** As Node looks for a package: in the folder of the one that wants it, then in those above. */
function isLocked(name: string, from: string, packages: Lock["packages"]): boolean {
  const inside = `${from}${from === "" ? "" : "/"}node_modules/${name}`;
  if (Object.hasOwn(packages, inside)) return true;
  if (from === "") return false;
  return isLocked(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))), packages);
}

/** The lock file with one package changed. */
function changed(path: string, parts: Record<string, unknown>): Lock {
  return Lock.parse({ ...lock, packages: { ...lock.packages, [path]: { ...lock.packages[path], ...parts } } });
}

/** npm without a network and without anything kept. */
function npm(words: readonly string[], cwd: string): { readonly status: number | null; readonly stdout: string } {
  return spawnSync("npm", [...words, "--offline", "--registry=http://127.0.0.1:9/", `--cache=${temporaryFolder()}`], {
    cwd,
    encoding: "utf8",
  });
}

describe("the lock file", () => {
  it("faults 227 and 228: has no script at installation, a hash for each package, no address, and lacks nothing", () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(faultsOf(lock)).toEqual([]);
  });

  it.each([
    ["fault 227: a script at installation", { hasInstallScript: true }, "runs a script at its installation"],
    ["a package without a hash", { integrity: undefined }, "has no SHA-512"],
    ["a weaker hash", { integrity: "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }, "has no SHA-512"],
    ["an address of its own", { resolved: "https://example.com/zod.tgz" }, "names the address"],
    ["a link", { link: true }, "is a link"],
    ["a package that is not locked", { optionalDependencies: { nothing: "1.0.0" } }, "wants nothing, which is not"],
  ])("would be turned down for %s", (_, parts, words) => {
    expect(faultsOf(changed("node_modules/zod", parts))).toEqual([expect.stringContaining(words)]);
  });

  it("fault 228: has the names and ranges of package.json", () => {
    const { dependencies, devDependencies, optionalDependencies } = lock.packages[""] ?? {};
    expect({ dependencies, devDependencies, optionalDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
      optionalDependencies: manifest.optionalDependencies,
    });
  });

  it("fault 228: is what `npm ci` takes, and a package.json that has gone on is not", () => {
    const folder = temporaryFolder();
    for (const name of ["package.json", "package-lock.json", ".npmrc"])
      copyFileSync(join(ROOT, name), join(folder, name));
    expect(npm(["ci", "--dry-run"], folder).status).toBe(0);
    const grown = { ...manifest, dependencies: { ...manifest.dependencies, zod: "^3.0.0" } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(grown));
    expect(npm(["ci", "--dry-run"], folder).status).not.toBe(0);
  });

  it("fault 227: is installed without scripts, by `npm ci` and nothing else", () => {
    expect(readFileSync(join(ROOT, ".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
    for (const name of [".ci/run", "Dockerfile", ".github/workflows/check.yml"]) {
      const text = readFileSync(join(ROOT, name), "utf8");
      expect(text).toMatch(/\bnpm ci\b/);
      expect(text).not.toMatch(
        /\bnpm (?:i|install|add|update)\b|--ignore-scripts[= ]false|(?:^|\s)npx\s|\bcurl\b|\bwget\b/,
      );
    }
  });

  it("is listed whole by `npm run sbom`, without a network", () => {
    const { status, stdout } = npm(["run", "--silent", "sbom"], ROOT);
    expect(status).toBe(0);
    const { components } = Bom.parse(JSON.parse(stdout));
    const locked = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(new Set(components.map(({ purl }) => decodeURIComponent(purl)))).toEqual(
      new Set(
        locked.map(
          ([path, { name, version }]) => `pkg:npm/${name ?? path.replace(/^.*node_modules\//, "")}@${version}`,
        ),
      ),
    );
    const names = components.filter((component) => !isForDevelopment(component)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
    expect(names).not.toContain("vitest");
  });
});

const Component = z.object({
  name: z.string(),
  purl: z.string(),
  hashes: z.array(z.object({ alg: z.literal("SHA-512") })).length(1),
  properties: z.array(z.object({ name: z.string() })),
});
const Bom = z.object({ bomFormat: z.literal("CycloneDX"), components: z.array(Component) });

function isForDevelopment({ properties }: z.infer<typeof Component>): boolean {
  return properties.some(({ name }) => name === "cdx:npm:package:development");
}
