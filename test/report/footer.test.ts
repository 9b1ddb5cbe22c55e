import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/report/footer.ts";
import type { Outcome, ReportAbout } from "../../src/report/report.ts";
import { bytesInWords, counted, durationInWords, listed, priceInWords } from "../../src/report/words.ts";
import { ABOUT, COVERAGE, OUTCOME, reportOf, row } from "./about.ts";

const footer = (about: Partial<ReportAbout> = {}, outcome: Partial<Outcome> = {}): readonly string[] =>
  reportOf([row(), row({ hidden: "read" })], about, outcome).footer;
const text = (...given: Parameters<typeof footer>): string => footer(...given).join("\n");

describe("the footer", () => {
  it("names window, logs, rows and cost", () => {
    expect(footer()).toEqual([
      'Window: 2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC (2026-11-19 00:00:00 to 2026-11-20 00:00:00 Europe/Berlin), "yesterday".',
      "Logs: account prod (111122223333); us-east-1; 1 day; 96 files; logs until 2026-11-20T12:00:00Z.",
      "Rows: 1 shown; 1 read not shown.",
      `Read 812 kB, no charge, DuckDB, SQL ${fingerprint("SELECT 1")}.`,
    ]);
  });

  it("says a window in UTC once", () => {
    expect(footer({ window: { ...ABOUT.window, zone: "UTC" } })[0]).toBe(
      'Window: 2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC, "yesterday".',
    );
  });

  it.each([
    ["2026-11-19T23:00:00Z", true],
    ["2026-11-19T23:14:59Z", true],
    ["2026-11-19T23:15:00Z", false],
  ])("fault 142: asked at %s: the last minutes may be missing is %j", (now, said) => {
    expect(text({ now }).includes("the last minutes may be missing")).toBe(said);
  });

  it("fault 142: says so where the logs end before the window", () => {
    const coverage = { ...COVERAGE, logsUntil: "2026-11-19T22:50:00Z" };
    expect(text({}, { coverage })).toContain(
      "The logs end 2026-11-19 22:50:00 UTC, before the window does: the last minutes may be missing.",
    );
  });

  it("says when files were counted in a sample, or could not be counted in time", () => {
    expect(text({}, { coverage: { ...COVERAGE, files: 12_345, isSampled: true } })).toContain("about 12,345 files");
    expect(text({}, { coverage: { ...COVERAGE, files: null, isSampled: true } })).toContain(
      "more files than could be counted",
    );
  });

  it("says what is not known", () => {
    const coverage = { ...COVERAGE, accounts: [], regions: [], files: null, logsUntil: null };
    expect(text({}, { coverage })).toContain(
      "Logs: accounts unknown; regions unknown; 1 day; files unknown (they can't be listed); newest log unknown.",
    );
    expect(
      text({}, { coverage: { ...COVERAGE, accounts: [], regions: [], files: 2, days: 0, logsUntil: null } }),
    ).toContain("Logs: accounts unknown; regions unknown; days unknown; 2 files; newest log unknown.");
    expect(text({}, { coverage: { ...COVERAGE, files: 0, days: 0 } })).toContain(
      "Logs: none for this window; logs until",
    );
  });

  it("names three files that were not read and counts the rest, and tells of repairs, gaps and notes", () => {
    const skippedFiles = [1, 2, 3, 4, 5].map((n) => ({ file: `f${n}.gz`, reason: n === 1 ? "is\ncut" : "is no gzip" }));
    const coverage = { ...COVERAGE, skippedFiles, repairedRecords: 2, missing: ["no files for 2026-11-18"] };
    const lines = text({ notes: ["I read sg1 as sg-1."] }, { coverage });
    expect(lines).toContain("2 records held broken text");
    expect(lines).toContain(
      "Not read, or only in part: f1.gz (is⏎cut), f2.gz (is no gzip), f3.gz (is no gzip) and 2 more files.",
    );
    expect(lines).toContain("Missing: no files for 2026-11-18.");
    expect(lines).toContain("I read sg1 as sg-1.");
  });

  it("shows a note with all the ids that it names", () => {
    const ids = Array.from({ length: 20 }, (_, n) => `eni-0123456789abcde${String(n).padStart(2, "0")}`).join(", ");
    expect(text({ notes: [`Searched as well: ${ids}.`] })).toContain(`Searched as well: ${ids}.`);
  });

  it("tells of cut rows, price and a result used again", () => {
    const executions = [{ ...OUTCOME.executions[0]!, reusedFrom: "2026-11-20T11:55:00Z" }];
    const lines = text({ engine: "athena" }, { truncated: true, price: 0.2749, scannedBytes: 55e9, executions });
    expect(lines).toContain("Cut at the engine's limit of rows: there are more.");
    expect(lines).toMatch(
      /Read 55\.0 GB, \$0\.27, Athena, SQL [0-9a-f]{12}, result of 2026-11-20 11:55:00 UTC used again\./,
    );
  });

  it("fingerprints SQL by the first 12 digits of its SHA-256", () => {
    expect(fingerprint("SELECT 1")).toBe("e004ebd5b553");
  });
});

describe("words", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [812_345, "812 kB"],
    [99_960, "100 kB"],
    [1.3e9, "1.3 GB"],
    [999_999, "1000 kB"],
  ])("%d bytes are %s", (bytes, words) => expect(bytesInWords(bytes)).toBe(words));

  it.each([
    [0, "no charge"],
    [0.00005, "under $0.01"],
    [0.01, "$0.01"],
    [12, "$12.00"],
  ])("%d dollars are %s", (dollars, words) => expect(priceInWords(dollars)).toBe(words));

  it.each([
    [30_000, "30 s"],
    [41 * 60_000 + 59_000, "41 min"],
    [3_600_000, "1 h"],
    [11_100_000, "3 h 5 min"],
    [26 * 3_600_000, "1 d 2 h"],
  ])("%d ms are %s", (ms, words) => expect(durationInWords(ms)).toBe(words));

  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["1", "2", "3", "4", "5", "6", "7"], "1, 2, 3, 4, 5 and 2 more"],
  ])("%j is %s", (items, words) => expect(listed(items)).toBe(words));

  it("counts", () => {
    expect([counted(1, "row"), counted(1234, "row"), counted(0, "entry", "entries")]).toEqual([
      "1 row",
      "1,234 rows",
      "0 entries",
    ]);
  });
});
