import { TrailError, reasonOf } from "../errors.ts";
import { DIGEST, type Catalog } from "./catalog.ts";
import type { Intent } from "./schema.ts";

/** What the report stage knows and an intent may name; handed in, since the report is a later stage. */
export interface ReportVocabulary {
  /** Names of the findings there are. */
  readonly findings: readonly string[];
  /** Names of the attachments there are. */
  readonly attachments: readonly string[];
  /** Params and columns that a summary mentions; throws TrailError for a template that cannot be read. */
  summaryFields(template: string): { readonly params: readonly string[]; readonly bareParams: readonly string[] };
}

/** Words that are commands of the bot: an intent of that name could never be asked. */
const COMMANDS = [
  "help",
  "intents",
  "mine",
  "cancel",
  "usage",
  "whoami",
  "timeline",
  "recap",
  "schedule",
  DIGEST,
  "setup",
  "estimate",
];

/**
 * What does not fit together within an intent, or between it and the others. Each fault is a sentence. `unreadable` are ids
 * whose files have faults of their own: a follow-up to one of them is not judged.
 */
export function shapeFaults(
  intent: Intent,
  catalog: Catalog,
  unreadable: ReadonlySet<string>,
  vocabulary: ReportVocabulary,
  owners: PhraseOwners = phraseOwners(catalog),
): readonly string[] {
  return [
    ...(COMMANDS.includes(intent.id) ? [`${intent.id} is the name of a command: choose another.`] : []),
    ...intent.findings
      .filter((name) => !vocabulary.findings.includes(name))
      .map((name) => `there is no finding named ${name}: the findings are ${vocabulary.findings.join(", ")}.`),
    ...intent.attachments
      .filter((name) => !vocabulary.attachments.includes(name))
      .map((name) => `there is no attachment named ${name}: the attachments are ${vocabulary.attachments.join(", ")}.`),
    ...summaryFaults(intent, vocabulary),
    ...intent.followups
      .filter((followup) => !unreadable.has(followup.intent))
      .flatMap((followup) => followupFaults(followup, catalog)),
    ...phraseFaults(intent, owners),
    ...lookupFaults(intent),
    ...(intent.steps !== undefined && intent.window.before !== undefined
      ? ["a baseline (window.before) goes with `sql`, not with `steps`."]
      : []),
  ];
}

function summaryFaults(intent: Intent, vocabulary: ReportVocabulary): readonly string[] {
  try {
    const { params, bareParams } = vocabulary.summaryFields(intent.summary);
    const unknown = params.filter((name) => !Object.hasOwn(intent.params, name));
    const gaps = bareParams.filter((name) => intent.params[name]?.optional === true);
    return [
      ...unknown.map(
        (name) => `its summary names {${name}}, which is no param: for a column write {distinct ${name}}.`,
      ),
      ...gaps.map((name) => `its summary names the optional {${name}}: put the words around it into square brackets.`),
    ];
  } catch (cause) {
    if (cause instanceof TrailError) return [reasonOf(cause)];
    throw cause;
  }
}

function followupFaults(followup: Intent["followups"][number], catalog: Catalog): readonly string[] {
  const target = catalog.get(followup.intent);
  if (target === undefined) return [`its follow-up "${followup.label}" names ${followup.intent}, which is no intent.`];
  const unknown = Object.keys(followup.params).filter((name) => !Object.hasOwn(target.params, name));
  const unfilled = Object.entries(target.params).filter(
    ([name, param]) => !param.optional && !Object.hasOwn(followup.params, name),
  );
  return [
    ...unknown.map(
      (name) => `its follow-up "${followup.label}" fills ${name}, which ${followup.intent} does not have.`,
    ),
    ...unfilled.map(
      ([name]) => `its follow-up "${followup.label}" leaves ${name} empty, which ${followup.intent} needs.`,
    ),
  ];
}

function lookupFaults({ params }: Intent): readonly string[] {
  const lookedUp = Object.entries(params).filter(([, { lookup }]) => lookup !== undefined);
  return [
    ...lookedUp
      .filter(([, { type }]) => type !== "resource")
      .map(([name]) => `its param ${name} has a \`lookup\`: only a resource can be looked up.`),
    ...(lookedUp.length > 1 ? ["two of its params have a `lookup`: one may."] : []),
  ];
}

/** The same words in two intents would always be asked back. */
function phraseFaults(intent: Intent, owners: PhraseOwners): readonly string[] {
  return intent.phrases.flatMap((phrase, index) => {
    const all = owners.get(shapeOf(phrase)) ?? [];
    const isTwice = intent.phrases.slice(0, index).some((earlier) => shapeOf(earlier) === shapeOf(phrase));
    const other = all.find((id) => id !== intent.id);
    return [
      ...(isTwice ? [`its phrase "${phrase}" stands twice.`] : []),
      ...(other === undefined ? [] : [`its phrase "${phrase}" stands in ${other} too: one of the two must go.`]),
    ];
  });
}

/** The ids of the intents that have a phrase, by its shape. */
export type PhraseOwners = ReadonlyMap<string, readonly string[]>;

/** Who has which phrase, of all intents that are not retired. */
export function phraseOwners(catalog: Catalog): PhraseOwners {
  const owners = new Map<string, string[]>();
  for (const { id, phrases, status } of catalog.intents) {
    if (status === "retired") continue;
    for (const phrase of phrases) owners.set(shapeOf(phrase), [...(owners.get(shapeOf(phrase)) ?? []), id]);
  }
  return owners;
}

function shapeOf(phrase: string): string {
  return phrase.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
