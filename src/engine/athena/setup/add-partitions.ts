import { TrailError } from "../../../errors.ts";
import { literal } from "../../literal.ts";
import { placedTables, type PlacedTable, type TablePlace } from "./table-place.ts";

/** Characters of one statement at most: Athena takes 262,144 bytes. */
const LONGEST = 200_000;

/**
 * The ALTER TABLE lines that add what a table without projection lacks for the given days (`yyyy-mm-dd`) in the configured
 * regions; what is there already is left alone. None for other layouts. Throws TrailError("configuration") where no
 * regions are configured. https://docs.aws.amazon.com/athena/latest/ug/alter-table-add-partition.html
 */
export function addPartitions(place: TablePlace, days: readonly string[]): readonly string[] {
  if (place.layout !== "region-ymd") return [];
  if (place.regions.length === 0) {
    throw new TrailError("configuration", "Partitions are added by region: list the regions under `regions`.");
  }
  return placedTables(place).flatMap((table) => statements(table, days));
}

function statements(table: PlacedTable, days: readonly string[]): readonly string[] {
  const clauses = table.regions.flatMap((region) => days.map((day) => clause(table, region, day)));
  const head = `ALTER TABLE ${table.name} ADD IF NOT EXISTS`;
  const found: string[] = [];
  let current = head;
  for (const text of clauses) {
    if (current !== head && current.length + text.length > LONGEST) {
      found.push(`${current};`);
      current = head;
    }
    current += text;
  }
  return current === head ? found : [...found, `${current};`];
}

function clause({ logs, accounts }: PlacedTable, region: string, day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const values = { region, year, month, day: date };
  const named = Object.entries(values).map(([name, value]) => `${name} = ${literal(value)}`);
  const folder = `${logs}${accounts[0] ?? ""}/CloudTrail/${region}/${year}/${month}/${date}/`;
  return `\n  PARTITION (${named.join(", ")}) LOCATION ${literal(folder)}`;
}
