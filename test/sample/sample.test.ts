import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_ACCOUNTS, writeSample } from "../../src/sample/sample.ts";
import { STORIES } from "../../src/sample/stories.ts";
import { filesIn, recordsIn, type Found } from "./reading.ts";

const TODAY = { today: "2026-11-20", zone: "Europe/Berlin" };
const PROD = "111122223333";

let base: string;
let folder: string;
let found: Found[];

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "trail-sample-"));
  folder = join(base, "logs");
  await writeSample(folder, TODAY);
  found = recordsIn(folder);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

function digestOf(root: string): string {
  const hash = createHash("sha256");
  for (const file of filesIn(root)) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

const uniqueOf = (all: readonly Found[]): Found[] => [...new Map(all.map((one) => [one.record.eventID, one])).values()];

describe("the same sample", () => {
  it.each([
    TODAY,
    { today: "2026-11-02", zone: "America/New_York" },
    { today: "2026-01-01", zone: "Pacific/Kiritimati" },
  ])("comes out alike twice for $today in $zone", async (options) => {
    const [one, two] = [join(base, `one-${options.today}`), join(base, `two-${options.today}`)];
    await Promise.all([writeSample(one, options), writeSample(two, options)]);
    expect(digestOf(one)).toBe(digestOf(two));
  });

  it("differs from day to day and from zone to zone", async () => {
    const digests = [digestOf(folder)];
    for (const options of [
      { ...TODAY, today: "2026-11-21" },
      { ...TODAY, zone: "UTC" },
    ]) {
      const other = join(base, `other-${options.today}-${options.zone}`);
      await writeSample(other, options);
      digests.push(digestOf(other));
    }
    expect(new Set(digests).size).toBe(3);
  });
});

describe("the folder", () => {
  it("is laid out as CloudTrail lays out a bucket", () => {
    const stray = filesIn(folder).filter((file) => !file.includes("/CloudTrail-Digest/") && file !== ".sample.json");
    for (const file of stray) {
      const match =
        /^AWSLogs\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/\1_CloudTrail_\2_\3\4\5T\d{4}Z_[A-Z0-9]{16}\.json\.gz$/.exec(
          file,
        );
      expect(match, file).not.toBeNull();
      expect(Object.keys(SAMPLE_ACCOUNTS)).toContain(match?.[1]);
    }
  });

  it("has one digest for each account beside the logs", () => {
    const digests = filesIn(folder).filter((file) => file.includes("/CloudTrail-Digest/"));
    expect(digests.map((file) => file.split("/")[1])).toEqual(Object.keys(SAMPLE_ACCOUNTS).toSorted());
  });

  it("is left as it is when it is complete", async () => {
    const [file] = filesIn(folder);
    const before = statSync(join(folder, file ?? "")).mtimeMs;
    await writeSample(folder, TODAY);
    expect(statSync(join(folder, file ?? "")).mtimeMs).toBe(before);
  });

  it("leaves nothing beside it", () => {
    expect(readdirSync(base).filter((name) => name.includes("writing"))).toEqual([]);
  });

  it("is made with the folders above it, and taken when it is there but empty", async () => {
    const [deep, empty] = [join(base, "a", "b", "logs"), join(base, "empty")];
    mkdirSync(empty);
    await writeSample(deep, TODAY);
    await writeSample(empty, TODAY);
    expect([digestOf(deep), digestOf(empty)]).toEqual([digestOf(folder), digestOf(folder)]);
  });

  it("is not touched when something else is in it", async () => {
    const taken = join(base, "taken");
    const notes = join(taken, "notes.txt");
    mkdirSync(taken);
    writeFileSync(notes, "mine");
    for (const target of [taken, notes]) {
      await expect(writeSample(target, TODAY)).rejects.toThrow(/holds other files/);
    }
    expect([readdirSync(taken), readFileSync(notes, "utf8")]).toEqual([["notes.txt"], "mine"]);
  });

  it("gives way to the sample of another day", async () => {
    const again = join(base, "again");
    await writeSample(again, { ...TODAY, today: "2026-11-19" });
    await writeSample(again, TODAY);
    expect(digestOf(again)).toBe(digestOf(folder));
  });

  it("can be written by several at once", async () => {
    const shared = join(base, "shared");
    await Promise.all([writeSample(shared, TODAY), writeSample(shared, TODAY), writeSample(shared, TODAY)]);
    expect(digestOf(shared)).toBe(digestOf(folder));
  });

  it.each([
    { today: "2026-13-01", zone: "UTC" },
    { today: "2026-11-20", zone: "Mars/Olympus" },
  ])("is refused for $today in $zone", async (options) => {
    await expect(writeSample(join(base, "never"), options)).rejects.toThrow(RangeError);
  });
});

describe("the events", () => {
  it("are about ten thousand in about three hundred files", () => {
    expect(found.length).toBeGreaterThan(8500);
    expect(found.length).toBeLessThan(12_000);
    expect(filesIn(folder).length).toBeLessThan(450);
  });

  it("are made by services four times in five", () => {
    const made = uniqueOf(found).filter(({ record: { userIdentity } }) => {
      const { type, invokedBy } = userIdentity;
      return type === undefined || type === "AWSService" || invokedBy !== undefined;
    });
    expect(made.length / uniqueOf(found).length).toBeGreaterThan(0.74);
    expect(made.length / uniqueOf(found).length).toBeLessThan(0.86);
  });

  it("stand twice where prod's second trail covers them: its region and the global services", () => {
    const rows = found.filter(({ record }) => record.recipientAccountId === PROD);
    const repeated = rows.length - uniqueOf(rows).length;
    expect(repeated / rows.length).toBeGreaterThan(0.15);
    expect(repeated / rows.length).toBeLessThan(0.25);
    const astray = rows.filter(({ file, record }) => !file.includes(`/CloudTrail/${record.awsRegion}/`));
    expect(astray.length).toBeGreaterThan(20);
    for (const { file, record } of astray) {
      expect([file.includes("/eu-central-1/"), record.awsRegion]).toEqual([true, "us-east-1"]);
    }
    const copies = Map.groupBy(rows, ({ record }) => record.eventID);
    for (const twins of copies.values()) expect(new Set(twins.map(({ file }) => file)).size).toBe(twins.length);
  });

  it("of one id are one event in all accounts but prod", () => {
    const rows = found.filter(({ record }) => record.recipientAccountId !== PROD);
    expect(uniqueOf(rows).length).toBe(rows.length);
  });

  it("come minutes before their file, a few of them on the day before it", () => {
    const lags = found
      .map(({ file, record }) => deliveryOf(file) - Date.parse(record.eventTime))
      .toSorted((one, other) => one - other);
    const median = (lags[Math.floor(lags.length / 2)] ?? 0) / 60_000;
    expect(median).toBeGreaterThan(2.5);
    expect(median).toBeLessThan(4.5);
    expect(lags[0]).toBeGreaterThan(-60_000);
    expect(lags.at(-1)).toBeLessThan(15 * 60_000);
    const late = found.filter(({ file, record }) => !file.includes(record.eventTime.slice(0, 10).replaceAll("-", "/")));
    expect(late.length / found.length).toBeGreaterThan(0.002);
    expect(late.length / found.length).toBeLessThan(0.05);
  });

  it("of global services are recorded in us-east-1", () => {
    const globals = found.filter(({ record }) => /^(iam|signin)\./.test(record.eventSource));
    expect(new Set(globals.map(({ record }) => record.awsRegion))).toEqual(new Set(["us-east-1"]));
  });

  it("show every way of being denied, with no target where services keep it back", () => {
    const failed = found.map(({ record }) => record).filter(({ errorCode }) => errorCode !== undefined);
    const codes = new Set(failed.map(({ errorCode }) => errorCode));
    for (const code of ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation"]) {
      expect(codes).toContain(code);
    }
    for (const record of failed) {
      expect(record.responseElements).toBeNull();
      if (record.errorCode?.startsWith("AccessDenied")) {
        expect(record.requestParameters === null).toBe(record.eventSource !== "s3.amazonaws.com");
      }
    }
  });

  it("name only addresses and accounts that are set aside for examples", () => {
    const usual = /^(198\.51\.100|203\.0\.113|192\.0\.2|10\.\d+\.\d+)\.\d+$|^2001:db8:|\.amazonaws\.com$/;
    for (const { record } of found) expect(record.sourceIPAddress).toMatch(usual);
  });
});

describe("every record", () => {
  const texts = ["eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress"] as const;
  const more = ["userAgent", "eventID", "eventType", "recipientAccountId", "eventCategory"] as const;

  it("has the fields that CloudTrail writes", () => {
    const faulty = found.filter(
      ({ record }) =>
        ![...texts, ...more].every((field) => typeof record[field] === "string" && record[field] !== "") ||
        !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(record.eventTime) ||
        typeof record.readOnly !== "boolean" ||
        typeof record.userIdentity !== "object" ||
        !("requestParameters" in record && "responseElements" in record) ||
        record.managementEvent !== (record.eventCategory === "Management") ||
        // Sign-ins and what services report by themselves are no requests.
        (record.requestID === undefined) === (record.eventType === "AwsApiCall"),
    );
    expect(faulty).toEqual([]);
  });
});

describe("the stories", () => {
  it("have a title, questions and what to expect", () => {
    expect(STORIES).toHaveLength(4);
    for (const { title, questions, expectation } of STORIES) {
      expect([title, expectation].every((text) => text.length > 10)).toBe(true);
      expect(questions.length).toBeGreaterThan(1);
    }
  });
});

function deliveryOf(file: string): number {
  const [, year, month, day, hour, minute] = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/.exec(file) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
}
