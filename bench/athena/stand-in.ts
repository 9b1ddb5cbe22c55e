import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Columns of the shipped list intents. */
export const COLUMNS = [
  "eventtime",
  "eventid",
  "actor",
  "via",
  "eventname",
  "detail",
  "errorcode",
  "errormessage",
  "sourceipaddress",
  "awsregion",
  "recipientaccountid",
  "eventsource",
  "useragent",
  "actor_kind",
  "sessioncredentialfromconsole",
  "responseelements",
  "hidden",
] as const;

/** A stand-in for Athena and S3 that runs no SQL: queries succeed when they are told to, with rows of its own making. */
export interface StandIn {
  readonly url: string;
  /** When each query was started and succeeded, by the id that its question is about (`sg-…`). */
  readonly succeeded: ReadonlyMap<string, number>;
  /** Times of the calls of an operation. */
  times(operation: string): readonly number[];
  close(): Promise<void>;
}

export interface StandInSettings {
  /** Milliseconds that the n-th query runs. */
  readonly runs: (nth: number) => number;
  /** Rows of each result. */
  readonly rows: number;
}

export async function startStandIn({ runs, rows }: StandInSettings): Promise<StandIn> {
  const queries = new Map<string, { readonly about: string; readonly endsAt: number }>();
  const succeeded = new Map<string, number>();
  const calls: { operation: string; at: number }[] = [];

  const answerOf = (operation: string, input: Record<string, unknown>): unknown => {
    switch (operation) {
      case "GetTableMetadata":
        return { TableMetadata: TABLE };
      case "StartQueryExecution": {
        const id = crypto.randomUUID();
        const about = /sg-[0-9a-f]+/.exec(JSON.stringify(input["ExecutionParameters"] ?? ""))?.[0] ?? id;
        const endsAt = Date.now() + runs(queries.size);
        queries.set(id, { about, endsAt });
        succeeded.set(about, endsAt);
        return { QueryExecutionId: id };
      }
      case "BatchGetQueryExecution": {
        const ids = Array.isArray(input["QueryExecutionIds"]) ? input["QueryExecutionIds"].map(String) : [];
        return { QueryExecutions: ids.map((id) => execution(id, queries.get(id)?.endsAt ?? 0)) };
      }
      case "GetQueryResults":
        return {
          ResultSet: {
            Rows: [],
            ResultSetMetadata: { ColumnInfo: COLUMNS.map((Name) => ({ Name, Type: "varchar" })) },
          },
        };
      default:
        return {};
    }
  };

  const server = createServer((request, response) => {
    const target = String(request.headers["x-amz-target"] ?? "").replace("AmazonAthena.", "");
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => {
      // Files that are sent here are dropped as they come.
      if (target !== "") chunks.push(chunk);
    });
    request.on("end", () => {
      if (target === "") {
        if (request.method === "POST") response.end();
        else void sendRows(response, rows);
        return;
      }
      calls.push({ operation: target, at: Date.now() });
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify(answerOf(target, JSON.parse(Buffer.concat(chunks).toString("utf8")))));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    succeeded,
    times: (operation) => calls.filter((call) => call.operation === operation).map(({ at }) => at),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const TABLE = {
  Name: "cloudtrail_logs",
  Columns: [
    "eventid",
    "eventtime",
    "eventname",
    "eventsource",
    "awsregion",
    "requestparameters",
    "recipientaccountid",
  ].map((Name) => ({ Name, Type: "string" })),
  PartitionKeys: ["account", "region", "day"].map((Name) => ({ Name, Type: "string" })),
};

function execution(id: string, endsAt: number): unknown {
  return {
    QueryExecutionId: id,
    Query: "SELECT",
    Status: { State: Date.now() >= endsAt ? "SUCCEEDED" : "RUNNING" },
    Statistics: { DataScannedInBytes: 1_000_000 },
    ResultConfiguration: { OutputLocation: `s3://results/${id}.csv` },
  };
}

/** About as long as rows of real logs are. */
const DETAIL = JSON.stringify({
  groupId: "sg-5887f224",
  ipPermissions: { items: [{ fromPort: 443, toPort: 443, text: "x".repeat(200) }] },
});

async function sendRows(response: ServerResponse, rows: number): Promise<void> {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  response.write(`${COLUMNS.map(quoted).join(",")}\n`);
  for (let at = 0; at < rows;) {
    let chunk = "";
    for (const until = Math.min(at + 500, rows); at < until; at++) {
      const values = [
        "2026-11-20T10:00:00Z",
        `event-${at}`,
        `user-${at % 50}`,
        "",
        "AuthorizeSecurityGroupIngress",
        DETAIL,
        null,
        null,
        "198.51.100.7",
        "us-east-1",
        "111122223333",
        "ec2.amazonaws.com",
        "aws-cli/2.31.1",
        "person",
        null,
        null,
        "",
      ];
      chunk += `${values.map((value) => (value === null ? "" : quoted(value))).join(",")}\n`;
    }
    if (!response.write(chunk)) await new Promise((done) => response.once("drain", done));
  }
  response.end();
}
