import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { storeStatements } from "./dynamodb/store-statements.ts";
import { addPartitions } from "./engine/athena/setup/add-partitions.ts";
import { archivePolicies } from "./engine/athena/setup/archive-policies.ts";
import { botPolicy } from "./engine/athena/setup/bot-policy.ts";
import { UNKNOWN_ACCOUNT, type RolePlace } from "./engine/athena/setup/role-place.ts";
import { tableDdl } from "./engine/athena/setup/table-ddl.ts";
import type { TablePlace } from "./engine/athena/setup/table-place.ts";
import { daysFrom } from "./engine/scope.ts";
import { TrailError } from "./errors.ts";
import { queueOf } from "./open-queue.ts";
import { tableOf } from "./open-table.ts";
import { config } from "./open-trail.ts";
import { queueArn } from "./queue/queue-place.ts";
import { manifestText } from "./slack/manifest.ts";
import type { Setups } from "./terminal/setup-command.ts";

/** What the table of a store is called where none is configured yet. */
const TABLE_NAME = "trail";
/** CloudTrail logs are seldom older than this where a new table is made. */
const YEARS_BACK = 3;

/** What `./trail setup` prints for the configuration at hand. Makes no call to AWS. */
export function createSetups(environment: Readonly<Record<string, string | undefined>>): Setups {
  const home = environment["AWS_REGION"] || environment["AWS_DEFAULT_REGION"] || "us-east-1";
  return {
    async table({ days, since }) {
      const settings = await config();
      const today = dayBack(0);
      const year = Number(today.slice(0, 4)) - YEARS_BACK;
      const place = tablePlace(settings, since ?? `${year}-01-01`);
      const partitions = addPartitions(place, daysFrom(dayBack(days - 1), today));
      const head = "-- Paste each statement into Athena, in the workgroup's region.\n";
      const more =
        partitions.length === 0
          ? ""
          : `\n-- Each day needs a partition of its own: run this daily, or choose a layout with projection.\n${partitions.join("\n\n")}\n`;
      return `${head}${tableDdl(place).join("\n\n")}\n${more}`;
    },

    async role({ account, role }) {
      const settings = await config();
      const { athena, features } = settings;
      const queue = queueOf(settings);
      const table = tableOf(settings);
      const place: RolePlace = {
        ...athena,
        tables: athena.tables.map(({ table }) => table),
        awsRegion: home,
        account,
        role,
        hasEc2: features.ec2,
        queue: queue === null ? null : queueArn(queue, home),
        store: table === null ? [] : storeStatements({ name: table, region: home, account }),
      };
      return drawPolicies(place);
    },

    async manifest({ url }) {
      const { features, alerts } = await config();
      return manifestText({
        history: features.history,
        email: features.email,
        watch: alerts.watch.length > 0,
        requestUrl: url,
      });
    },

    async queue() {
      const place = queueOf(await config());
      if (place === null) {
        throw new TrailError(
          "configuration",
          "No queue is configured: set alerts.queue to the address that it will have, such as https://sqs.us-east-1.amazonaws.com/111122223333/trail-alerts, and alerts.channel.",
        );
      }
      const { queueSetup } = await import("./queue/setup-queue.ts");
      return queueSetup(place, home);
    },

    async store({ account }) {
      const { storeSetup } = await import("./dynamodb/setup-store.ts");
      return storeSetup({ name: tableOf(await config()) ?? TABLE_NAME, region: home, account });
    },
  };
}

function dayBack(days: number): string {
  return new Date(systemClock.now() - days * 86_400_000).toISOString().slice(0, 10);
}

function tablePlace({ athena, accounts, regions }: Config, since: string): TablePlace {
  const { database, tables, layout, logs } = athena;
  return {
    database,
    tables,
    layout,
    logs,
    accounts: Object.keys(accounts),
    regions,
    since: since.replaceAll("-", "/"),
  };
}

const EC2_REASON =
  "# LookUpInstances: features.ec2 is on, EC2 is asked what belongs to an instance. AWS takes no narrower resource for these two.";

const QUEUE_REASON = "# Alerts: alerts.queue is set, the bot reads that queue and deletes what it has shown.";

const STORE_REASON =
  "# Store…: store.kind is dynamodb, the bot keeps its questions there, and may neither change nor delete its audit.";

function drawPolicies(place: RolePlace): string {
  const { bucket, key, lakeFormation } = archivePolicies(place);
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  const replace = place.account === null ? ` Replace ${UNKNOWN_ACCOUNT} (or give --account).` : "";
  return [
    `# The policy of the role ${place.role}, in the account in which the bot runs.`,
    ...(place.hasEc2 ? [EC2_REASON] : []),
    ...(place.queue === null ? [] : [QUEUE_REASON]),
    ...(place.store.length === 0 ? [] : [STORE_REASON]),
    json(botPolicy(place)),
    `# Where the logs lie in another account (a log archive), the statements for the policy of their bucket.${replace}`,
    json(bucket),
    "# If the logs are encrypted with a key of KMS, the statement for the policy of that key.",
    json(key),
    "# Where Lake Formation governs the table, the grants, by its administrator.",
    ...lakeFormation,
    "",
  ].join("\n");
}
