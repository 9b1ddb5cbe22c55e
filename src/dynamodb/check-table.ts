import type { TableDescription } from "@aws-sdk/client-dynamodb";
import { ok, wrong, type Check } from "../engine/check.ts";
import { TrailError, reasonOf } from "../errors.ts";
import { EXPIRES, TABLE } from "./table-definition.ts";
import { isPassing, tableFaultInWords } from "./table-fault.ts";
import type { Table } from "./table.ts";

/**
 * Refuses a store whose table is not there, is another one's or may not be used, with TrailError("configuration"). What
 * passes by itself, such as a DynamoDB that is away, is no reason.
 */
export async function refuseWithoutTable(table: Table, name: string): Promise<void> {
  const refused = (why: string, cause?: unknown): TrailError =>
    new TrailError("configuration", `The table ${name} of the store cannot be used: ${why}.`, { cause });
  try {
    const fault = shapeFault(await table.description());
    if (fault !== null) throw refused(fault);
  } catch (cause) {
    if (cause instanceof TrailError) throw cause;
    if (!isPassing(cause)) throw refused(tableFaultInWords(cause), cause);
  }
}

/** Whether the table is there, of the right shape, drops what is too old, and may be used. It changes nothing in it. */
export async function* checkTable(table: Table, name: string): AsyncGenerator<Check> {
  const what = `table ${name}`;
  try {
    const description = await table.description();
    const fault = shapeFault(description);
    yield fault === null ? ok(what, shapeInWords(description)) : wrong(what, fault);
    if (fault !== null) return;
    const attribute = await table.timeToLive();
    yield attribute === EXPIRES ? ok(`${what}, time to live`, `drops what is too old, by ${EXPIRES}`) : noExpiry(what);
  } catch (cause) {
    yield wrong(what, `${tableFaultInWords(cause)} (${reasonOf(cause)})`);
    return;
  }
  yield await checkRights(table, `${what}, rights`);
}

/** Why a table is not the one of a store, or null. */
function shapeFault({ TableStatus, KeySchema = [], GlobalSecondaryIndexes = [] }: TableDescription): string | null {
  const remedy = "./trail setup store prints how to make it";
  if (TableStatus !== "ACTIVE" && TableStatus !== "UPDATING")
    return `it is ${TableStatus ?? "in no state"}: look again in a minute`;
  if (keysOf({ KeySchema }) !== keysOf(TABLE))
    return `its keys are not pk and sk, so that it is another one: ${remedy}`;
  const indexes = TABLE.GlobalSecondaryIndexes.filter(
    (wanted) =>
      !GlobalSecondaryIndexes.some((one) => one.IndexName === wanted.IndexName && keysOf(one) === keysOf(wanted)),
  );
  if (indexes.length === 0) return null;
  return `it lacks the indexes ${indexes.map(({ IndexName }) => IndexName).join(", ")}: ${remedy}`;
}

interface Keys {
  readonly KeySchema?:
    | undefined
    | readonly {
        readonly AttributeName?: string | undefined;
        readonly KeyType?: string | undefined;
      }[];
}

function keysOf({ KeySchema = [] }: Keys): string {
  return KeySchema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`)
    .toSorted()
    .join(", ");
}

function shapeInWords({ BillingModeSummary, DeletionProtectionEnabled }: TableDescription): string {
  const billing = BillingModeSummary?.BillingMode === "PAY_PER_REQUEST" ? "billed by request" : "of a set capacity";
  const guard =
    DeletionProtectionEnabled === true
      ? "protected against deletion"
      : "not protected against deletion (./trail setup store prints how)";
  return `is there with its keys and indexes, ${billing}, ${guard}`;
}

function noExpiry(what: string): Check {
  return wrong(
    `${what}, time to live`,
    `is off, so that the table grows for ever: switch it on with the attribute ${EXPIRES}, as ./trail setup store prints it`,
  );
}

/** How long each call is tried, in milliseconds. */
const PATIENCE = 3_000;
/** A key under which nothing lies, and a condition that does not hold there. */
const NOBODY = { pk: "doctor", sk: "nobody" };
const NEVER = { is: { pk: "somebody" } };

async function checkRights(table: Table, what: string): Promise<Check> {
  const patient = table.within(PATIENCE);
  const tries: readonly (() => Promise<unknown>)[] = [
    () => patient.get(NOBODY),
    () => patient.getAll([NOBODY]),
    () => patient.put(NOBODY, NEVER),
    () => patient.change(NOBODY, { x: 1 }, NEVER),
    () => patient.remove(NOBODY),
    () =>
      patient
        .read({ of: ["pk", NOBODY.pk] })
        [Symbol.asyncIterator]()
        .next(),
    ...TABLE.GlobalSecondaryIndexes.map(
      ({ IndexName, KeySchema: [hash] }) =>
        () =>
          patient
            .read({ index: IndexName, of: [hash.AttributeName, NOBODY.pk], most: 1 })
            [Symbol.asyncIterator]()
            .next(),
    ),
  ];
  const faults = new Set<string>();
  for (const attempt of tries) {
    await attempt().catch((cause: unknown) => {
      const thrown = cause instanceof TrailError ? cause.cause : cause;
      faults.add(`${tableFaultInWords(thrown)} (${reasonOf(thrown)})`);
    });
  }
  return faults.size === 0 ? ok(what, "it may be read and written") : wrong(what, [...faults].join("; "));
}
