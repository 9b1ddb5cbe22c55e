import { MOST_RELATED } from "../../catalog/lookups.ts";

/** What asking EC2 came to. */
export interface Ec2Outcome {
  /** Ids of the question with which EC2 names others now, and those of which it knows nothing. */
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  /** What EC2 names with them that the question does not. */
  readonly ids: readonly string[];
  /** The regions that answered. */
  readonly answered: readonly string[];
  readonly faults: readonly { readonly region: string | null; readonly fault: string }[];
  /** How many regions there were to be asked. */
  readonly regions: number;
}

/** Ids that a sentence names; the rest are counted. */
const MOST_NAMED = 20;

/** What the answer says of it: what EC2 said, of what it knows nothing, and where it could not be asked. */
export function ec2Notes(outcome: Ec2Outcome): string[] {
  const { known, unknown, answered, faults, regions } = outcome;
  const asked = answered.length + faults.length;
  return [
    ...(known.length === 0 ? [] : [saidNote(outcome)]),
    ...(unknown.length === 0 || answered.length === 0
      ? []
      : [
          `EC2 knows nothing of ${namedIds(unknown)} now (asked in ${answered.join(", ")}): terminated, or in another account or region.`,
        ]),
    ...faultNotes(faults),
    ...(unknown.length === 0 || regions <= asked
      ? []
      : [`EC2 was asked in ${asked} of ${regions} regions: name another one in the question to have it asked there.`]),
  ];
}

function saidNote({ known, ids }: Ec2Outcome): string {
  if (ids.length === 0) return `EC2 says now: nothing of ${namedIds(known)} that the question does not name.`;
  const all = ids.length > MOST_RELATED ? `the first ${MOST_RELATED} were searched as well` : "searched as well";
  return `EC2 says now: ${namedIds(ids)} (of ${namedIds(known)}); ${all}.`;
}

/** One sentence for each fault, with the regions in which it was met. */
function faultNotes(faults: Ec2Outcome["faults"]): readonly string[] {
  return [...Map.groupBy(faults, ({ fault }) => fault)].map(([fault, met]) => {
    const regions = met.flatMap(({ region }) => region ?? []);
    const where = regions.length === 0 ? "" : ` in ${regions.join(", ")}`;
    return `EC2 could not be asked${where} what belongs together now: ${fault}. The logs and the question alone tell it.`;
  });
}

function namedIds(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  return ids.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
