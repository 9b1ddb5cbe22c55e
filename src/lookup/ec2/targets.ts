import { RelatedId } from "../../catalog/lookups.ts";

/** What EC2 is to be asked about. */
export interface Targets {
  readonly instances: readonly string[];
  readonly interfaces: readonly string[];
  /** Every id that the question names, of groups too. */
  readonly named: ReadonlySet<string>;
  /** The regions that ARNs in the question name. */
  readonly regions: readonly string[];
}

const ARN = /^arn:aws[a-z-]*:ec2:([a-z0-9-]+):\d{12}:[a-z-]+\/(.+)$/;

/** The instances and interfaces among what a question names, as ids or ARNs; anything else is no matter for EC2. */
export function targetsOf(resources: readonly string[]): Targets {
  const read = resources.map((resource) => {
    const [, region, id] = ARN.exec(resource.toLowerCase()) ?? [];
    return { region, id: id ?? resource.toLowerCase() };
  });
  const ids = [...new Set(read.map(({ id }) => id).filter((id) => RelatedId.safeParse(id).success))];
  return {
    instances: ids.filter((id) => id.startsWith("i-")),
    interfaces: ids.filter((id) => id.startsWith("eni-")),
    named: new Set(ids),
    regions: [...new Set(read.flatMap(({ region }) => region ?? []))],
  };
}
