import { describe, expect, it } from "vitest";
import type { Row } from "../../src/engine/engine.ts";
import { createMoments } from "../../src/report/moments.ts";
import { shownColumns } from "../../src/report/shown-columns.ts";
import type { Report } from "../../src/report/report.ts";
import { COLUMNS, reportOf, row } from "./about.ts";

const ALERT = { at: "2026-11-19T13:40:00Z", title: "web-1-cpu-high" };
const WITH_LATER = [...COLUMNS, { name: "seconds_later", type: "bigint" as const }];

const at = (time: string, seconds_later = 0, parts: Row = {}): Row =>
  row({ eventtime: `2026-11-19T${time}Z`, seconds_later, ...parts });

/** The rows of the table as `time later who what`. */
function drawn(report: Report, count = 20): readonly string[] {
  const columns = shownColumns(report, count, "UTC", createMoments("UTC"));
  const names = ["eventtime", "seconds_later", "actor", "eventname"];
  const wanted = names.flatMap((name) => columns.filter((column) => column.name === name));
  return (wanted[0]?.cells ?? []).map((_, index) => wanted.map(({ cells }) => cells[index]).join(" "));
}

describe("an alert among events", () => {
  it("stands in its place, with the minutes to the change before it and from it to the next", () => {
    const rows = [at("13:03:00"), at("13:07:00", 240), at("13:50:00", 2580)];
    const report = reportOf(rows, { alert: ALERT, columns: WITH_LATER });
    expect(drawn(report)).toEqual([
      "11-19 13:03:00  alice AuthorizeSecurityGroupIngress",
      "11-19 13:07:00 +4 min alice AuthorizeSecurityGroupIngress",
      "11-19 13:40:00 +33 min  ALERT",
      "11-19 13:50:00 +10 min alice AuthorizeSecurityGroupIngress",
    ]);
    expect(report.headline).toBe(
      "3 changes to sg-1 by alice. The alert came 33 min after the last of them before it, AuthorizeSecurityGroupIngress by alice.",
    );
    expect(report.rowCount).toBe(3);
    expect(report.rows).toHaveLength(3);
  });

  it("stands in its place where the newest come first too", () => {
    const report = reportOf([at("13:50:00"), at("13:07:00"), at("13:03:00")], { alert: ALERT });
    expect(drawn(report).map((line) => line.slice(6, 14))).toEqual(["13:50:00", "13:40:00", "13:07:00", "13:03:00"]);
    expect(report.headline).toContain("The alert came 33 min after");
  });

  it("is last or first where all came before or after it", () => {
    expect(drawn(reportOf([at("13:03:00"), at("13:07:00")], { alert: ALERT })).at(-1)).toContain("ALERT");
    const after = reportOf([at("13:50:00"), at("13:55:00")], { alert: ALERT });
    expect(drawn(after)[0]).toContain("ALERT");
    expect(after.headline).toBe("2 changes to sg-1 by alice.");
  });

  it("is not drawn where its place lies behind what is shown, and its sentence knows it all the same", () => {
    const rows = [at("13:01:00"), at("13:02:00"), at("13:03:00")];
    const report = reportOf(rows, { alert: ALERT });
    expect(drawn(report, 2)).toHaveLength(2);
    expect(report.headline).toContain("37 min after");
  });

  it("does not stand among rows that are no events, nor where nothing was found, nor where no alert is asked about", () => {
    expect(reportOf([{ actor: "alice", calls: 3 }], { isList: false, alert: ALERT }).alert).toBeNull();
    expect(drawn(reportOf([], { alert: ALERT }))).toEqual([]);
    expect(reportOf([at("13:03:00")]).alert).toBeNull();
  });

  it("fault 165: shows its title as text", () => {
    const report = reportOf([at("13:03:00")], { alert: { ...ALERT, title: "<!here>\u001b[31m\u202e" } });
    const detail = shownColumns(report, 20, "UTC", createMoments("UTC")).find(({ name }) => name === "detail");
    for (const hidden of ["\u001b", "\u202e"]) expect(detail?.cells.join("")).not.toContain(hidden);
  });
});
