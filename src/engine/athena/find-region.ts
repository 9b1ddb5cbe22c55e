import { AthenaClient } from "@aws-sdk/client-athena";

/** The region that the SDK finds in the environment and the shared files of AWS, without a call; null: none. */
export async function findRegion(): Promise<string | null> {
  const client = new AthenaClient({});
  try {
    return await client.config.region();
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}
