import { describe, expect, it } from "vitest";
import { deliveryOf, isLogName, isSiblingFolder, placeOf } from "../../src/engine/log-place.ts";

describe("the place of a folder", () => {
  it.each([
    ["/logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20", "111122223333", "us-east-1", "2026-11-20"],
    [
      "/logs/prefix/deep/AWSLogs/o-abc123/111122223333/CloudTrail/eu-west-1/2026/11",
      "111122223333",
      "eu-west-1",
      "2026-11",
    ],
    ["/logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026", "111122223333", "us-east-1", "2026"],
    ["/logs/AWSLogs/111122223333/CloudTrail/us-gov-west-1", "111122223333", "us-gov-west-1", null],
    ["/logs/AWSLogs/111122223333/CloudTrail", "111122223333", null, null],
    ["/logs/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/11/20", null, null, null],
    [
      "/home/CloudTrail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20",
      "111122223333",
      "us-east-1",
      "2026-11-20",
    ],
    ["/home/CloudTrail/us-east-1/2026/11/20", null, null, null],
    ["/logs/AWSLogs/111122223333/CloudTrail/us-east-1/notayear/11/20", "111122223333", "us-east-1", null],
  ])("%s", (path, account, region, date) => {
    expect(placeOf(path.split("/"))).toEqual({ account, region, date });
  });
});

it.each([
  ["111122223333_CloudTrail_us-east-1_20261120T1005Z_abcdefghijklmnop.json.gz", true, "2026-11-20T10:05:00Z"],
  ["events.json", true, null],
  ["events.json.gz", true, null],
  ["111122223333_CloudTrail-Digest_us-east-1_trail_us-east-1_20261120T100500Z.json.gz", false, null],
  ["111122223333_CloudTrail-Insight_us-east-1_20261120T1005Z_abc.json.gz", false, null],
  [".sample.json", false, null],
  ["events.csv", false, null],
  ["events.json.gz.part", false, null],
])("the name %s", (name, isLog, delivered) => {
  expect(isLogName(name)).toBe(isLog);
  expect(deliveryOf(name)).toBe(delivered);
});

it("knows the folders that stand beside the logs", () => {
  expect(["CloudTrail-Digest", "CloudTrail-Insight", "CloudTrail", "Config"].filter(isSiblingFolder)).toEqual([
    "CloudTrail-Digest",
    "CloudTrail-Insight",
  ]);
});
