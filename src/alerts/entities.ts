import { recognise } from "../question/entities/recognise.ts";
import { accepts } from "../question/entities/grammar.ts";
import { kindOfAwsId } from "../question/entities/aws-prefix.ts";
import type { EntityType } from "../question/entities/entity.ts";

/** What an alert names, each value in the form in which a question takes it. */
export interface AlertEntities {
  /** Ids, ARNs and names of things, with what an id names ("security group"), or null. */
  readonly resources: readonly { readonly id: string; readonly kind: string | null }[];
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly accessKeys: readonly string[];
  readonly addresses: readonly string[];
  readonly buckets: readonly string[];
  /** KMS keys. */
  readonly keys: readonly string[];
  readonly secrets: readonly string[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Addresses of pages, as they were written: nothing of Trail's opens one. */
  readonly links: readonly string[];
}

/** Collects what an alert names; a value that does not fit the grammar of its type is left out. */
export interface EntityFold {
  add(type: EntityType, ...values: readonly (string | null | undefined)[]): void;
  link(url: string): void;
  /** Everything so far. */
  end(): AlertEntities;
}

/** More of one sort are of no use to anybody who has to choose. */
const MOST = 20;

export function createEntityFold(): EntityFold {
  const found = new Map<string, Set<string>>();
  const put = (shelf: string, value: string): void => {
    const values = found.get(shelf) ?? new Set();
    if (values.size < MOST) values.add(value);
    found.set(shelf, values);
  };
  const all = (shelf: string): readonly string[] => [...(found.get(shelf) ?? [])];
  return {
    add(type, ...values) {
      for (const value of values) {
        const held = accepts(type, value ?? "");
        if (held.ok) put(type, held.value);
      }
    },
    link: (url) => put("link", url.slice(0, 2000)),
    end: () => ({
      resources: all("resource").map((id) => ({ id, kind: kindOf(id) })),
      users: all("user"),
      roles: all("role"),
      accessKeys: all("access-key"),
      addresses: all("ip"),
      buckets: all("bucket"),
      keys: all("key"),
      secrets: all("secret"),
      accounts: all("account"),
      regions: all("region"),
      links: all("link"),
    }),
  };
}

const ARN_ID = /^arn:aws[a-z-]*:(?:ec2:[a-z0-9-]*:\d{12}:[a-z-]+\/(.+)|s3:::([^/]+).*)$/i;

/** What the things of an ARN are called by: the id of EC2's, the name of a bucket; others by all of it. */
function bareName(name: string): string {
  const [, id, bucket] = ARN_ID.exec(name) ?? [];
  return id ?? bucket ?? name;
}

function kindOf(id: string): string | null {
  return kindOfAwsId(bareName(id));
}

/** Adds an ARN, or an id, as what its own form says that it is. */
export function addNamed(fold: EntityFold, ...names: readonly (string | null | undefined)[]): void {
  for (const name of names) {
    const [type] = recognise(name ?? "")?.types ?? [];
    if (type === undefined || name === null || name === undefined) continue;
    fold.add(type, bareName(name));
    const [, region, account] = /^arn:aws[a-z-]*:[a-z0-9-]*:([a-z0-9-]*):(\d{12}):/i.exec(name) ?? [];
    fold.add("account", account);
    fold.add("region", region);
  }
}
