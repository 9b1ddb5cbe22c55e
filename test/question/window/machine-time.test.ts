import { describe, expect, it } from "vitest";
import { MONDAY, windowOf, written } from "./reference.ts";

describe("Grafana, Kibana, Loki and Splunk", () => {
  it.each([
    ["now-12h", "2016-11-07T04:12 .. now"],
    ["now/d", "2016-11-07T00:00 .. now"],
    ["now-1d/d to now-1d/d", "2016-11-06T00:00 .. 2016-11-07T00:00"],
    ["now-6h to now-2h", "2016-11-07T10:12 .. 2016-11-07T14:12"],
    ["now-7d/d to now/d", "2016-10-31T00:00 .. now"],
    ["now/w", "2016-11-07T00:00 .. now"],
    ["now-1M/M to now-1M/M", "2016-10-01T00:00 .. 2016-11-01T00:00"],
    ["now-1w/w to now-1w/w", "2016-10-31T00:00 .. 2016-11-07T00:00"],
    ["now-1d to now-1h", "2016-11-06T16:12 .. 2016-11-07T15:12"],
    ["12h", "2016-11-07T04:12 .. now"],
    ["2h30m", "2016-11-07T13:42 .. now"],
    ["7d", "2016-10-31T16:12 .. now"],
    ["1w", "2016-10-31T16:12 .. now"],
    ["1M", "2016-10-07T16:12 .. now"],
    ["90s", "2016-11-07T16:10:30 .. now"],
    ["-12h@h", "2016-11-07T04:00 .. now"],
    ["-1d@d", "2016-11-06T00:00 .. now"],
    ["@h", "2016-11-07T16:00 .. now"],
    ["@mon", "2016-11-01T00:00 .. now"],
    ["@y", "2016-01-01T00:00 .. now"],
    ["@w1", "2016-11-07T00:00 .. now"],
    ["earliest=-1d@d latest=@d", "2016-11-06T00:00 .. 2016-11-07T00:00"],
    ["earliest=-24h", "2016-11-06T16:12 .. now"],
    ["earliest=-7d@d latest=now", "2016-10-31T00:00 .. now"],
    ["-1mon@mon", "2016-10-01T00:00 .. now"],
    ["10/19/2016:12:30:00", "about 2016-10-19T12:30"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
