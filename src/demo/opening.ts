import type { LocalSlack } from "../playground/local-slack.ts";

/** What one can click first: read in the sample logs, and in most others. */
export const EXAMPLES = [
  "who changed sg-5887f224 yesterday",
  "what did alice do yesterday",
  "failed-logins last 7 days",
] as const;

/**
 * What the page opens on: an alarm in the incident channel, somebody who takes it, a thread that is answered, the card of an
 * alert that was sent to Trail, and a schedule of Alice's among the operators. Resolves when the card stands and the question
 * was asked; its answer follows.
 */
export async function playOpening(
  slack: LocalSlack,
  takeAlert: (text: string, id: string) => Promise<void>,
  now: Date,
): Promise<void> {
  const alarm = slack.post({
    channel: "C0INC",
    botId: "B0ALARM",
    user: "",
    text: "ALARM: security-group-open-to-world · sg-5887f224 accepts tcp 143 from ::/0 · account prod · us-east-1",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "ALARM security-group-open-to-world" } },
      {
        type: "section",
        fields: [
          { type: "plain_text", text: "Group: sg-5887f224" },
          { type: "plain_text", text: "Opened: tcp 143 to ::/0" },
          { type: "plain_text", text: "Account: prod" },
          { type: "plain_text", text: "Region: us-east-1" },
        ],
      },
    ],
  });
  slack.post({ channel: "C0INC", user: "U0BOB", text: "On it. Who touched that group?", thread: alarm });
  await slack.write({
    user: "U0BOB",
    channel: "C0INC",
    thread: alarm,
    text: `<@${slack.botUser}> who changed sg-5887f224 yesterday?`,
  });
  await slack.command({
    user: "U0ALICE",
    channel: "C0OPS",
    command: "/trail",
    text: "schedule daily 09:00 digest yesterday",
  });
  await takeAlert(JSON.stringify(sampleAlert(now)), "sample-alert");
}

/** What Config sends when it has looked at the group that was opened at noon of yesterday (this machine's). */
function sampleAlert(now: Date): unknown {
  const seen = new Date(now);
  seen.setDate(seen.getDate() - 1);
  seen.setHours(12, 5, 0, 0);
  return {
    version: "0",
    id: "sample-alert",
    "detail-type": "Config Rules Compliance Change",
    source: "aws.config",
    account: "111122223333",
    time: seen.toISOString(),
    region: "us-east-1",
    resources: [],
    detail: {
      messageType: "ComplianceChangeNotification",
      configRuleName: "restricted-common-ports",
      resourceType: "AWS::EC2::SecurityGroup",
      resourceId: "sg-5887f224",
      awsAccountId: "111122223333",
      awsRegion: "us-east-1",
      newEvaluationResult: { complianceType: "NON_COMPLIANT", resultRecordedTime: seen.toISOString() },
    },
  };
}
