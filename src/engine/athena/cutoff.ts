import type { WorkGroup } from "@aws-sdk/client-athena";
import { TrailError } from "../../errors.ts";
import type { Aws } from "./aws.ts";
import { sayAwsFault } from "./say-fault.ts";

/** What keeps one query from reading without limit, or the sentence that says what is missing. */
export function cutoffFault(name: string, { State: state, Configuration: settings }: WorkGroup): string | null {
  const limit = settings?.BytesScannedCutoffPerQuery;
  if (state === "DISABLED")
    return `The workgroup ${name} is disabled: enable it, or name another under athena.workgroup.`;
  if (limit === undefined || limit <= 0) {
    return `The workgroup ${name} has no limit of bytes for a query: set “Data usage control per query” (BytesScannedCutoffPerQuery), or write athena.cutoff: none.`;
  }
  if (settings?.EnforceWorkGroupConfiguration !== true) {
    return `The workgroup ${name} does not enforce its settings, so its limit of bytes binds nobody: turn on “Override client-side settings”, or write athena.cutoff: none.`;
  }
  return null;
}

/**
 * Throws TrailError("configuration") where the workgroup lets one query read without limit or cannot be looked at,
 * "engine-away" or "engine-throttled" where AWS may answer later.
 */
export async function checkCutoff(aws: Pick<Aws, "workgroup">, name: string): Promise<void> {
  const workgroup = await aws.workgroup(name).catch((cause: unknown) => {
    const said = sayAwsFault(cause, `look at the workgroup ${name}`);
    if (said.code === "engine-away" || said.code === "engine-throttled") throw said;
    throw new TrailError("configuration", said.message, { cause });
  });
  const fault = cutoffFault(name, workgroup);
  if (fault !== null) throw new TrailError("configuration", fault);
}
