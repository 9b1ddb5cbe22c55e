import { describe, expect, it } from "vitest";
import { TrailError } from "../../../src/errors.ts";
import type { Row } from "../../../src/engine/engine.ts";
import { createFinder } from "../../../src/report/findings/find.ts";
import { canBeFound } from "../../../src/report/findings/finding.ts";
import { FINDINGS } from "../../../src/report/findings/registry.ts";
import { createMoments } from "../../../src/report/moments.ts";
import { COLUMNS, row } from "../about.ts";
import { found } from "./found.ts";

const at = (minute: number, changes: Row): Row =>
  row({ eventtime: `2026-11-19T13:${String(minute).padStart(2, "0")}:00Z`, eventid: `id-${minute}`, ...changes });

describe("root-used", () => {
  const root = { actor: "root", actor_kind: "root" };

  it("tells how often, what and from where", () => {
    const rows = [
      at(3, { ...root, eventname: "ConsoleLogin" }),
      at(5, { ...root, eventname: "ConsoleLogin" }),
      at(6, {}),
    ];
    expect(found("root-used", rows)).toEqual({
      name: "root-used",
      severity: "high",
      text: "The root user was used 2 times: ConsoleLogin, first on 2026-11-19 at 13:03 UTC from 198.51.100.7.",
      eventids: expect.arrayContaining(["id-3", "id-5"]),
    });
  });

  it("is less grave where it was only tried", () => {
    const finding = found("root-used", [at(3, { ...root, eventname: "ConsoleLogin", failed: 1 })]);
    expect(finding?.severity).toBe("medium");
    expect(finding?.text).toMatch(/^The root user was tried without success once: ConsoleLogin, first on/);
  });

  it.each([
    ["a service in its name", at(3, { ...root, via: "CloudFormation" })],
    ["a person", at(3, {})],
    ["a user called root", at(3, { actor: "root", actor_kind: "person" })],
  ])("does not count %s", (_, one) => {
    expect(found("root-used", [one])).toBeNull();
  });
});

describe("trail-tampering", () => {
  const stop = {
    eventname: "StopLogging",
    eventsource: "cloudtrail.amazonaws.com",
    requestparameters: '{"name":"main"}',
  };

  it.each([
    [stop, "high", "stopped a trail's logging (StopLogging of main)"],
    [{ eventname: "DeleteTrail", eventsource: "cloudtrail.amazonaws.com" }, "high", "deleted a trail (DeleteTrail)"],
    [
      { eventname: "UpdateTrail", eventsource: "cloudtrail.amazonaws.com" },
      "medium",
      "changed a trail's settings (UpdateTrail)",
    ],
    [
      { eventname: "PutEventSelectors", eventsource: "cloudtrail.amazonaws.com" },
      "medium",
      "changed what a trail records (PutEventSelectors)",
    ],
    [
      { eventname: "DeleteDetector", eventsource: "guardduty.amazonaws.com" },
      "high",
      "deleted a GuardDuty detector (DeleteDetector)",
    ],
    [
      {
        eventname: "UpdateDetector",
        eventsource: "guardduty.amazonaws.com",
        requestparameters: '{"detectorId":"d1","enable":false}',
      },
      "high",
      "disabled a GuardDuty detector (UpdateDetector of d1)",
    ],
    [
      { eventname: "StopConfigurationRecorder", eventsource: "config.amazonaws.com" },
      "high",
      "stopped the configuration recorder (StopConfigurationRecorder)",
    ],
    [{ eventname: "DeleteFlowLogs", eventsource: "ec2.amazonaws.com" }, "high", "deleted flow logs (DeleteFlowLogs)"],
    [
      { eventname: "DisableSecurityHub", eventsource: "securityhub.amazonaws.com" },
      "high",
      "disabled Security Hub (DisableSecurityHub)",
    ],
  ])("sees %j", (changes, severity, words) => {
    const finding = found("trail-tampering", [at(3, changes)]);
    expect(finding).toMatchObject({ severity, text: `alice ${words} on 2026-11-19 at 13:03 UTC.`, eventids: ["id-3"] });
  });

  it("says an attempt as an attempt", () => {
    const finding = found("trail-tampering", [at(3, { ...stop, errorcode: "AccessDenied", requestparameters: null })]);
    expect(finding).toMatchObject({
      severity: "medium",
      text: "alice tried to stop a trail's logging (StopLogging), which failed with AccessDenied, on 2026-11-19 at 13:03 UTC.",
    });
  });

  it("tells of the gravest and counts the others", () => {
    const rows = [
      at(1, { ...stop, errorcode: "AccessDenied" }),
      at(2, { ...stop, eventname: "UpdateTrail" }),
      at(3, stop),
    ];
    expect(found("trail-tampering", rows)?.text).toMatch(
      /^alice stopped .* at 13:03 UTC, and there are 2 more such calls\.$/,
    );
  });

  it.each([
    ["another service's call of that name", { ...stop, eventsource: "example.amazonaws.com" }],
    [
      "a detector that stays on",
      { eventname: "UpdateDetector", eventsource: "guardduty.amazonaws.com", requestparameters: '{"enable":true}' },
    ],
    ["a name from elsewhere", { eventname: "constructor", eventsource: "__proto__" }],
    ["a start", { ...stop, eventname: "StartLogging" }],
  ])("does not count %s", (_, changes) => {
    expect(found("trail-tampering", [at(3, changes)])).toBeNull();
  });
});

