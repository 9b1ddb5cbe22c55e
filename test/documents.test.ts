import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { createAlertReader } from "../src/alerts/reader.ts";
import { checkSettings } from "../src/check-settings.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

const ROOT = resolve(import.meta.dirname, "..");
const PAGES = [
  "README.md",
  "SECURITY.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
];

const read = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** The name that a heading has in a link: small letters, hyphens for spaces, nothing else. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function fences(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
}

describe("the documents", () => {
  it.each(PAGES)("%s links to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
    const broken = links.filter(([, path = "", anchor]) => {
      const target = path === "" ? page : join(dirname(page), path);
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it("show rules that hold", async () => {
    const shown = fences("docs/asking-about-colleagues.md", "yaml");
    expect(shown.length).toBe(3);
    for (const text of shown) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, "trail.yml"), text);
      const { faults } = await checkSettings({ TRAIL_CONFIG: join(folder, "trail.yml"), TRAIL_STATE: folder });
      expect(faults).toEqual([]);
    }
  });

  it("name only intents that there are, where they speak of people", () => {
    const intents = new Set(readdirSync(join(ROOT, "intents")).map((name) => name.replace(".yml", "")));
    const [table = ""] = /\| question \| intents \|[\s\S]*?\n\n/.exec(read("docs/asking-about-colleagues.md")) ?? [];
    const named = [...table.matchAll(/`([a-z-]+)`/g)].map(([, id = ""]) => id);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((id) => !intents.has(id))).toEqual([]);
  });

  it("fault 229: close a container everywhere: no root, nothing written, nothing may be gained", () => {
    const [compose = "", pod = ""] = fences("docs/run-in-a-container.md", "yaml");
    const parse = (text: string): unknown => parseAllDocuments(text).map((document) => document.toJS())[0];
    expect(parse(compose)).toMatchObject({
      services: {
        trail: {
          read_only: true,
          cap_drop: ["ALL"],
          security_opt: ["no-new-privileges:true"],
          stop_grace_period: "30s",
        },
      },
    });
    expect(parse(pod)).toMatchObject({
      spec: {
        template: {
          spec: {
            terminationGracePeriodSeconds: 30,
            securityContext: { runAsNonRoot: true, runAsUser: 1000 },
            containers: [
              {
                securityContext: {
                  readOnlyRootFilesystem: true,
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ["ALL"] },
                },
                readinessProbe: { httpGet: { path: "/healthz" } },
              },
            ],
          },
        },
      },
    });
    const [task = "null"] = fences("docs/run-in-a-container.md", "json");
    expect(JSON.parse(task)).toMatchObject({
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
      stopTimeout: 30,
    });
    for (const page of ["docs/run-in-a-container.md", "docs/deploying.md"]) {
      expect(read(page)).toMatch(/--read-only --cap-drop ALL --security-opt no-new-privileges/);
    }
  });
});

it("docs/alerts.md shows a payload that is read as it says, and settings that hold", async () => {
  const [payload = ""] = fences("docs/alerts.md", "json");
  const found = createAlertReader({}).payload(payload, "2026-11-20T12:00:00Z");
  expect(found).toMatchObject({
    is: "alerts",
    alerts: [
      {
        kind: "datadog",
        at: "2026-11-20T11:40:00Z",
        entities: { users: ["bob", "arn:aws:sts::111122223333:assumed-role/deploy/run-1"], roles: ["deploy"] },
      },
    ],
  });
  const shown = [...read("docs/alerts.md").matchAll(/^ {4}alerts:\n(?: {6}.*\n)+/gm)].map(([text]) => text);
  expect(shown).toHaveLength(3);
  const together = `alerts:\n${shown.flatMap((text) => text.split("\n").slice(1)).join("\n")}\naccess: [{}]\n`;
  const folder = temporaryFolder();
  writeFileSync(join(folder, "trail.yml"), together);
  const { faults } = await checkSettings({ TRAIL_CONFIG: join(folder, "trail.yml"), TRAIL_STATE: folder });
  expect(faults).toEqual([]);
});
