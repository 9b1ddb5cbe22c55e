import { GLOBAL_REGION, PROD } from "../accounts.ts";
import type { Calendar } from "../calendar.ts";
import { signingIn } from "../callers.ts";
import { consoleLogin } from "../calls/identity.ts";
import { authorizeIngress, describeGroups, modifyRule, revokeIngress, type Rule } from "../calls/security-groups.ts";
import { ciBot, TERRAFORM, terraformRun } from "../cast/machines.ts";
import { carol } from "../cast/people.ts";
import { Random } from "../random.ts";
import { eventOf, type SampleEvent } from "../record.ts";
import type { Story } from "./story.ts";

const MINUTE = 60_000;
const PLACE = { account: PROD, region: "eu-central-1" };
const GROUP = "sg-0fedcba9876543210";
const SSH: Rule = { id: "sgr-0a11ce5550c0ffee1", port: 22, cidr: "0.0.0.0/0", description: "debugging" };
const HTTPS: Rule = { id: "sgr-0a11ce5550c0ffee2", port: 443, cidr: "198.51.100.0/24", description: "office only" };

export const openedAndClosed: Story = {
  title: "Opened by Terraform, closed by hand",
  questions: [
    `who changed ${GROUP} in the last 7 days`,
    `what happened to ${GROUP} in the last 7 days`,
    "what did carol@example.com do in the last 7 days",
  ],
  expectation: `Four days ago a Terraform run opened tcp/22 of ${GROUP} to 0.0.0.0/0, and carol closed it by hand in the console 41 minutes later, then narrowed the rule for tcp/443 to the office.`,
};

/** A run of Terraform and what Carol did about it, four local days ago in the afternoon. */
export function openedAndClosedEvents(calendar: Calendar): SampleEvent[] {
  const start = calendar.at(4, "15:04:30");
  const random = new Random(`opened and closed ${start}`);
  const run = terraformRun(PROD, 7731, start - MINUTE);
  const closed = start + 41 * MINUTE;
  const person = carol(PROD, closed - 3 * MINUTE);
  const signIn = consoleLogin("Success", "No");
  return [
    eventOf(random, { ...PLACE, region: GLOBAL_REGION }, start - MINUTE, ciBot(PROD, TERRAFORM), run.assumed),
    eventOf(random, PLACE, start - 12_000, run.caller, describeGroups([GROUP])),
    eventOf(random, PLACE, start, run.caller, authorizeIngress(PROD, GROUP, [SSH])),
    eventOf(random, PLACE, closed - 3 * MINUTE, signingIn(person), signIn),
    eventOf(random, PLACE, closed - MINUTE, person, describeGroups([GROUP])),
    eventOf(random, PLACE, closed, person, revokeIngress(GROUP, [SSH])),
    eventOf(random, PLACE, closed + 3 * MINUTE, person, modifyRule(GROUP, HTTPS)),
  ];
}
