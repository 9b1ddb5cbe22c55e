import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import { createAttachments } from "../../../src/report/attachments/attach.ts";
import { iamActions } from "../../../src/report/attachments/iam-actions.ts";

function attached(name: string, rows: readonly Row[], missing = ""): readonly { name: string; text: string }[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)).filter((column) => column !== missing));
  const fold = createAttachments(
    [name],
    [...names].map((column) => ({ name: column, type: "varchar" })),
  );
  rows.forEach((row) => fold.row(row));
  return fold.end();
}

describe("iam-policy", () => {
  it("allows what succeeded, a statement for each service, each action once", () => {
    const [policy] = attached("iam-policy", [
      { eventsource: "s3.amazonaws.com", eventname: "ListBuckets", granted_calls: 2 },
      { eventsource: "ec2.amazonaws.com", eventname: "StopInstances", granted_calls: 1 },
      { eventsource: "s3.amazonaws.com", eventname: "HeadObject", granted_calls: 1 },
      { eventsource: "s3.amazonaws.com", eventname: "GetObject", granted_calls: 1 },
      { eventsource: "iam.amazonaws.com", eventname: "CreateUser", granted_calls: 0 },
    ]);
    expect(policy?.name).toBe("policy.json");
    expect(JSON.parse(policy?.text ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "UsedEc2", Effect: "Allow", Action: ["ec2:StopInstances"], Resource: "*" },
        { Sid: "UsedS3", Effect: "Allow", Action: ["s3:GetObject", "s3:ListAllMyBuckets"], Resource: "*" },
      ],
    });
  });

  it("is not made of nothing", () => {
    const row = { eventsource: "iam.amazonaws.com", eventname: "CreateUser", granted_calls: 0 };
    expect(attached("iam-policy", [row])).toEqual([]);
    expect(attached("iam-policy", [{ ...row, granted_calls: 1 }], "granted_calls")).toEqual([]);
  });

  it.each([
    ["lambda.amazonaws.com", "UpdateFunctionCode20150331v2", ["lambda:UpdateFunctionCode"]],
    ["lambda.amazonaws.com", "Invoke", ["lambda:InvokeFunction"]],
    ["cloudfront.amazonaws.com", "CreateDistribution2020_05_31", ["cloudfront:CreateDistribution"]],
    ["monitoring.amazonaws.com", "PutMetricAlarm", ["cloudwatch:PutMetricAlarm"]],
    ["email.amazonaws.com", "SendEmail", ["ses:SendEmail"]],
    ["s3.amazonaws.com", "CopyObject", ["s3:GetObject", "s3:PutObject"]],
    ["sts.amazonaws.com", "GetCallerIdentity", []],
    ["signin.amazonaws.com", "ConsoleLogin", []],
    ["s3.amazonaws.com", "REST.GET.OBJECT", []],
    ['evil"*', "x", []],
  ])("%s %s", (source, name, actions) => expect(iamActions(source, name)).toEqual(actions));
});

describe("event-record", () => {
  it("is the event as CloudTrail wrote it, without its neighbours", () => {
    const [record] = attached("event-record", [
      {
        part: "the event",
        eventid: "e1",
        eventname: "RunInstances",
        user_type: "AssumedRole",
        issuer_name: "App",
        requestparameters: '{"instanceType":"t3.micro"}',
        responseelements: null,
        readonly: "false",
        user_name: "",
      },
      { part: "same session", eventid: "e2", eventname: "Other", requestparameters: "{}" },
    ]);
    expect(JSON.parse(record?.text ?? "")).toEqual({
      userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { userName: "App" } } },
      eventName: "RunInstances",
      eventID: "e1",
      readOnly: false,
      requestParameters: { instanceType: "t3.micro" },
    });
  });

  it("keeps text that is no JSON, and makes a list of several", () => {
    const event = { part: "the event", eventid: "e1", requestparameters: "{broken" };
    const [record] = attached("event-record", [event, { ...event, eventid: "e2" }]);
    expect(JSON.parse(record?.text ?? "")).toEqual([
      { eventID: "e1", requestParameters: "{broken" },
      { eventID: "e2", requestParameters: "{broken" },
    ]);
  });
});

it("an attachment that there is not is an error", () => {
  expect(() => createAttachments(["poem"], [])).toThrow(/no attachment called "poem"/);
});
