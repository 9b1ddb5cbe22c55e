import type { Catalog } from "../catalog/catalog.ts";
import { GROUPS, type Intent } from "../catalog/schema.ts";
import { TrailError } from "../errors.ts";
import { readArguments } from "./arguments.ts";
import { describeIntent } from "./describe-intent.ts";
import type { Terminal } from "./terminal.ts";

/** What the composition root offers to the catalogue's commands. */
export interface IntentsParts {
  /** Throws TrailError("configuration") that names all faults of all files. */
  catalog(): Promise<Catalog>;
  /** Sentences, each with the name of its file in front; null: all intents. */
  check(
    id: string | null,
  ): Promise<{ readonly checked: number; readonly faults: readonly string[]; readonly warnings: readonly string[] }>;
  /** Checks one intent and stamps it as reviewed; the faults that kept it from that. */
  vet(id: string): Promise<readonly string[]>;
  /** Writes the index and the JSON schema; the paths written. */
  generate(): Promise<readonly string[]>;
}

/** `./trail intents [list | show ID | check [ID] | vet ID | generate]`. Resolves to the exit code. */
export async function intentsCommand(
  words: readonly string[],
  parts: IntentsParts,
  terminal: Terminal,
): Promise<number> {
  const [action = "list", id = null, ...rest] = readArguments(words, [], []).words;
  if (rest.length > 0) throw new TrailError("configuration", `intents ${action} takes one id, not ${rest.length + 1}.`);
  switch (action) {
    case "list":
      await terminal.out(listIntents(await parts.catalog()));
      return 0;
    case "show":
      await terminal.out(describeIntent(find(await parts.catalog(), id)));
      return 0;
    case "check":
      return check(id, parts, terminal);
    case "vet":
      return vet(id, parts, terminal);
    case "generate":
      await terminal.out(`Written: ${(await parts.generate()).join(", ")}\n`);
      return 0;
    default:
      throw new TrailError(
        "configuration",
        `intents ${action} is not known: write list, show ID, check [ID], vet ID or generate.`,
      );
  }
}

async function check(id: string | null, parts: IntentsParts, terminal: Terminal): Promise<number> {
  const { checked, faults, warnings } = await parts.check(id);
  for (const warning of warnings) await terminal.err(`warning: ${warning}\n`);
  for (const fault of faults) await terminal.out(`${fault}\n`);
  const result = faults.length === 0 ? "no faults" : faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  await terminal.out(`${checked === 1 ? "1 intent" : `${checked} intents`} checked: ${result}.\n`);
  return faults.length === 0 ? 0 : 1;
}

async function vet(id: string | null, parts: IntentsParts, terminal: Terminal): Promise<number> {
  if (id === null) throw new TrailError("configuration", "intents vet needs the id of the intent that you have read.");
  const faults = await parts.vet(id);
  for (const fault of faults) await terminal.out(`${fault}\n`);
  await terminal.out(faults.length === 0 ? `${id} is vetted.\n` : `${id} is not vetted: mend this first.\n`);
  return faults.length === 0 ? 0 : 1;
}

function find(catalog: Catalog, id: string | null): Intent {
  const intent = id === null ? undefined : catalog.get(id);
  if (intent !== undefined) return intent;
  const known = catalog.intents.map((each) => each.id).join(", ");
  throw new TrailError(
    "configuration",
    id === null ? `intents show needs an id: ${known}.` : `There is no intent ${id}. The intents are ${known}.`,
  );
}

function listIntents({ intents }: Catalog): string {
  const groups = Object.entries(GROUPS).flatMap(([group, title]) => {
    const members = intents.filter((intent) => intent.group === group && intent.status !== "retired");
    return members.length === 0 ? [] : [`${title}\n${members.map(line).join("")}`];
  });
  return groups.join("\n");
}

function line({ id, title, status }: Intent): string {
  return `  ${id.padEnd(26)}${title}${status === "draft" ? " (draft: cannot be asked)" : ""}\n`;
}
