import type { Clock } from "../../clock.ts";
import type { Coverage, Estimate, Span, Statement } from "../engine.ts";
import { missingLogs } from "../missing-logs.ts";
import { regionFolders } from "../scope.ts";
import type { LogLister } from "./log-lister.ts";
import { priceOf } from "./price.ts";
import type { ReadableTable } from "./relation.ts";
import { projectionGaps } from "./projection-gaps.ts";
import type { SizeLedger } from "./size-ledger.ts";
import { surveyLogs, type Survey } from "./survey.ts";
import type { Tables } from "./tables.ts";

/** How much statements read, and which logs there were for them: from the sizes of the files in the bucket of logs. */
export interface Sizing {
  /** The surveys of a statement's spans: asked window, then baseline. Null where the logs cannot be listed. */
  survey(statement: Statement, tables: readonly ReadableTable[]): Promise<readonly Survey[] | null>;
  estimate(tables: readonly ReadableTable[], surveys: readonly Survey[] | null): Omit<Estimate, "priceLimit">;
  /** Which logs there were, and what the tables leave out of them. `scannedBytes` is null for a result that was given again. */
  coverage(
    statement: Statement,
    tables: readonly ReadableTable[],
    surveys: readonly Survey[] | null,
    scannedBytes: number | null,
    configured: Pick<Tables, "without">,
  ): Coverage;
  /** Remembers what a full scan took, for tables that have no partitions. */
  noteScan(tables: readonly ReadableTable[], bytes: number): void;
  close(): void;
}

export interface SizingParts {
  /** Null: the configuration does not say where the logs are. */
  readonly lister: LogLister | null;
  readonly ledger: SizeLedger;
  readonly clock: Clock;
  readonly dollarsPerTB: number;
  /** Told once when the logs cannot be listed. */
  readonly trouble: (cause: unknown) => void;
}

/** How long an estimate looks, in milliseconds, so that it is there within two seconds. */
const PATIENCE_MS = 1900;

export function createSizing({ lister, ledger, clock, dollarsPerTB, trouble }: SizingParts): Sizing {
  let hasFailed = false;
  return {
    async survey(statement, tables) {
      if (lister === null) return null;
      const scope = surveyScope(statement, tables);
      const spans = statement.before === null ? [statement.window] : [statement.window, statement.before];
      try {
        return await Promise.all(spans.map((span) => surveyLogs(lister, span, scope, clock, PATIENCE_MS)));
      } catch (cause) {
        if (!hasFailed) trouble(cause);
        hasFailed = true;
        return null;
      }
    },

    estimate(tables, surveys) {
      const full = tables.every(isAlwaysWhole) ? ledger.lastScan(scanName(tables)) : null;
      if (full !== null) return { bytes: full, files: null, price: price(full), exact: false, atLeast: false };
      if (surveys === null) return { bytes: null, files: null, price: null, exact: false, atLeast: false };
      const bytes = sum(surveys.map(estimatedBytes));
      const isSampled = surveys.some(({ unseen }) => unseen > 0);
      return {
        bytes,
        files: isSampled ? null : sum(surveys.map(fileCount)),
        price: price(bytes),
        exact: !isSampled && !tables.some(isAlwaysWhole),
        atLeast: surveys.some(({ ranOut }) => ranOut) || tables.some(isAlwaysWhole),
      };
    },

    coverage(statement, tables, surveys, scannedBytes, configured) {
      const missing = [...lackingColumns(tables), ...withoutTable(configured.without(statement.accounts))];
      const [asked, ...baselines] = surveys ?? [];
      if (asked === undefined) return { ...UNKNOWN, missing };
      const found = filled(asked);
      const all = [asked, ...baselines];
      return {
        accounts: distinct(found.map(({ account }) => account)),
        regions: distinct(found.map(({ region }) => region)),
        days: distinct(found.map(({ day }) => day)).length,
        files: asked.ranOut ? null : Math.round(sum(all.map((survey) => fileCount(survey) * scaleOf(survey)))),
        isSampled: all.some(({ unseen }) => unseen > 0),
        logsUntil: asked.newest,
        skippedFiles: [],
        repairedRecords: 0,
        missing: [
          ...missing,
          ...projectionGaps(statement, statement.window, tables, found),
          ...unreadPartitions(all, scannedBytes),
          ...gaps(statement, statement.window, asked),
          ...baselines.flatMap((baseline) =>
            gaps(statement, statement.before ?? statement.window, baseline).map((what) => `${what} (baseline)`),
          ),
        ],
      };
    },

    noteScan(tables, bytes) {
      if (tables.every(isAlwaysWhole)) ledger.noteScan(scanName(tables), bytes);
    },
    close: () => ledger.close(),
  };

  function price(bytes: number): number {
    return priceOf(bytes, dollarsPerTB);
  }
}

