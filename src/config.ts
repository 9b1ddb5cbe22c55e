import { createHash } from "node:crypto";
import { z } from "zod";
import type { AlertsSection } from "./alerts/alerts-section.ts";
import type { AthenaPlace } from "./engine/athena/athena-place.ts";
import type { KnownSection } from "./catalog/known-section.ts";
import { ConfigFile, type AccessRule, type AthenaSection, type StoreSection } from "./config-file.ts";
import { readConfigText } from "./config-text.ts";
import { TrailError } from "./errors.ts";

/** Athena as it is configured. */
export interface AthenaConfig extends AthenaPlace {
  /** Whether the bot starts only with an enforced limit of bytes in the workgroup. */
  readonly cutoff: "required" | "none";
}

/** What the environment and the configuration file say. Durations are milliseconds. */
export interface Config {
  readonly engine: "duckdb" | "athena";
  readonly athena: AthenaConfig;
  readonly regions: readonly string[];
  readonly duckdb: {
    readonly memory: string;
    readonly deadlineMs: number;
    readonly cache: { readonly on: boolean; readonly bytes: number };
  };
  readonly store: z.infer<typeof StoreSection>;
  readonly accounts: Readonly<Record<string, string>>;
  readonly limits: {
    readonly confirm: number;
    readonly question: number;
    readonly day: { readonly person: number; readonly channel: number; readonly all: number };
    readonly csvRows: number | null;
    readonly running: {
      readonly person: number;
      readonly channel: number;
      readonly all: number;
      readonly waiting: number;
    };
    readonly deadlineMs: number;
  };
  readonly access: readonly z.infer<typeof AccessRule>[];
  readonly guests: { readonly read: "refuse" | "allow" };
  readonly monitor: { readonly port: number } | null;
  readonly audit: { readonly stdout: boolean; readonly channel: string | null };
  readonly features: { readonly history: boolean; readonly email: boolean; readonly ec2: boolean };
  readonly known: z.infer<typeof KnownSection>;
  readonly alerts: z.infer<typeof AlertsSection>;
  readonly intents: readonly string[];
  /** TRAIL_DATA: the folder of logs, or null. */
  readonly data: string | null;
  /** TRAIL_STATE: where Trail may write. */
  readonly state: string;
}

/** What could be read of a configuration, and everything that is wrong with it. */
export interface ConfigReading {
  /** Null where there is a fault. */
  readonly config: Config | null;
  /** A sentence each, or a few lines. */
  readonly faults: readonly string[];
  /** The path of the file; empty: none is named, and the defaults hold. */
  readonly path: string;
  /** The engine, the kind of store, the folders of own intents, and the patterns of intents in the rules, whatever is wrong beside them. */
  readonly engine: Config["engine"];
  readonly store: Config["store"]["kind"];
  readonly intents: readonly string[];
  readonly patterns: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration: the YAML file that TRAIL_CONFIG names (none: defaults), TRAIL_DATA and TRAIL_STATE.
 * Throws one TrailError("configuration") that names everything that is wrong.
 */
export async function readConfig(environment: Environment): Promise<Config> {
  const reading = await inspectConfig(environment);
  if (reading.config === null) throw new TrailError("configuration", describeConfigFaults(reading));
  return reading.config;
}

/** The faults of a reading as a person reads them, below the name of the file. */
export function describeConfigFaults({ path, faults }: Pick<ConfigReading, "path" | "faults">): string {
  return [`The configuration ${path} has faults:`, ...faults.map((fault) => `✖ ${fault}`)].join("\n");
}

/**
 * Reads the configuration as {@link readConfig} does, and goes on behind each fault. Throws TrailError("configuration") only
 * where the file cannot be read.
 */
export async function inspectConfig(environment: Environment): Promise<ConfigReading> {
  const path = environment["TRAIL_CONFIG"] ?? "";
  const { value, faults } = path === "" ? { value: {}, faults: [] } : await readConfigText(path);
  const parts = Parts.parse(value);
  const { engine, intents } = parts;
  const store = parts.store.kind;
  if (value === undefined) return { config: null, faults, path, engine, store, intents, patterns: [] };
  const parsed = ConfigFile.safeParse(value);
  const all = [...faults, ...(parsed.success ? [] : faultsOf(parsed.error)), ...unknownAccounts(parts)];
  const config = parsed.success && all.length === 0 ? configOf(parsed.data, environment) : null;
  const patterns = parts.access.flatMap((rule) => rule.intents);
  return { config, faults: all, path, engine, store, intents, patterns };
}

function configOf(
  { athena, duckdb, limits, alerts, ...rest }: z.infer<typeof ConfigFile>,
  environment: Environment,
): Config {
  const { deadline, ...others } = limits;
  return {
    ...rest,
    limits: { ...others, deadlineMs: milliseconds(deadline) },
    athena: athenaConfig(athena),
    // Where a pod or a function takes its role from the environment, that is the bot's own.
    alerts: { ...alerts, role: alerts.role ?? (environment["AWS_ROLE_ARN"] || null) },
    duckdb: {
      memory: duckdb.memory,
      deadlineMs: milliseconds(duckdb.deadline),
      cache: { on: duckdb.cache.on, bytes: bytesOf(duckdb.cache.size) },
    },
    data: environment["TRAIL_DATA"] || null,
    state: environment["TRAIL_STATE"] || ".trail",
  };
}

/** The first 12 hex digits of the SHA-256 of a configuration: another one whenever something in it is. It holds no secret. */
export function hashOf(config: Config): string {
  return createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 12);
}

