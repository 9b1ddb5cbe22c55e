import { createHash } from "node:crypto";
import { z } from "zod";
import { AlertsSection } from "./alerts/alerts-section.ts";
import type { AthenaPlace } from "./engine/athena/athena-place.ts";
import { LAYOUTS } from "./engine/athena/layout.ts";
import { KnownSection } from "./catalog/known-section.ts";
import { readConfigText } from "./config-text.ts";
import { TrailError } from "./errors.ts";

const Duration = z.string().regex(/^[1-9]\d{0,4}[smh]$/, "write a duration such as 30s, 10m or 1h");
const Size = z
  .string()
  .regex(/^[1-9]\d{0,4}(MB|GB)$/, "write a size such as 512MB or 1GB")
  .refine((size) => size.endsWith("GB") || Number.parseInt(size, 10) >= 64, "give it at least 64MB");

const Places = z.int().positive().max(1000);

const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, "write a channel's id such as C0123ABCD");

const AccessRule = z.strictObject({
  channels: z
    .array(z.string().regex(/^(?:[CGD][A-Z0-9]{2,20}|dm)$/, "write a channel's id such as C0123ABCD, or dm"))
    .min(1)
    .optional(),
  who: z
    .array(z.string().regex(/^[UWS][A-Z0-9]{2,20}$/, "write the id of a person (U…) or of a user group (S…)"))
    .min(1)
    .optional(),
  intents: z
    .array(z.string().regex(/^[a-z0-9*-]+$/, "write an intent's id, with * for any characters"))
    .min(1)
    .optional(),
  accounts: z.array(z.string().min(1)).min(1).optional(),
});

const AccountId = z.string().regex(/^\d{12}$/, "write an account as 12 digits in quotes");
/** A name of the Glue catalogue: what Athena takes without quotes. */
const TableName = z.string().regex(/^[a-z0-9_]{1,128}$/, "write a name of lower-case letters, digits and _");
const S3Folder = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([A-Za-z0-9!_.()=-]+\/)*$/,
    "write a folder such as s3://trail-logs/AWSLogs/, with a slash at its end",
  );

const TableOfAccount = z.strictObject({ account: AccountId, table: TableName });

const AthenaSection = z
  .strictObject({
    database: TableName.default("default"),
    /** One table for all accounts, or one for each. */
    table: z.union([TableName, z.array(TableOfAccount).min(1)]).default("cloudtrail_logs"),
    layout: z.enum(LAYOUTS).default("account-region-ymd"),
    workgroup: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,128}$/, "write the name of a workgroup")
      .default("trail"),
    /** Where results go when the workgroup sets no place. */
    output: S3Folder.nullable().default(null),
    /** The folder above the account folders: `AWSLogs/`, with a prefix before it or an organization id behind it. */
    logs: S3Folder.nullable().default(null),
    /** How old a result may be that is given again; `0s`: never. */
    reuse: z
      .string()
      .regex(/^(0s|[1-9]\d{0,4}[mh])$/, "write minutes or hours such as 10m, or 0s for never")
      .default("10m"),
    prices: z.strictObject({ perTB: z.number().nonnegative().default(5) }).prefault({}),
    /** Whether the bot starts only with an enforced limit of bytes in the workgroup. */
    cutoff: z.enum(["required", "none"]).default("required"),
  })
  .prefault({});

const StoreSection = z.discriminatedUnion("kind", [
  /** Files in the state folder: for one machine. */
  z.strictObject({ kind: z.literal("sqlite") }),
  /** A table that any number of machines share. */
  z.strictObject({
    kind: z.literal("dynamodb"),
    table: z
      .string()
      .regex(/^[a-zA-Z0-9_.-]{3,255}$/, "write the name of a table, such as trail")
      .default("trail"),
  }),
]);

/** The YAML that TRAIL_CONFIG names. An unknown key is an error. */
const ConfigFile = z.strictObject({
  engine: z.enum(["duckdb", "athena"]).default("duckdb"),
  athena: AthenaSection,
  duckdb: z
    .strictObject({
      memory: Size.default("1GB"),
      deadline: Duration.default("10m"),
      /** Past days in a form that is read many times faster, in the state folder. */
      cache: z.strictObject({ on: z.boolean().default(true), size: Size.default("5GB") }).prefault({}),
    })
    .prefault({}),
  /** Where questions, schedules and the audit are kept. */
  store: StoreSection.default({ kind: "sqlite" }),
  /** Account id -> name: read in questions, shown beside ids. */
  accounts: z
    .record(z.string(), z.string().regex(/^[A-Za-z0-9][\w.-]{0,62}$/, "write a name without spaces"))
    .refine(
      (names) => Object.keys(names).every((id) => /^\d{12}$/.test(id)),
      "write account ids as 12 digits in quotes",
    )
    .refine((names) => {
      const spelled = Object.values(names).map((name) => name.toLowerCase());
      return new Set(spelled).size === spelled.length;
    }, "give each account a name of its own, whatever the case of its letters")
    .default({}),
  limits: z
    .strictObject({
      /** Dollars above which a question is asked back before it runs. */
      confirm: z.number().nonnegative().default(0.25),
      /** Dollars that one question in chat may cost at most. */
      question: z.number().positive().default(5),
      /** Dollars that may be spent in chat on one day (UTC): by a person, in a channel, in all. */
      day: z
        .strictObject({
          person: z.number().positive().default(5),
          channel: z.number().positive().default(10),
          all: z.number().positive().default(25),
        })
        .prefault({}),
      /** Most rows of a CSV; left out: a million in a terminal, a hundred thousand in chat. */
      csvRows: z.int().positive().max(100_000_000).nullable().default(null),
      /** How many questions run at once in chat, and how many of one person's may wait. */
      running: z
        .strictObject({
          person: Places.default(3),
          channel: Places.default(5),
          all: Places.default(10),
          waiting: z.int().nonnegative().max(1000).default(5),
        })
        .prefault({}),
      /** How long after a question in chat its query is given up. */
      deadline: Duration.default("30m"),
    })
    .prefault({}),
  /** Who may ask in chat; without a rule nobody. */
  access: z.array(AccessRule).default([]),
  guests: z.strictObject({ read: z.enum(["refuse", "allow"]).default("refuse") }).prefault({}),
  /** /healthz and /metrics; left out: none. */
  monitor: z
    .strictObject({ port: z.int().min(1).max(65_535) })
    .nullable()
    .default(null),
  /** What needs more permissions: reading channels' history and people's e-mail in Slack, asking EC2 what belongs to an instance. */
  features: z
    .strictObject({
      history: z.boolean().default(false),
      email: z.boolean().default(false),
      ec2: z.boolean().default(false),
    })
    .prefault({}),
  /** The audit is always written; it may be told on standard output too, and its head and private questions to a channel. */
  audit: z
    .strictObject({ stdout: z.boolean().default(true), channel: ChannelId.nullable().default(null) })
    .prefault({}),
  /** Regions in use: `setup` writes them into the table, a table without projection gets their partitions, EC2 is asked there. */
  regions: z
    .array(z.string().regex(/^[a-z]{2,}(-[a-z0-9]+){1,5}$/, "write region codes such as us-east-1"))
    .default([]),
  /** What is ordinary here. */
  known: KnownSection.prefault({}),
  /** What comes from elsewhere and is to be looked into. */
  alerts: AlertsSection.prefault({}),
  /** Folders with intents of one's own, beside the shipped ones. */
  intents: z.array(z.string().min(1)).default([]),
});

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
