import { MOST_RELATED, RelatedId } from "../../catalog/lookups.ts";
import type { Clock } from "../../clock.ts";
import type { LookedUp, Lookup, LookupQuestion } from "../lookup.ts";
import type { Ec2, Told } from "./ec2.ts";
import { ec2FaultInWords } from "./ec2-fault.ts";
import { ec2Notes } from "./ec2-notes.ts";
import { withPatience } from "./patience.ts";
import { targetsOf, type Targets } from "./targets.ts";

export interface Ec2LookupParts {
  readonly ec2: Ec2;
  /** The regions in use, asked where the question names none; empty: the one of the environment. */
  readonly regions: readonly string[];
  readonly clock: Clock;
  /** Told of the raw text of a fault, which only the log may hold. */
  readonly trouble: (what: string, cause: unknown) => void;
}

/** Most regions of which one question asks EC2: with instances and interfaces in it that is two calls each. */
const MOST_REGIONS = 5;

/** What one region told; `fault` says in words why it told nothing. */
interface Answer {
  readonly region: string | null;
  readonly told: readonly Told[];
  readonly fault: string | null;
}

/** EC2 as it is now, in the account of Trail's own credentials. */
export function createEc2Lookup(parts: Ec2LookupParts): Lookup {
  return {
    async ask(question) {
      const targets = targetsOf(question.resources);
      if (targets.instances.length + targets.interfaces.length === 0) return { ids: [], notes: [] };
      return withPatience(parts.clock, question.signal, async (within) => {
        try {
          const regions = await within(() => regionsOf(question, targets, parts));
          const answers = await Promise.all(
            regions
              .slice(0, MOST_REGIONS)
              .map((region) =>
                within((signal) => askRegion(region, targets, parts.ec2, signal)).catch((cause: unknown) =>
                  failed(region, cause, parts),
                ),
              ),
          );
          return lookedUp(question, targets, answers, regions.length);
        } catch (cause) {
          return lookedUp(question, targets, [failed(null, cause, parts)], 1);
        }
      });
    },
  };
}

async function regionsOf(
  { regions }: LookupQuestion,
  targets: Targets,
  { ec2, regions: configured }: Ec2LookupParts,
): Promise<readonly string[]> {
  if (regions.length > 0) return regions;
  const all = [...new Set([...targets.regions, ...configured])];
  return all.length > 0 ? all : [await ec2.home()];
}

async function askRegion(region: string, targets: Targets, ec2: Ec2, signal: AbortSignal): Promise<Answer> {
  const { instances, interfaces } = targets;
  const told = await Promise.all([
    instances.length === 0 ? [] : ec2.instances(region, instances, signal),
    interfaces.length === 0 ? [] : ec2.interfaces(region, interfaces, signal),
  ]);
  return { region, told: told.flat(), fault: null };
}

function failed(region: string | null, cause: unknown, { trouble }: Ec2LookupParts): Answer {
  const fault = ec2FaultInWords(cause);
  trouble("EC2 could not be asked what belongs together", cause);
  return { region, told: [], fault };
}

/** Only what belongs to the accounts of the question, and has the form of an id, goes further. */
function lookedUp(
  { accounts }: LookupQuestion,
  { instances, interfaces, named }: Targets,
  answers: readonly Answer[],
  regions: number,
): LookedUp {
  const asked = [...instances, ...interfaces];
  const told = answers
    .flatMap((answer) => answer.told)
    .filter(({ id, owner }) => asked.includes(id) && (accounts.length === 0 || accounts.includes(owner ?? "")));
  const related = told.flatMap((one) => one.related).filter((id) => RelatedId.safeParse(id).success);
  const fresh = [...new Set(related)].filter((id) => !named.has(id)).toSorted();
  const known = new Set(told.filter((one) => one.related.length > 0).map(({ id }) => id));
  return {
    ids: fresh.slice(0, MOST_RELATED),
    notes: ec2Notes({
      known: asked.filter((id) => known.has(id)),
      unknown: asked.filter((id) => !known.has(id)),
      ids: fresh,
      answered: answers.flatMap(({ region, fault }) => (fault === null ? (region ?? []) : [])),
      faults: answers.flatMap(({ region, fault }) => (fault === null ? [] : [{ region, fault }])),
      regions,
    }),
  };
}
