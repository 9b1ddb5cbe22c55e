import type { Instant } from "../clock.ts";

/**
 * Where a folder stands in the layout that CloudTrail writes to S3:
 * `AWSLogs/[organization/]<account>/CloudTrail/<region>/<yyyy>/<mm>/<dd>`. Null for what the path does not (yet) say.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export interface LogPlace {
  readonly account: string | null;
  readonly region: string | null;
  /** `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, as far as the path goes. A folder's day is the day of delivery. */
  readonly date: string | null;
}

const NOWHERE: LogPlace = { account: null, region: null, date: null };

/** Reads the place from a path's components, outermost first. A path outside the layout gives nulls. */
export function placeOf(components: readonly string[]): LogPlace {
  const at = components.lastIndexOf("CloudTrail");
  const account = components[at - 1] ?? "";
  if (at < 1 || !/^\d{12}$/.test(account)) return NOWHERE;
  const [region = null, year = "", month = "", day = ""] = components.slice(at + 1);
  const parts = [/^\d{4}$/.test(year) ? year : "", /^\d\d$/.test(month) ? month : "", /^\d\d$/.test(day) ? day : ""];
  const known = parts.slice(0, parts.indexOf("") === -1 ? 3 : parts.indexOf(""));
  return { account, region, date: known.length > 0 ? known.join("-") : null };
}

/** Siblings of `CloudTrail` in the layout that hold no log events. */
export function isSiblingFolder(name: string): boolean {
  return /^CloudTrail-(Digest|Insight|Aggregated)$/.test(name);
}

/** Log files by name, whatever the case of its ending; hidden files, digests and insights are not logs, wherever they lie. */
export function isLogName(name: string): boolean {
  return /^[^.].*\.json(\.gz)?$/is.test(name) && !/_CloudTrail-(Digest|Insight)_/.test(name);
}

/** Whether a log file is packed, by its name. */
export function isPackedName(name: string): boolean {
  return /\.gz$/i.test(name);
}

/** The delivery time that CloudTrail wrote into the name of a log file, or null for another name. */
export function deliveryOf(name: string): Instant | null {
  const stamp = /_CloudTrail_[a-z0-9-]+_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(name);
  return stamp ? `${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}:${stamp[5]}:00Z` : null;
}
