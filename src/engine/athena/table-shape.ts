import type { TableMetadata } from "@aws-sdk/client-athena";
import { placeOf } from "../log-place.ts";
import { readHiveType, type HiveType } from "./hive-type.ts";

/** A partition column and how Athena finds its values. */
export interface PartitionColumn {
  readonly name: string;
  /** Type in the catalogue: string, int, date … */
  readonly type: string;
  /** Null: partitions were added one by one, or by a crawler. */
  readonly projection: Projection | null;
}

/** https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
export interface Projection {
  readonly type: "enum" | "integer" | "date" | "injected";
  /** Values of an enum, as written: a space before one is part of it. */
  readonly values: readonly string[];
  /** Java format of a date, such as yyyy/MM/dd. */
  readonly format: string | null;
  /** First value of a range, or null. */
  readonly from: string | null;
}

/** A table of CloudTrail logs, as the catalogue has it. Names are lower-case. */
export interface TableShape {
  readonly database: string;
  readonly table: string;
  readonly columns: ReadonlyMap<string, HiveType>;
  readonly partitions: readonly PartitionColumn[];
  /** Account and region that its location is limited to, each null where it is not. */
  readonly account: string | null;
  readonly region: string | null;
  /** Whether its files are read by an input format that knows CloudTrail's `Records`; null where the catalogue does not say. */
  readonly readsRecords: boolean | null;
}

/** The shape of a table from what `GetTableMetadata` says. */
export function tableShape(database: string, metadata: TableMetadata): TableShape {
  const parameters = new Map(Object.entries(metadata.Parameters ?? {}));
  const columns = (metadata.Columns ?? []).map(({ Name = "", Type = "string" }): [string, HiveType] => [
    Name.toLowerCase(),
    readHiveType(Type),
  ]);
  const place = parameters.get("storage.location.template") ?? parameters.get("location") ?? "";
  const format = parameters.get("inputformat");
  return {
    database,
    table: metadata.Name ?? "",
    columns: new Map(columns),
    partitions: (metadata.PartitionKeys ?? []).map(({ Name = "", Type = "string" }) => ({
      name: Name.toLowerCase(),
      type: Type.toLowerCase(),
      projection: projectionOf(Name.toLowerCase(), parameters),
    })),
    ...limitsOf(place),
    readsRecords: format === undefined ? null : /cloudtrail/i.test(format),
  };
}

function projectionOf(name: string, parameters: ReadonlyMap<string, string>): Projection | null {
  if (parameters.get("projection.enabled") !== "true") return null;
  const of = (property: string): string | undefined => parameters.get(`projection.${name}.${property}`);
  const type = of("type");
  if (type !== "enum" && type !== "integer" && type !== "date" && type !== "injected") return null;
  return {
    type,
    values: of("values")?.split(",") ?? [],
    format: of("format") ?? null,
    from: of("range")?.split(",")[0]?.trim() ?? null,
  };
}

/** What stands before the first placeholder of a template, or the whole of a location. */
function limitsOf(place: string): { readonly account: string | null; readonly region: string | null } {
  const [fixed = ""] = place.split("${");
  const components = fixed.split("/");
  const { account, region } = placeOf(components);
  // A location may end with the account: `…/AWSLogs/111122223333/`.
  const last = components.findLast((component) => component !== "") ?? "";
  return { account: account ?? (/^\d{12}$/.test(last) ? last : null), region: region === "" ? null : region };
}
