import { describe, expect, it } from "vitest";
import { redactRow } from "../../src/engine/redact.ts";
import { createLog } from "../../src/log.ts";
import {
  CREDENTIALS,
  EMBEDDED,
  LOOKS,
  PAIRS,
  SECRETS,
  USER_DATA,
  type SecretCell,
} from "../fixtures/hostile/secrets.ts";
import { processorTime } from "../fixtures/processor-time.ts";

const redacted = (text: string): string => String(redactRow({ cell: text })["cell"]);

describe.each<[string, readonly SecretCell[]]>([
  ["fault 173: credentials", CREDENTIALS],
  ["fault 174: user data", USER_DATA],
  ["fault 175: names with values", PAIRS],
  ["fault 176: data inside text", EMBEDDED],
  ["fault 177: what is known by its looks", LOOKS],
])("%s", (_, cells) => {
  it.each(cells)("$name", ({ cell, secret }) => {
    expect(cell).toContain(secret);
    for (const text of [cell, JSON.stringify({ body: cell }), JSON.stringify([{ a: [JSON.stringify({ b: cell })] }])]) {
      expect(redacted(text)).not.toContain(secret);
      expect(redacted(text)).toContain("[redacted:");
      expect(redacted(redacted(text))).toBe(redacted(text));
    }
  });
});

describe("fault 180: the log", () => {
  it.each(SECRETS)("hides in facts, messages and errors: $name", ({ cell, secret }) => {
    let text = "";
    const log = createLog("info", { write: (line: string) => void (text += line) });
    log.info(`it was ${cell}`);
    log.info("x", { fact: cell, list: [cell], deep: { deeper: { fact: cell } } });
    log.error("x", { cause: new Error(cell, { cause: cell }) });
    expect(text).not.toContain(secret);
  });
});

describe("what only sounds like a secret stays, to the letter", () => {
  it.each([
    JSON.stringify({ responseElements: { credentials: null, GetSigninToken: "Success" } }),
    JSON.stringify({ nextToken: "eyJ2IjoiMiIsImMiOiJhYmNkZWYwMTIzNDU2Nzg5IiwicyI6IjEifQ==" }),
    JSON.stringify({ LockToken: "1234abcd-12ab", UpdateToken: "1", sequenceToken: "2", callerToken: "3" }),
    JSON.stringify({ name: "token-bucket", description: "x", values: ["a"] }),
    JSON.stringify({
      tags: [
        { key: "bypass", value: "on" },
        { key: "compass", value: "north" },
      ],
    }),
    JSON.stringify({ Resource: "arn:aws:secretsmanager:*:*:secret:rds!*" }),
    JSON.stringify({ command: ["docker", "run", "-p", "80:80", "--name", "web"] }),
    JSON.stringify({ list: ["token", "openid"], other: ["A_B", "x"] }),
    JSON.stringify({ environment: "***", stageVariables: "" }),
    JSON.stringify({ certificate: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n").toString("base64") }),
    "Environment: production\nRegion: eu-central-1",
    "docker run -p 8080:80 nginx",
    "net user list was asked for",
    "task-abcdefghijklmnopqrstuvwxyz0123456789abcd",
    "the user agent said a -> b => c",
    "<name>bob</name>",
  ])("%s", (text) => {
    expect(redacted(text)).toBe(text);
  });
});

it.each([
  '"name":"a","value":"',
  '"value":"x","name":"',
  "<password>",
  "[[",
  '{"',
  '["a",',
  "<a>b",
  "UserData:\n  x\n",
  "  UserData: |\n",
  "echo a:b | ",
  "net user bob ",
  "machine a login b ",
  "docker login x ",
  "useradd x ",
  "-Password ",
  "password=>",
  "://a:b@",
  "IyEv",
  "jdbc:oracle:thin:a/",
])("many times %j takes no longer than it must", async (piece) => {
  const many = piece.repeat(200_000 / piece.length);
  expect(await processorTime(() => [redacted(`token ${many}`), redacted(many)])).toBeLessThan(1000);
});
