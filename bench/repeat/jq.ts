import { endsWell, inLots } from "../scan/gunzip-command.ts";
import { JQ } from "./question.ts";

/**
 * Asks the question of files with gzip and jq, so many of each at a time. Resolves to the milliseconds it took, or to null
 * where the machine has no jq or it does not take these files.
 */
export async function askJq(paths: readonly string[], atOnce: number): Promise<number | null> {
  if (!(await endsWell("jq", ["--version"]))) return null;
  const script = 'gzip -dcf -- "$@" | jq -c "$0"';
  return inLots(paths, atOnce, (lot) => endsWell("sh", ["-c", script, JQ, ...lot]));
}
