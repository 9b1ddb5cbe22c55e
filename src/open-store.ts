import { existsSync } from "node:fs";
import { join } from "node:path";
import { echoed, type AuditLog } from "./access/audit/audit-log.ts";
import { openSqliteAudit } from "./access/audit/sqlite-audit.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Table } from "./dynamodb/table.ts";
import { TrailError } from "./errors.ts";
import type { JobStore } from "./jobs/job-store.ts";
import { openSqliteStore } from "./jobs/sqlite-store.ts";
import { openTable, tableOf } from "./open-table.ts";
import type { Register } from "./register/register.ts";
import { openSqliteRegister } from "./register/sqlite-register.ts";

/** What outlives a process: in files of this machine, or in a table that several share. */
export interface OpenStore {
  readonly jobs: JobStore;
  readonly register: Register;
  readonly audit: AuditLog;
  close(): Promise<void>;
}

type Place = Pick<Config, "state" | "store">;

/** How a store is used. */
export interface StoreUse {
  /** How long a table keeps questions after their end, in milliseconds. */
  readonly keptMs: number;
  /** Where new records of the audit go as well, a line each; null: nowhere. */
  readonly line: ((text: string) => void) | null;
  /** Told of each call to AWS, and then of the Date of its answer. */
  readonly dated: () => (date: string | null) => void;
}

/**
 * Opens the store of a configuration. Throws TrailError("configuration") where a file cannot be opened, or the
 * table is not there or may not be used. A DynamoDB that is away is waited for by whoever uses it.
 */
export async function openStore(place: Place, use: StoreUse): Promise<OpenStore> {
  const name = tableOf(place);
  const { jobs, register, audit } = name === null ? inFiles(place.state) : await inTable(name, use);
  return {
    jobs,
    register,
    audit: use.line === null ? audit : echoed(audit, use.line),
    async close() {
      await jobs.close();
      await register.close();
      await audit.close();
    },
  };
}

/** The audit of a configuration, to be read. Throws TrailError("configuration") where no bot has written one there. */
export async function openAuditToRead(place: Place): Promise<AuditLog> {
  const name = tableOf(place);
  if (name !== null) return auditIn(await openTable(name));
  const file = auditFile(place.state);
  if (existsSync(file)) return openSqliteAudit(file);
  throw new TrailError(
    "configuration",
    `There is no audit in ${place.state}: a bot that was started there writes one. Set TRAIL_STATE to the bot's folder.`,
  );
}

type Parts = Omit<OpenStore, "close">;

function inFiles(state: string): Parts {
  return {
    jobs: openSqliteStore(join(state, "jobs.sqlite")),
    register: openSqliteRegister(join(state, "register.sqlite")),
    audit: openSqliteAudit(auditFile(state)),
  };
}

function auditFile(state: string): string {
  return join(state, "audit.sqlite");
}

async function inTable(name: string, { keptMs, dated }: StoreUse): Promise<Parts> {
  const { refuseWithoutTable } = await import("./dynamodb/check-table.ts");
  const { createDynamoDbStore } = await import("./jobs/dynamodb-store.ts");
  const { createDynamoDbRegister } = await import("./register/dynamodb-register.ts");
  const table = await openTable(name, dated);
  await refuseWithoutTable(table, name);
  return {
    jobs: createDynamoDbStore(table, { keptMs }),
    register: createDynamoDbRegister(table),
    audit: await auditIn(table),
  };
}

async function auditIn(table: Table): Promise<AuditLog> {
  const { createDynamoDbAudit } = await import("./access/audit/dynamodb-audit.ts");
  return createDynamoDbAudit(table, { clock: systemClock, random: Math.random });
}