describe("changed-by-hand", () => {
  const hand = { sessioncredentialfromconsole: "true" };

  it("counts changes of console sessions and tells the last", () => {
    const rows = [at(3, hand), at(5, { ...hand, actor: "bob", eventname: "RunInstances" }), at(9, {})];
    const finding = found("changed-by-hand", rows.slice(0, 1));
    expect(finding).toMatchObject({
      severity: "low",
      text: "alice made 1 change by hand, AuthorizeSecurityGroupIngress on 2026-11-19 at 13:03 UTC.",
    });
    const all = createFinder(["changed-by-hand"], COLUMNS, { moments: createMoments("UTC") });
    rows.forEach((one) => all.shown(one));
    expect(all.end()[0]).toMatchObject({
      text: "alice and bob made 2 changes by hand, the last RunInstances on 2026-11-19 at 13:05 UTC.",
      eventids: ["id-3", "id-5"],
    });
  });

  it.each([
    ["what the intent says was not by hand", { ...hand, byhand: 0 }],
    ["reads", { ...hand, readonly: "true" }],
    ["rows marked as reads", { ...hand, readonly: null, hidden: "read" }],
    ["failed attempts", { ...hand, errorcode: "AccessDenied" }],
    ["code", { sessioncredentialfromconsole: null }],
  ])("does not count %s", (_, changes) => {
    expect(found("changed-by-hand", [at(3, changes)])).toBeNull();
  });

  it("follows the intent's own column", () => {
    expect(found("changed-by-hand", [at(3, { byhand: 1 })])).not.toBeNull();
  });
});

describe("the registry", () => {
  it("makes no finding from columns that can't show it", () => {
    const few = [{ name: "actor", type: "varchar" as const }];
    for (const [name, kind] of Object.entries(FINDINGS)) {
      expect(canBeFound(kind, COLUMNS), name).toBe(true);
      expect(canBeFound(kind, few), name).toBe(false);
    }
    const finder = createFinder(Object.keys(FINDINGS), few, { moments: createMoments("UTC") });
    finder.shown({ actor: "root" });
    expect(finder.end()).toEqual([]);
  });

  it.each(["no-such", "constructor"])("refuses the unknown name %s", (name) => {
    const make = () => createFinder([name], COLUMNS, { moments: createMoments("UTC") });
    expect(make).toThrow(TrailError);
    expect(make).toThrow(/Take one of: opened-to-world/);
  });

  it("gives the most severe first", () => {
    const finder = createFinder(["changed-by-hand", "root-used"], COLUMNS, { moments: createMoments("UTC") });
    finder.shown(at(3, { actor: "root", actor_kind: "root", sessioncredentialfromconsole: "true" }));
    expect(finder.end().map(({ severity }) => severity)).toEqual(["high", "low"]);
  });
});

it("counts what a ranking has drawn together, from its first time on", () => {
  const ranked = {
    actor: "root",
    actor_kind: "root",
    eventname: "CreateUser",
    calls: 12,
    first_seen: "2026-11-20T09:00:00Z",
    last_seen: "2026-11-20T11:00:00Z",
  };
  const fold = FINDINGS["root-used"]?.create({ moments: createMoments("UTC") });
  fold?.row(ranked);
  expect(fold?.end()?.text).toBe("The root user was used 12 times: CreateUser, first on 2026-11-20 at 09:00 UTC.");
});
