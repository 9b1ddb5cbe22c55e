import { z } from "zod";
import { KnownSection } from "./known-section.ts";
import { LOOKUPS, RelatedId } from "./lookups.ts";
import { ENTITY_TYPES, type EntityType } from "../question/entities/entity.ts";

/** What people want to know; the index of the catalogue is grouped by it, in this order. */
export const GROUPS = {
  changes: "Who changed what",
  actors: "What did this actor do",
  "sign-in": "Signing in",
  errors: "Errors and denials",
  unusual: "Unusual activity",
  data: "Data access and the logs themselves",
} as const;

/** Grammars a value can be held to. */
export type ParamType = EntityType;

/** A length of time as intents write it: a whole number and m, h or d. Days are calendar days in the asker's zone. */
export const Duration = z.string().regex(/^[1-9]\d{0,3}[mhd]$/, "write a duration such as 30m, 24h or 400d");
export type Duration = z.infer<typeof Duration>;

const Name = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, "start with a small letter, then letters and digits only");
const Column = z.string().regex(/^[a-z][a-zA-Z0-9_]*$/, "write a column of the rows, in small letters");
const IntentId = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "write small words joined by hyphens");
const Line = z
  .string()
  .trim()
  .min(1)
  .max(160)
  .regex(/^[^\r\n]*$/, "keep it on one line");
const Sql = z.string().trim().min(1).max(65_536);
const UtcInstant = z.iso.datetime({ message: "write a UTC instant such as 2026-11-20T12:00:00Z" });
const HiddenKind = z.enum(["failures", "reads", "services"]);

const Param = z.strictObject({
  type: z.enum(ENTITY_TYPES),
  /** Up to 50 values; in SQL it stands only in `IN (:name)`, or, for a resource, behind `:name_pattern`. */
  many: z.boolean().default(false),
  /** An absent optional param binds the empty text. */
  optional: z.boolean().default(false),
  /** Who is asked what belongs to the values now, where `features` allow it; the ids stand in `IN (:name_ec2)`. */
  lookup: z.enum(LOOKUPS).optional(),
  description: Line,
});

const Step = z.strictObject({
  name: Name.refine(
    (name) => name !== "known",
    "take another name: `known` is what the configuration says is ordinary",
  ),
  sql: Sql,
  /** How far this step looks beyond the asked window: `back` before its start, `ahead` after its end. */
  window: z.strictObject({ back: Duration.optional(), ahead: Duration.optional() }).default({}),
  /** A sentence of the answer about what later steps take from here: `{column}` is filled with its values; `none` where there are none. */
  notes: z.strictObject({ found: Line.optional(), none: Line.optional() }).default({}),
});

const Followup = z.strictObject({
  intent: IntentId,
  /** Shown on the button; `{column}` is filled from the row. */
  label: Line,
  /** Param of the other intent -> column of this one's rows, or one of this intent's own params. */
  params: z.record(Name, Column).default({}),
  /** `around`: that long before and after the row's time; left out: this question's window. */
  window: z.strictObject({ around: Duration }).optional(),
});

const ParamValues = z.record(Name, z.union([z.string(), z.array(z.string())]));

const Example = z.strictObject({ ask: Line, params: ParamValues.default({}) });

/** An event is laid, deep, over a complete base event; `base` picks another base than `plain`. */
const PartialEvent = z.record(z.string(), z.unknown());

const RowSubset = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const Test = z
  .strictObject({
    name: Line,
    ask: Line.optional(),
    params: ParamValues.optional(),
    window: z.strictObject({ start: UtcInstant, end: UtcInstant }).optional(),
    now: UtcInstant.default("2026-11-20T12:00:00Z"),
    /** What the transformations may add to the logs without changing the answer. */
    noise: z
      .union([z.enum(["others", "services"]), z.strictObject({ none: Line.describe("why no noise may be added") })])
      .default("others"),
    events: z.array(PartialEvent).default([]),
    before: z.array(PartialEvent).default([]),
    /** What the configuration of this test says is ordinary, and which accounts are one's own. */
    known: KnownSection.extend({ accounts: z.array(z.string()).default([]) }).prefault({}),
    /** What EC2 says in this test that belongs to what is asked about. */
    ec2: z.array(RelatedId).default([]),
    include: z.array(HiddenKind).default([]),
    rows: z.array(RowSubset),
    hidden: z
      .strictObject({ failures: z.number().nullable(), reads: z.number().nullable(), services: z.number().nullable() })
      .partial()
      .optional(),
    findings: z.array(z.string()).optional(),
    headline: Line.optional(),
  })
  .refine((test) => (test.ask === undefined) !== (test.params === undefined), {
    message: "give either `ask`, or `params` and `window`",
  })
  .refine((test) => (test.params === undefined) === (test.window === undefined), {
    message: "`params` and `window` go together",
  });

const WholeFile = z.strictObject({
  title: Line,
  description: z.string().trim().min(1).max(1000),
  group: z.enum(Object.keys(GROUPS) as [keyof typeof GROUPS]),
  owner: Line,
  status: z.enum(["draft", "vetted", "retired"]),
  /** Stamped by `intents vet`: when, and the fingerprint of the SQL that was read. */
  reviewed: z.strictObject({ on: z.iso.date(), sql: z.string().regex(/^[0-9a-f]{12}$/) }).optional(),
  phrases: z.array(Line).min(1).max(80),
  params: z.record(Name, Param).default({}),
  /** `data-events`, `read-events`, or a column of the relation that a table may lack. */
  needs: z.array(Line).default([]),
  window: z.strictObject({ default: Duration, max: Duration, before: Duration.optional() }),
  hides: z.array(HiddenKind).default([]),
  global: z.boolean().default(false),
  sql: Sql.optional(),
  steps: z.array(Step).min(1).max(5).optional(),
  /** Columns that tell one row of a ranking from another, in this run and in the next; rows that are events have their id. */
  key: z.array(Column).default([]),
  findings: z.array(Line).default([]),
  /** Files made of the rows, beside the CSV. */
  attachments: z.array(Line).default([]),
  summary: Line,
  followups: z.array(Followup).default([]),
  examples: z.array(Example).min(1),
  tests: z.array(Test).min(1),
});

const ONE_OF_SQL = { message: "give either `sql` or `steps`" };
const hasOneOfSql = (file: { sql?: string | undefined; steps?: unknown }): boolean =>
  (file.sql === undefined) !== (file.steps === undefined);

/** One intent file, as written by hand (contract: an unknown key is an error). */
export const IntentFile = WholeFile.refine(hasOneOfSql, ONE_OF_SQL);
/** The same without its tests, which nobody needs who asks. */
export const IntentHead = WholeFile.omit({ tests: true }).refine(hasOneOfSql, ONE_OF_SQL);
export type IntentFile = z.infer<typeof IntentFile>;

/** A vetted (or draft, or retired) question: its file, and the file's name as its id. */
export type Intent = IntentFile & { readonly id: string };
export type IntentTest = IntentFile["tests"][number];
export type Followup = IntentFile["followups"][number];