/** One text for each of zod's issues. */
function faultsOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => z.prettifyError({ issues: [issue] }).replace(/^✖ /, ""));
}

const Texts = z.array(z.string()).catch([]);
const LooseRule = z.object({ intents: Texts, accounts: Texts }).catch({ intents: [], accounts: [] });
/** What other faults depend on, as far as it can be read beside faults of its own. */
const Parts = z
  .object({
    engine: z.enum(["duckdb", "athena"]).catch("duckdb"),
    store: z.object({ kind: z.enum(["sqlite", "dynamodb"]) }).catch({ kind: "sqlite" }),
    intents: Texts,
    access: z.array(LooseRule).catch([]),
    accounts: z.record(z.string(), z.string().catch("")).catch({}),
  })
  .catch({ engine: "duckdb", store: { kind: "sqlite" }, intents: [], access: [], accounts: {} });

function athenaConfig({ table, reuse, prices, ...rest }: z.infer<typeof AthenaSection>): AthenaConfig {
  return {
    ...rest,
    tables: typeof table === "string" ? [{ account: null, table }] : table,
    reuseMs: reuse === "0s" ? 0 : milliseconds(reuse),
    dollarsPerTB: prices.perTB,
  };
}

/** A rule for an account that is neither an id nor a name would open nothing, and say nothing. */
function unknownAccounts({ access: rules, accounts: names }: z.infer<typeof Parts>): readonly string[] {
  const known = new Set(Object.values(names).map((name) => name.toLowerCase()));
  const unknown = rules
    .flatMap((rule) => rule.accounts)
    .filter((account) => !/^\d{12}$/.test(account) && !known.has(account.toLowerCase()));
  if (unknown.length === 0) return [];
  return [`access names accounts that \`accounts\` does not: ${unknown.join(", ")}. Write 12 digits, or add the name.`];
}

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

function milliseconds(duration: string): number {
  const unit = duration.at(-1);
  return Number(duration.slice(0, -1)) * UNIT_MS[unit === "s" || unit === "m" ? unit : "h"];
}

/** Bytes of a size as DuckDB reads it, in powers of ten. */
function bytesOf(size: string): number {
  return Number.parseInt(size, 10) * (size.endsWith("GB") ? 1e9 : 1e6);
}
