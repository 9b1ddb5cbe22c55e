import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { AthenaClientConfig } from "@aws-sdk/client-athena";
import { NodeHttpHandler, type NodeHttpHandlerOptions } from "@smithy/node-http-handler";
import { awsFaultKind } from "./aws-fault.ts";

/** How AWS is reached, the same for every service. */
export interface AwsSettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls to one service at once. */
  readonly connections: number;
  /** How often a call is made at most before its fault is told. */
  readonly attempts: number;
  /** Told of each call, and then of the Date of its answer. */
  readonly dated?: (() => (date: string | null) => void) | undefined;
  /** Region, credentials and endpoint of the clients; left out: as the SDK finds them in the environment. */
  readonly client?: Pick<AthenaClientConfig, "region" | "credentials"> & { readonly endpoint?: string };
}

/** Milliseconds to a connection, and without a byte, after which a call is made again. */
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

/** What a client of the SDK is made with: HTTPS_PROXY and NO_PROXY hold, and connections are kept. */
export function clientSettings({
  environment,
  connections,
  attempts,
  dated,
  client = {},
}: AwsSettings): ClientSettings {
  const agent = { keepAlive: true, maxSockets: connections, proxyEnv: environment };
  const options = {
    connectionTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  };
  const requestHandler = new DatedHandler(options, dated);
  return { ...client, requestHandler, maxAttempts: attempts };
}

type ClientSettings = NonNullable<AwsSettings["client"]> & {
  readonly requestHandler: NodeHttpHandler;
  readonly maxAttempts: number;
};

/** Tells the date of every answer, of refusals too. */
class DatedHandler extends NodeHttpHandler {
  private readonly dated: AwsSettings["dated"];

  constructor(options: NodeHttpHandlerOptions, dated: AwsSettings["dated"]) {
    super(options);
    this.dated = dated;
  }

  override async handle(...call: Parameters<NodeHttpHandler["handle"]>): ReturnType<NodeHttpHandler["handle"]> {
    const answered = this.dated?.();
    const result = await super.handle(...call);
    answered?.(result.response.headers["date"] ?? null);
    return result;
  }
}

/** Clients that are made anew when their credentials have run out. */
export interface Renewing<Clients> {
  /** Makes a call; where the credentials have run out it is made once more, with clients that look for new ones. */
  readonly call: <T>(work: (clients: Clients) => Promise<T>) => Promise<T>;
  readonly close: () => void;
}

/** Clients that are made by `make`, at first and whenever credentials have run out; old ones end with their last call. */
export function renewing<Clients extends { close(): void }>(make: () => Clients): Renewing<Clients> {
  let now = { clients: make(), calls: 0 };

  const made = async <T>(by: typeof now, work: (clients: Clients) => Promise<T>): Promise<T> => {
    by.calls++;
    try {
      return await work(by.clients);
    } finally {
      by.calls--;
      if (by !== now && by.calls === 0) by.clients.close();
    }
  };

  return {
    async call(work) {
      const mine = now;
      try {
        return await made(mine, work);
      } catch (cause) {
        if (awsFaultKind(cause) !== "expired") throw cause;
        if (now === mine) {
          now = { clients: make(), calls: 0 };
          if (mine.calls === 0) mine.clients.close();
        }
        return made(now, work);
      }
    },
    close: () => now.clients.close(),
  };
}
