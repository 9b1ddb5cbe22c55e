import type { GetQueryResultsOutput } from "@aws-sdk/client-athena";
import { TrailError } from "../../errors.ts";
import type { Aws } from "./aws.ts";
import type { RawRow } from "./result-object.ts";

/** Rows of a page at most. */
const PAGE = 1000;

/**
 * The rows of a result that Athena itself keeps (managed results), page by page, without the header that stands first on
 * the first page alone. Throws TrailError("engine-internal") where a page leads back to itself.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export async function* resultPageRows(aws: Pick<Aws, "resultPage">, id: string): AsyncGenerator<readonly RawRow[]> {
  const seen = new Set<string>();
  for (let token: string | undefined, isFirst = true; ; isFirst = false) {
    const page = await aws.resultPage(id, { most: PAGE, ...(token === undefined ? {} : { token }) });
    const rows = rowsOf(page);
    yield isFirst ? rows.slice(1) : rows;
    token = page.NextToken;
    if (token === undefined || token === "") return;
    if (seen.has(token)) {
      throw new TrailError(
        "engine-internal",
        "Athena gave the same page of the result again and again: ask once more.",
      );
    }
    seen.add(token);
  }
}

function rowsOf({ ResultSet: result }: GetQueryResultsOutput): RawRow[] {
  return (result?.Rows ?? []).map(({ Data: data = [] }) => data.map(({ VarCharValue: value }) => value ?? null));
}
