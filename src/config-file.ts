import { z } from "zod";
import { AlertsSection } from "./alerts/alerts-section.ts";
import { KnownSection } from "./catalog/known-section.ts";
import { LAYOUTS } from "./engine/athena/layout.ts";

const Duration = z.string().regex(/^[1-9]\d{0,4}[smh]$/, "write a duration such as 30s, 10m or 1h");
const Size = z
  .string()
  .regex(/^[1-9]\d{0,4}(MB|GB)$/, "write a size such as 512MB or 1GB")
  .refine((size) => size.endsWith("GB") || Number.parseInt(size, 10) >= 64, "give it at least 64MB");

const Places = z.int().positive().max(1000);

const ChannelId = z.string().regex(/^[CG][A-Z0-9]{2,20}$/, "write a channel's id such as C0123ABCD");

/** Who may ask what, where. */
export const AccessRule = z.strictObject({
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

/** Athena, its table and where it may write. */
export const AthenaSection = z
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

/** Where what must outlive the bot is kept. */
export const StoreSection = z.discriminatedUnion("kind", [
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
export const ConfigFile = z.strictObject({
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
