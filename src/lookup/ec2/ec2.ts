import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientSettings, renewing, type AwsSettings } from "../../aws/connection.ts";

/** What EC2 tells of an instance or an interface. */
export interface Told {
  readonly id: string;
  /** The account that it belongs to, or null. */
  readonly owner: string | null;
  /** What EC2 names with it, as it stands in the answer; not held to any grammar yet. */
  readonly related: readonly string[];
}

/** The calls to EC2 that Trail makes, and no others. Each throws what the SDK throws. */
export interface Ec2 {
  /** The region that the environment or the profile names. Throws where none does. */
  home(): Promise<string>;
  /** Those of at most 50 instances that are known in a region; one that ended lately comes with nothing that belongs to it. */
  instances(region: string, ids: readonly string[], signal: AbortSignal): Promise<readonly Told[]>;
  /** The same for network interfaces. */
  interfaces(region: string, ids: readonly string[], signal: AbortSignal): Promise<readonly Told[]>;
  close(): void;
}

/** The SDK's clients, one for each region that is asked, made as those of other services are. */
export function connectEc2(settings: AwsSettings): Ec2 {
  const { call, close } = renewing(() => makeClients(settings));
  return {
    home: () => call(({ home }) => home.config.region()),
    instances: (region, ids, signal) =>
      call(async ({ in: client }) => {
        // An unknown id in a filter is no error, in which the known ones would be lost.
        const command = new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [...ids] }] });
        const { Reservations: reservations = [] } = await client(region).send(command, { abortSignal: signal });
        return reservations.flatMap(({ OwnerId: owner = null, Instances: instances = [] }) =>
          instances.map(({ InstanceId: id = "", SecurityGroups: groups = [], NetworkInterfaces: interfaces = [] }) => ({
            id,
            owner,
            related: named([
              ...groups.map(({ GroupId: group }) => group),
              ...interfaces.flatMap(({ NetworkInterfaceId: own, Groups: put = [] }) => [
                own,
                ...put.map(({ GroupId: group }) => group),
              ]),
            ]),
          })),
        );
      }),
    interfaces: (region, ids, signal) =>
      call(async ({ in: client }) => {
        const filters = [{ Name: "network-interface-id", Values: [...ids] }];
        const command = new DescribeNetworkInterfacesCommand({ Filters: filters });
        const { NetworkInterfaces: interfaces = [] } = await client(region).send(command, { abortSignal: signal });
        return interfaces.map(
          ({ NetworkInterfaceId: id = "", OwnerId: owner = null, Groups: groups = [], Attachment }) => ({
            id,
            owner,
            related: named([Attachment?.InstanceId, ...groups.map(({ GroupId: group }) => group)]),
          }),
        );
      }),
    close,
  };
}

interface Clients {
  readonly home: EC2Client;
  readonly in: (region: string) => EC2Client;
  close(): void;
}

function makeClients(settings: AwsSettings): Clients {
  const shared = clientSettings(settings);
  const home = new EC2Client(shared);
  const regional = new Map<string, EC2Client>();
  return {
    home,
    in(region) {
      const client = regional.get(region) ?? new EC2Client({ ...shared, region });
      regional.set(region, client);
      return client;
    },
    close() {
      for (const client of [home, ...regional.values()]) client.destroy();
    },
  };
}

function named(ids: readonly (string | undefined)[]): readonly string[] {
  return ids.filter((id) => id !== undefined);
}
