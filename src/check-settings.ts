import { matchesGlob } from "./access/decide.ts";
import { DIGEST, type Catalog } from "./catalog/catalog.ts";
import { describeFaults, readCatalog } from "./catalog/load.ts";
import { describeConfigFaults, inspectConfig, type ConfigReading } from "./config.ts";
import { openLogFolder } from "./engine/duckdb/log-folder.ts";
import { reasonOf } from "./errors.ts";
import { engineOf, intentFolders } from "./open-trail.ts";
import { REPORT_VOCABULARY } from "./report/vocabulary.ts";
import {
  describeSlackFaults,
  hasSlackSettings,
  inspectSlackSettings,
  logLevelFaults,
  type SlackReading,
} from "./slack-settings.ts";
import { stateFolderFault } from "./state-folder.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a check of all settings found. Nothing of it holds the value of a token. */
export interface SettingsCheck {
  /** Texts of one or several lines; empty: nothing is wrong. */
  readonly faults: readonly string[];
  /** What is worth knowing though it is no fault, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Looks at all that a process is told, and names every fault at once: the configuration file, the folders of logs and
 * state, the intents, and the variables of Slack, which a terminal alone may go without. Calls nobody and writes nothing.
 */
export async function checkSettings(environment: Environment): Promise<SettingsCheck> {
  const { reading, unread } = await readingOf(environment);
  const { catalog, faults } = await readCatalog(intentFolders(reading), REPORT_VOCABULARY, "without tests");
  const ids = [...catalog.intents.map(({ id }) => id), ...faults.map(({ file }) => file.replace(/\.yml$/, ""))];
  const inFile = [
    ...reading.faults,
    ...emptyPatterns(reading.patterns, ids),
    ...unknownRuns(Object.values(reading.config?.alerts.run ?? {}), catalog),
  ];
  const slack = hasSlackSettings(environment) ? inspectSlackSettings(environment) : null;
  return {
    faults: [
      ...unread,
      ...(inFile.length === 0 ? [] : [describeConfigFaults({ path: reading.path, faults: inFile })]),
      ...(faults.length === 0 ? [] : [describeFaults(faults)]),
      ...(await placeFaults(reading, environment)),
      ...botFaults(slack, reading, environment),
    ],
    notes: notesOn(reading, slack, environment),
  };
}

/** A file that cannot be read hides no fault elsewhere. */
async function readingOf(
  environment: Environment,
): Promise<{ readonly reading: ConfigReading; readonly unread: readonly string[] }> {
  try {
    return { reading: await inspectConfig(environment), unread: [] };
  } catch (cause) {
    return { reading: await inspectConfig({}), unread: [reasonOf(cause)] };
  }
}

/** A rule for questions that do not exist opens nothing, and says nothing. */
function emptyPatterns(patterns: readonly string[], ids: readonly string[]): readonly string[] {
  const known = [...ids, DIGEST];
  const empty = patterns.filter((pattern) => !known.some((id) => matchesGlob(pattern, id)));
  if (empty.length === 0) return [];
  return [`access names intents that there are not: ${empty.join(", ")}. ./trail intents lists those that there are.`];
}

/** A question that an alert is to ask must be one that may be asked. */
function unknownRuns(runs: readonly string[], catalog: Catalog): readonly string[] {
  const unknown = runs.filter((id) => catalog.get(id)?.status !== "vetted");
  if (unknown.length === 0) return [];
  return [
    `alerts.run names questions that cannot be asked: ${unknown.join(", ")}. ./trail intents lists those that can.`,
  ];
}

async function placeFaults(reading: ConfigReading, environment: Environment): Promise<readonly string[]> {
  const data = environment["TRAIL_DATA"] || null;
  const state = await stateFolderFault(environment["TRAIL_STATE"] || ".trail");
  return [
    ...(data === null ? [] : await reasonsOf(openLogFolder(data))),
    ...(state === null ? [] : [state]),
    ...(await regionFaults([
      ...(engineOf({ data, engine: reading.engine }) === "athena" ? ["the workgroup"] : []),
      ...(reading.store === "dynamodb" ? ["the store's table"] : []),
    ])),
  ];
}

/** What lies in a region, where none is known. Loaded when asked for, as the engine is. */
async function regionFaults(places: readonly string[]): Promise<readonly string[]> {
  if (places.length === 0) return [];
  const { findRegion } = await import("./engine/athena/find-region.ts");
  if ((await findRegion()) !== null) return [];
  return [`AWS_REGION is missing: set it to the region of ${places.join(" and ")}, such as us-east-1.`];
}

async function reasonsOf(work: Promise<unknown>): Promise<readonly string[]> {
  return work.then(
    () => [],
    (cause: unknown) => [reasonOf(cause)],
  );
}

function botFaults(slack: SlackReading | null, { config }: ConfigReading, environment: Environment): readonly string[] {
  if (slack === null) return logLevelFaults(environment);
  const { receiving } = slack.settings;
  const isTwice = receiving.by === "http" && receiving.port === config?.monitor?.port;
  const faults = [...slack.faults, ...(isTwice ? ["PORT is the port of the monitor too: choose another one."] : [])];
  return faults.length === 0 ? [] : [describeSlackFaults(faults)];
}

function notesOn(
  { path, config, engine }: ConfigReading,
  slack: SlackReading | null,
  environment: Environment,
): readonly string[] {
  const file = path === "" ? ["TRAIL_CONFIG is not set: the defaults hold."] : [];
  if (engine === "athena" && environment["TRAIL_DATA"])
    file.push("TRAIL_DATA is set: questions run on DuckDB over it, whatever `engine` says.");
  if (slack === null) {
    return [
      ...file,
      "The bot's own settings were not checked, since no variable SLACK_… is set: a terminal needs none.",
    ];
  }
  const isClosed = config !== null && config.access.length === 0;
  return [...file, ...(isClosed ? ["There is no rule under `access`: the bot answers nobody."] : [])];
}
