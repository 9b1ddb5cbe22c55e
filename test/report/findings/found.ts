import type { Row } from "../../../src/engine/engine.ts";
import type { Finding } from "../../../src/report/findings/finding.ts";
import { createFinder } from "../../../src/report/findings/find.ts";
import { createMoments } from "../../../src/report/moments.ts";
import { COLUMNS } from "../about.ts";

const EXTRA = ["failed", "byhand", "mfaused", "user_type", "issued_to", "target", "open_to"].map((name) => ({
  name,
  type: "varchar" as const,
}));

/** What one finding makes of the rows, in their order and in the opposite one, which must agree. */
export function found(name: string, rows: readonly Row[], zone = "UTC"): Finding | null {
  const [finding, reversed] = [rows, rows.toReversed()].map((ordered) => {
    const finder = createFinder([name], [...COLUMNS, ...EXTRA], { moments: createMoments(zone) });
    ordered.forEach((row) => finder.shown(row));
    return finder.end()[0] ?? null;
  });
  if (finding?.text !== reversed?.text) throw new Error(`order matters: ${finding?.text} / ${reversed?.text}`);
  return finding ?? null;
}
