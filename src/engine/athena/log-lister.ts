import type { Clock } from "../../clock.ts";
import { deliveryOf, isLogName, isSiblingFolder } from "../log-place.ts";
import { s3Place, type Aws } from "./aws.ts";
import type { FolderSize, SizeLedger } from "./size-ledger.ts";

/** A folder of logs: the delivery days of one account and region lie below it. */
export interface RegionFolder {
  readonly account: string;
  readonly region: string;
  /** `s3://bucket/…/<account>/CloudTrail/<region>/`. */
  readonly prefix: string;
}

/** Looks into the bucket of logs, and remembers what cannot change. Throws what the SDK throws. */
export interface LogLister {
  /** The folders of all accounts and regions; those of the asked accounts alone where any are asked. */
  regionFolders(accounts: readonly string[]): Promise<readonly RegionFolder[]>;
  /** What is known of the given days' folders without asking S3. */
  known(prefixes: readonly string[]): ReadonlyMap<string, FolderSize>;
  /** Those of the given days (`yyyy-mm-dd`) that have a folder in a region: one look for each month. */
  existingDays(folder: RegionFolder, days: readonly string[]): Promise<readonly string[]>;
  /** The newest day folders (`yyyy-mm-dd`) among those of the given regions; none where they have no logs. */
  newestDays(
    folders: readonly RegionFolder[],
  ): Promise<readonly { readonly folder: RegionFolder; readonly day: string }[]>;
  /** Lists one day's folder, or gives what is known where it cannot have changed. */
  size(prefix: string): Promise<FolderSize>;
}

/** Accounts and regions come seldom. */
const CHILDREN_MS = 10 * 60_000;
/** A folder of today is listed again after this long. */
const FRESH_MS = 60_000;
/** After the end of its day a folder gets no more files: they are written to the folder of the day they are written on. */
const SETTLED_MS = 3_600_000;

/** The folder of a day `yyyy-mm-dd` below a region's. */
export function dayPrefix(folder: RegionFolder, day: string): string {
  return `${folder.prefix}${day.replaceAll("-", "/")}/`;
}

/** A lister below `logs` (`s3://bucket/[prefix/]AWSLogs/[o-…/]`). */
export function createLogLister(aws: Pick<Aws, "list">, logs: string, ledger: SizeLedger, clock: Clock): LogLister {
  const children = async (prefix: string): Promise<readonly string[]> => {
    const known = ledger.children(prefix);
    if (known !== null && clock.now() - known.listedAt < CHILDREN_MS) return known.names;
    const names: string[] = [];
    for await (const page of pages(aws, prefix, true)) {
      for (const { Prefix: below = "" } of page.CommonPrefixes ?? []) {
        names.push(below.slice(s3Place(prefix).key.length).replace(/\/$/, ""));
      }
    }
    ledger.noteChildren(prefix, names, clock.now());
    return names;
  };

  /** Accounts lie right below, or below an organization's id. */
  const accountPrefixes = async (prefix: string): Promise<readonly (readonly [account: string, prefix: string])[]> => {
    const names = await children(prefix);
    const accounts = names.filter((name) => /^\d{12}$/.test(name));
    const organizations = names.filter((name) => /^o-[a-z0-9]{10,32}$/.test(name));
    const below = await Promise.all(organizations.map((name) => accountPrefixes(`${prefix}${name}/`)));
    return [...accounts.map((name) => [name, `${prefix}${name}/CloudTrail/`] as const), ...below.flat()];
  };

  return {
    async regionFolders(accounts) {
      const all = await accountPrefixes(logs);
      const asked = accounts.length === 0 ? all : all.filter(([account]) => accounts.includes(account));
      const found = await Promise.all(
        asked.map(async ([account, prefix]) => {
          const regions = (await children(prefix)).filter((name) => !isSiblingFolder(name));
          return regions.map((region) => ({ account, region, prefix: `${prefix}${region}/` }));
        }),
      );
      return found.flat();
    },
    async existingDays(folder, days) {
      const months = [...Map.groupBy(days, (day) => day.slice(0, 7))];
      const found = await eachOf(months, async ([month, wanted]) => {
        const names = await children(`${folder.prefix}${month.replace("-", "/")}/`);
        return wanted.filter((day) => names.includes(day.slice(8)));
      });
      return found.flat();
    },
    async newestDays(folders) {
      let newest = folders.map((folder) => ({ folder, prefix: folder.prefix, day: "" }));
      for (const form of [/^\d{4}$/, /^\d\d$/, /^\d\d$/]) {
        const below = await eachOf(newest, async (at) => {
          const name = (await children(at.prefix))
            .filter((child) => form.test(child))
            .toSorted()
            .at(-1);
          return name === undefined
            ? []
            : [{ ...at, prefix: `${at.prefix}${name}/`, day: at.day === "" ? name : `${at.day}-${name}` }];
        });
        const last = below
          .flat()
          .map(({ day }) => day)
          .toSorted()
          .at(-1);
        newest = below.flat().filter(({ day }) => day === last);
      }
      return newest.map(({ folder, day }) => ({ folder, day }));
    },
    known: (prefixes) =>
      new Map([...ledger.sizes(prefixes)].filter(([prefix, size]) => isCurrent(prefix, size, clock))),
    async size(prefix) {
      const known = ledger.sizes([prefix]).get(prefix);
      if (known !== undefined && isCurrent(prefix, known, clock)) return known;
      const listedAt = clock.now();
      let bytes = 0;
      let files = 0;
      let newest: string | null = null;
      for await (const page of pages(aws, prefix, false)) {
        for (const { Key: key = "", Size: size = 0 } of page.Contents ?? []) {
          const name = key.slice(key.lastIndexOf("/") + 1);
          if (!isLogName(name)) continue;
          bytes += size;
          files++;
          const stamp = deliveryOf(name);
          if (stamp !== null && (newest === null || stamp > newest)) newest = stamp;
        }
      }
      const size = { bytes, files, newest, listedAt };
      ledger.note(prefix, size);
      return size;
    },
  };
}

/** Calls S3 makes at once. */
const AT_ONCE = 16;

async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}

async function* pages(
  aws: Pick<Aws, "list">,
  prefix: string,
  folders: boolean,
): AsyncGenerator<Awaited<ReturnType<Aws["list"]>>> {
  for (let token: string | undefined; ;) {
    const page = await aws.list(s3Place(prefix), { folders, ...(token === undefined ? {} : { token }) });
    yield page;
    if (page.IsTruncated !== true || page.NextContinuationToken === undefined) return;
    if (page.NextContinuationToken === token) throw new Error("S3 gave the same page of a listing again.");
    token = page.NextContinuationToken;
  }
}

function isCurrent(prefix: string, size: FolderSize, clock: Clock): boolean {
  const [, year, month, day] = /\/(\d{4})\/(\d\d)\/(\d\d)\/$/.exec(prefix) ?? [];
  const dayEnd = Date.parse(`${year ?? ""}-${month ?? ""}-${day ?? ""}T00:00:00Z`) + 86_400_000;
  return size.listedAt > dayEnd + SETTLED_MS || clock.now() - size.listedAt < FRESH_MS;
}
