import { describe, expect, it } from "vitest";
import { queueArn, queuePlace } from "../../src/queue/queue-place.ts";
import { queueSetup } from "../../src/queue/setup-queue.ts";

const URL = "https://sqs.eu-central-1.amazonaws.com/111122223333/trail-alerts";

function place(url = URL): NonNullable<ReturnType<typeof queuePlace>> {
  const found = queuePlace(url);
  if (found === null) throw new Error(`${url} is no queue.`);
  return found;
}

describe("the address of a queue", () => {
  it("names region, account and queue, and so its ARN", () => {
    expect(place()).toEqual({ url: URL, region: "eu-central-1", account: "111122223333", name: "trail-alerts" });
    expect(queueArn(place(), "us-east-1")).toBe("arn:aws:sqs:eu-central-1:111122223333:trail-alerts");
    expect(queueArn(place("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/a"), "us-east-1")).toMatch(
      /^arn:aws-cn:/,
    );
    expect(queueArn(place("http://127.0.0.1:4566/111122223333/a"), "us-east-1")).toBe(
      "arn:aws:sqs:us-east-1:111122223333:a",
    );
  });

  it.each([
    "http://sqs.eu-central-1.amazonaws.com/111122223333/trail-alerts",
    "https://evil.example/111122223333/trail-alerts",
    "https://sqs.eu-central-1.amazonaws.com@evil.example/111122223333/a",
    "https://sqs.eu-central-1.amazonaws.com.evil.example/111122223333/a",
    "https://sqs.eu-central-1.amazonaws.com/1111/a",
    "https://sqs.eu-central-1.amazonaws.com/111122223333/a.fifo",
    "http://169.254.169.254:80/111122223333/a",
    "arn:aws:sqs:eu-central-1:111122223333:a",
  ])("T21: is none: %s", (url) => expect(queuePlace(url)).toBeNull());
});

describe("./trail setup queue", () => {
  const text = queueSetup(place(), "us-east-1");

  it("names the queue, its policy for these rules and topics alone, the rules, and what the bot may do", () => {
    expect(text).toContain("aws sqs create-queue --region eu-central-1 --queue-name trail-alerts");
    const policies = [...text.matchAll(/^\{\n[\s\S]*?^\}$/gm)].map(([json]): unknown => JSON.parse(json));
    const arn = "arn:aws:sqs:eu-central-1:111122223333:trail-alerts";
    expect(policies).toEqual([
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "EventsOfTheseRules",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: arn,
            Condition: {
              ArnEquals: {
                "aws:SourceArn": ["trail-alarms", "trail-guardduty", "trail-security-hub", "trail-config"].map(
                  (name) => `arn:aws:events:eu-central-1:111122223333:rule/${name}`,
                ),
              },
            },
          },
          {
            Sid: "NotificationsOfTheseTopics",
            Effect: "Allow",
            Principal: { Service: "sns.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: arn,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-central-1:111122223333:trail-*" } },
          },
        ],
      },
      {
        Sid: "Alerts",
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: [arn],
      },
    ]);
  });

  it("puts a pattern and a target to each rule, as one word of a shell each", () => {
    const rules = [...text.matchAll(/^aws events put-rule .* --name ([a-z-]+) --event-pattern '([^']+)'$/gm)];
    const patterns = rules.map(([, name = "", pattern = ""]): unknown => [name, JSON.parse(pattern)]);
    expect(patterns).toMatchObject([
      ["trail-alarms", { source: ["aws.cloudwatch"] }],
      ["trail-guardduty", { source: ["aws.guardduty"] }],
      ["trail-security-hub", { source: ["aws.securityhub"] }],
      ["trail-config", { source: ["aws.config"] }],
    ]);
    expect(text.match(/put-targets/g)).toHaveLength(4);
  });
});
