import type { Readable } from "node:stream";
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type BatchGetQueryExecutionOutput,
  type GetQueryResultsOutput,
  type StartQueryExecutionInput,
  type TableMetadata,
  type WorkGroup,
} from "@aws-sdk/client-athena";
import { GetObjectCommand, ListObjectsV2Command, S3Client, type ListObjectsV2Output } from "@aws-sdk/client-s3";
import { createBreaker } from "../../aws/breaker.ts";
import { clientSettings, renewing, type AwsSettings } from "../../aws/connection.ts";
import type { Clock } from "../../clock.ts";

/** The calls to AWS that Trail makes, and no others; each throws what the SDK throws. */
export interface Aws {
  startQuery(input: StartQueryExecutionInput): Promise<string>;
  /** At most 50 ids. */
  queries(ids: readonly string[]): Promise<BatchGetQueryExecutionOutput>;
  stopQuery(id: string): Promise<void>;
  resultPage(id: string, page: { readonly token?: string; readonly most: number }): Promise<GetQueryResultsOutput>;
  workgroup(name: string): Promise<WorkGroup>;
  table(database: string, table: string): Promise<TableMetadata>;
  /** One page of keys; with a delimiter `/` the folders right below. */
  list(place: S3Place, options: { readonly token?: string; readonly folders: boolean }): Promise<ListObjectsV2Output>;
  /** An object's bytes from an offset on, and when it was written. */
  object(place: S3Place, from: number): Promise<{ readonly body: Readable; readonly written: Date | null }>;
  close(): void;
}

/** A bucket, and a key or the beginning of one. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** The place that `s3://bucket/key` names. */
export function s3Place(url: string): S3Place {
  const [bucket = "", ...rest] = url.replace(/^s3:\/\//, "").split("/");
  return { bucket, key: rest.join("/") };
}

/**
 * The SDK's clients, with its own way to find credentials and regions. Honours HTTPS_PROXY and NO_PROXY, and takes S3
 * paths in path style where another endpoint is named. Credentials that have run out are looked for once more. While
 * Athena is away it is called once a minute at most; S3 has no such breaker, since rows are read on with patience of their own.
 */
export function connectAws(settings: AwsSettings, clock: Clock): Aws {
  const { call, close } = renewing(() => makeClients(settings));
  const unlessAway = createBreaker(clock);
  const asked = <T>(work: (athena: AthenaClient) => Promise<T>): Promise<T> =>
    unlessAway(() => call(({ athena }) => work(athena)));
  return {
    startQuery: (input) =>
      asked(async (athena) => (await athena.send(new StartQueryExecutionCommand(input))).QueryExecutionId ?? ""),
    queries: (ids) =>
      asked((athena) => athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids] }))),
    stopQuery: (id) =>
      asked(async (athena) => void (await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id })))),
    resultPage: (id, { token, most }) =>
      asked((athena) =>
        athena.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token, MaxResults: most })),
      ),
    workgroup: (name) =>
      asked(async (athena) => {
        const { WorkGroup: found } = await athena.send(new GetWorkGroupCommand({ WorkGroup: name }));
        return found ?? { Name: name };
      }),
    table: (database, table) =>
      asked(async (athena) => {
        const { TableMetadata: found } = await athena.send(
          new GetTableMetadataCommand({ CatalogName: "AwsDataCatalog", DatabaseName: database, TableName: table }),
        );
        return found ?? { Name: table };
      }),
    list: ({ bucket, key }, { token, folders }) =>
      call(({ s3 }) =>
        s3.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: key,
            ContinuationToken: token,
            ...(folders ? { Delimiter: "/" } : {}),
          }),
        ),
      ),
    object: ({ bucket, key }, from) =>
      call(async ({ s3 }) => {
        const range = from === 0 ? {} : { Range: `bytes=${from}-` };
        const { Body: body, LastModified: written } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...range }),
        );
        if (!isReadable(body)) throw new Error("The object came without a body.");
        return { body, written: written ?? null };
      }),
    close,
  };
}

interface Clients {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
  close(): void;
}

function makeClients(settings: AwsSettings): Clients {
  const { environment, client = {} } = settings;
  const shared = clientSettings(settings);
  const athena = new AthenaClient(shared);
  const endpoint = client.endpoint ?? environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] ?? "";
  // The bucket of logs may lie in another region than the workgroup.
  const s3 = new S3Client({ ...shared, forcePathStyle: endpoint !== "", followRegionRedirects: true });
  return {
    athena,
    s3,
    close() {
      athena.destroy();
      s3.destroy();
    },
  };
}

function isReadable(body: unknown): body is Readable {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body && "pipe" in body;
}