const UNKNOWN: Coverage = {
  accounts: [],
  regions: [],
  days: 0,
  files: null,
  isSampled: false,
  logsUntil: null,
  skippedFiles: [],
  repairedRecords: 0,
  missing: [],
};

/** Columns whose absence changes what an answer can say. */
const TELLING =
  /^(error|readonly$|requestparameters$|responseelements$|additionaleventdata$|serviceeventdetails$|resource_arns$|invoked_by$|user_|issuer_name$|access_key_id$|sourceipaddress$)/;
/** Of the bytes in the folders, how many a query reads at least if no partition is missing: today's folder grows meanwhile. */
const LEAST_SHARE = 0.8;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const distinct = (items: readonly string[]): string[] => [...new Set(items)].toSorted();
const filled = ({ folders }: Survey): Survey["folders"] => folders.filter(({ files }) => files > 0);
const fileCount = (survey: Survey): number => sum(survey.folders.map(({ files }) => files));
/** A table without partition columns is read whole, whatever is asked. */
const isAlwaysWhole = ({ roles }: ReadableTable): boolean => Object.keys(roles).length === 0;
const scanName = (tables: readonly ReadableTable[]): string =>
  tables.map(({ shape }) => `${shape.database}.${shape.table}`).join(" ");

/** What was seen stands for what was not, unless the time was too short to take a fair sample. */
function scaleOf({ folders, unseen, ranOut }: Survey): number {
  return ranOut || folders.length === 0 ? 1 : (folders.length + unseen) / folders.length;
}

function estimatedBytes(survey: Survey): number {
  return Math.round(sum(survey.folders.map(({ bytes }) => bytes)) * scaleOf(survey));
}

/** Tables of one account, or of one region, limit what is looked at as much as the question does. */
function surveyScope(
  statement: Statement,
  tables: readonly ReadableTable[],
): { accounts: readonly string[]; regions: readonly string[] } {
  const own = tables.map(({ account, shape }) => account ?? shape.account);
  const accounts = own.every((account) => account !== null) ? distinct(own.filter((account) => account !== null)) : [];
  const regions = tables.map(({ shape }) => shape.region);
  const asked = regionFolders(statement);
  const limited = regions.every((region) => region !== null)
    ? distinct(regions.filter((region) => region !== null))
    : [];
  return {
    accounts: both(statement.accounts, accounts),
    regions: both(asked, limited),
  };
}

/** What both lists allow, each allowing all where it is empty. */
function both(one: readonly string[], other: readonly string[]): readonly string[] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  return one.filter((item) => other.includes(item));
}

function lackingColumns(tables: readonly ReadableTable[]): string[] {
  const lacking = [...new Set(tables.flatMap(({ plain }) => plain.lacking))].filter((column) => TELLING.test(column));
  return lacking.length === 0 ? [] : [`the table has no ${lacking.join(", ")} (read as empty)`];
}

const withoutTable = (accounts: readonly string[]): string[] =>
  accounts.map((account) => `no table for account ${account}`);

/** A table without a partition for a folder reads nothing there, and says nothing. Fewer bytes than the files have tell of it. */
function unreadPartitions(surveys: readonly Survey[], scannedBytes: number | null): string[] {
  const there = sum(surveys.map((survey) => sum(survey.folders.map(({ bytes }) => bytes))));
  if (scannedBytes === null || there === 0 || scannedBytes >= there * LEAST_SHARE) return [];
  const share = Math.floor((100 * scannedBytes) / there);
  return [`the table reads only ${share} % of the logs in its folders: partitions are missing (./trail doctor)`];
}

/** Days without files; not said where not all folders were looked at. */
function gaps(statement: Statement, span: Span, survey: Survey): readonly string[] {
  if (survey.unseen > 0) return [];
  const found = filled(survey);
  return missingLogs(statement, span, {
    accounts: distinct(found.map(({ account }) => account)),
    regions: distinct(found.map(({ region }) => region)),
    days: distinct(found.map(({ day }) => day)),
    loose: false,
  });
}
