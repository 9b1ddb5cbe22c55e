import type { Instant } from "../../clock.ts";
import { BASE_EVENTS, layOver, type TestEvent } from "./base-events.ts";

/** Events of other people about other things, of every shape, at the given time. None names what a test asks about. */
export function otherEvents(time: Instant): readonly TestEvent[] {
  const mallory = {
    userIdentity: {
      userName: "noisy-nora",
      arn: "arn:aws:iam::111122223333:user/noisy-nora",
      principalId: "AIDANOISE",
      accessKeyId: "AKIANOISENOISENOISE1",
    },
    sourceIPAddress: "192.0.2.200",
  };
  const events: readonly (readonly [string, TestEvent])[] = [
    ["plain", { eventName: "DescribeSecurityGroups", readOnly: true }],
    ["plain", { eventName: "CreateVolume", responseElements: { volumeId: "vol-0c0ffee0c0ffee000" } }],
    ["plain", { eventName: "TagResource", eventSource: "lambda.amazonaws.com", requestParameters: null }],
    ["plain", { eventName: "PutObject", eventSource: "s3.amazonaws.com", requestParameters: "text and no object" }],
    [
      "plain",
      {
        eventName: "StartInstances",
        errorCode: "Client.IncorrectInstanceState",
        requestParameters: { instancesSet: {} },
      },
    ],
  ];
  return events.map(([base, event], index) =>
    layOver(BASE_EVENTS[base] ?? {}, { eventTime: time, eventID: `noise-other-${index}` }, mallory, event),
  );
}

/** Events that services made for themselves, as they are most of any log. */
export function serviceEvents(time: Instant): readonly TestEvent[] {
  const events: readonly TestEvent[] = [
    { eventName: "AssumeRole", eventSource: "sts.amazonaws.com", readOnly: true },
    { eventName: "Decrypt", eventSource: "kms.amazonaws.com", readOnly: true },
    {
      eventName: "PutObject",
      eventSource: "s3.amazonaws.com",
      errorCode: "AccessDenied",
      errorMessage: "Access Denied",
    },
    { eventName: "CreateLogStream", eventSource: "logs.amazonaws.com" },
  ];
  return events.map((event, index) =>
    layOver(BASE_EVENTS["service"] ?? {}, { eventTime: time, eventID: `noise-service-${index}` }, event),
  );
}
