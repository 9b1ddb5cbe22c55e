import type { WorkGroup } from "@aws-sdk/client-athena";
import { reasonOf } from "../../../errors.ts";
import { ok, wrong, type Check } from "../../check.ts";
import { cutoffFault } from "../cutoff.ts";
import { sayAwsFault } from "../say-fault.ts";
import type { CheckupParts } from "./checkup-parts.ts";

/** Credentials, workgroup, its limit of bytes, and where results go. */
export async function checkWorkgroup({ aws, place, cutoff }: CheckupParts): Promise<readonly Check[]> {
  const what = `workgroup ${place.workgroup}`;
  let workgroup: WorkGroup;
  try {
    workgroup = await aws.workgroup(place.workgroup);
  } catch (cause) {
    const said = sayAwsFault(cause, `look at the workgroup ${place.workgroup}`);
    const isCredentials = said.code === "configuration" && /credentials/.test(said.message);
    return [wrong(isCredentials ? "credentials" : what, `${said.message} (${reasonOf(cause)})`)];
  }
  const fault = cutoffFault(place.workgroup, workgroup);
  return [
    ok("credentials", "AWS accepts them"),
    fault === null
      ? ok(what, limitInWords(workgroup))
      : cutoff === "none"
        ? ok(what, `${fault} (accepted by athena.cutoff: none)`)
        : wrong(what, fault),
    outputCheck(workgroup, place.output),
  ];
}

function limitInWords({ Configuration: settings }: WorkGroup): string {
  const gigabytes = (settings?.BytesScannedCutoffPerQuery ?? 0) / 1e9;
  return `enforced, a query is ended after ${gigabytes < 1 ? gigabytes.toFixed(2) : gigabytes.toFixed(0)} GB`;
}

function outputCheck({ Configuration: settings }: WorkGroup, output: string | null): Check {
  const what = "results";
  if (settings?.ManagedQueryResultsConfiguration?.Enabled === true)
    return ok(what, "kept by Athena itself for 24 hours");
  const own = settings?.ResultConfiguration?.OutputLocation ?? null;
  if (settings?.EnforceWorkGroupConfiguration === true && own !== null)
    return ok(what, `go to ${own}, as the workgroup says`);
  if (output !== null) return ok(what, `go to ${output}, as athena.output says`);
  if (own !== null) return ok(what, `go to ${own}, as the workgroup says`);
  return wrong(what, "have no place: set athena.output, or a query result location in the workgroup");
}
