import type { QueryExecution } from "@aws-sdk/client-athena";
import type { Clock } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import type { Engine, ExecutionState } from "../engine.ts";
import type { Aws } from "./aws.ts";
import { createPoller, hasEnded } from "./poller.ts";
import { priceOf } from "./price.ts";
import { queryFault } from "./query-fault.ts";
import { readResult } from "./read-result.ts";
import { athenaSql, type Known } from "./relation.ts";
import { toldAwsFault, type Trouble } from "./say-fault.ts";
import type { Sizing } from "./sizing.ts";
import { startInput, type StartSettings } from "./start-input.ts";
import type { Survey } from "./survey.ts";
import type { Tables } from "./tables.ts";

export interface AthenaSettings extends StartSettings {
  readonly aws: Aws;
  readonly tables: Tables;
  readonly sizing: Sizing;
  readonly known: Known;
  readonly dollarsPerTB: number;
  /** Most rows of a result; more are cut and said to be cut. */
  readonly mostRows: number;
  /** Queries outlive this process, since another one takes their jobs up; else they are stopped when the engine is closed. */
  readonly leaveRunning: boolean;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly trouble: Trouble;
}

/** An engine that can be put away. */
export interface AthenaEngine extends Engine {
  close(): Promise<void>;
}

const QUERY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Statements whose survey is remembered from their start to their rows. */
const SURVEYS_KEPT = 1000;

/**
 * Runs statements in Amazon Athena over whatever CloudTrail table there is. Executions are Athena's own and outlive this
 * process; a token stands for the same one for ever.
 */
export function createAthenaEngine(settings: AthenaSettings): AthenaEngine {
  const { aws, tables, sizing, trouble } = settings;
  const poller = createPoller(settings);
  /** What was there when a query was started, by its id. */
  const surveys = new Map<string, Promise<readonly Survey[] | null>>();
  const open = new Set<string>();

  const keepSurvey = (id: string, survey: Promise<readonly Survey[] | null>): void => {
    surveys.set(id, survey);
    const [oldest] = surveys.keys();
    if (surveys.size > SURVEYS_KEPT && oldest !== undefined) surveys.delete(oldest);
  };

  /** The workgroup's limit for one query, looked up once; null where there is none or it cannot be looked at. */
  let limit: Promise<number | null> | null = null;
  const bytesLimit = (): Promise<number | null> =>
    (limit ??= aws
      .workgroup(settings.workgroup)
      .then(({ Configuration }) => Configuration?.BytesScannedCutoffPerQuery ?? null)
      .catch(() => {
        limit = null;
        return null;
      }));

  const look = async (id: string): Promise<QueryExecution | null> => {
    if (!QUERY_ID.test(id)) return null;
    const found = await poller.look(id).catch((cause: unknown) => {
      throw toldAwsFault(cause, "look at the query", id, trouble);
    });
    if (found !== null && hasEnded(found)) open.delete(id);
    return found;
  };

  return {
    name: "athena",

    async estimate(statement) {
      const readable = await tables.readable(statement);
      const [survey, cutoff] = await Promise.all([sizing.survey(statement, readable), bytesLimit()]);
      const priceLimit = cutoff === null ? null : priceOf(cutoff, settings.dollarsPerTB);
      return { ...sizing.estimate(readable, survey), priceLimit };
    },

    async start(statement, token) {
      const readable = await tables.readable(statement);
      const sql = athenaSql(statement, readable, settings.known);
      const id = await aws.startQuery(startInput(statement, sql, token, settings)).catch((cause: unknown) => {
        throw toldAwsFault(cause, "start the query", token, trouble);
      });
      open.add(id);
      keepSurvey(id, sizing.survey(statement, readable));
      return id;
    },

    async status(ids) {
      const found = await Promise.all(ids.map(async (id) => [id, stateOf(await look(id))] as const));
      return new Map(found);
    },

    async rows(id, statement) {
      const done = await look(id);
      if (done === null) throw new TrailError("engine-internal", "Athena does not know this query: ask again.");
      if (done.Status?.State !== "SUCCEEDED") throw toldFault(done, trouble);
      const readable = await tables.readable(statement);
      const survey = await (surveys.get(id) ?? sizing.survey(statement, readable));
      const { written, ...result } = await readResult(done, settings);
      const wasReused = isReused(done);
      const scannedBytes = wasReused ? 0 : (done.Statistics?.DataScannedInBytes ?? 0);
      if (!wasReused) sizing.noteScan(readable, scannedBytes);
      return {
        ...result,
        execution: { id, sql: done.Query ?? "", values: statement.values, reusedFrom: wasReused ? written : null },
        coverage: sizing.coverage(statement, readable, survey, wasReused ? null : scannedBytes, tables),
        scannedBytes,
        price: wasReused ? 0 : priceOf(scannedBytes, settings.dollarsPerTB),
      };
    },

    async spent(ids) {
      const found = (await Promise.all(ids.map(look))).flatMap((one) => (one === null ? [] : [one]));
      const scans = found.filter((one) => !isReused(one)).map(({ Statistics }) => Statistics?.DataScannedInBytes ?? 0);
      return {
        bytes: scans.reduce((sum, bytes) => sum + bytes, 0),
        dollars: scans.reduce((sum, bytes) => sum + (bytes === 0 ? 0 : priceOf(bytes, settings.dollarsPerTB)), 0),
      };
    },

    async cancel(id) {
      if (QUERY_ID.test(id)) await poller.stop(id);
      open.delete(id);
    },

    async close() {
      if (!settings.leaveRunning) await Promise.all([...open].map((id) => aws.stopQuery(id).catch(() => undefined)));
      poller.close();
      sizing.close();
      aws.close();
    },
  };
}

/** Whether Athena gave an earlier result again, and scanned nothing. */
function isReused({ Statistics }: QueryExecution): boolean {
  return Statistics?.ResultReuseInformation?.ReusedPreviousResult === true;
}

function toldFault(done: QueryExecution, trouble: Trouble): TrailError {
  const fault = queryFault(done);
  trouble(fault.message, done.QueryExecutionId ?? "", fault.cause);
  return fault;
}

function stateOf(found: QueryExecution | null): ExecutionState {
  if (found === null) return "lost";
  switch (found.Status?.State) {
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
      return "failed";
    case "CANCELLED":
      return "cancelled";
    case "QUEUED":
      return "queued";
    case "RUNNING":
    case undefined:
      return "running";
  }
}
