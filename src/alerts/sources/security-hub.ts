import { z } from "zod";
import type { Alert, AlertState } from "../alert.ts";
import { addNamed, createEntityFold } from "../entities.ts";
import { keyOf, momentOf, titleOf, type Source, type SourceContext } from "../source.ts";
import { addWords } from "../words-of-alert.ts";

const Remote = z.object({ RemoteIpDetails: z.object({ IpAddressV4: z.string().nullish() }).nullish() }).nullish();

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html */
const Finding = z.object({
  Id: z.string(),
  Title: z.string(),
  AwsAccountId: z.string().nullish(),
  Region: z.string().nullish(),
  GeneratorId: z.string().nullish(),
  Types: z.array(z.string()).nullish(),
  Description: z.string().nullish(),
  UpdatedAt: z.string().nullish(),
  LastObservedAt: z.string().nullish(),
  RecordState: z.string().nullish(),
  Workflow: z.object({ Status: z.string().nullish() }).nullish(),
  Compliance: z.object({ Status: z.string().nullish() }).nullish(),
  Action: z.object({ AwsApiCallAction: Remote, NetworkConnectionAction: Remote }).nullish(),
  Resources: z
    .array(
      z.object({
        Type: z.string(),
        Id: z.string(),
        Details: z
          .object({
            AwsIamAccessKey: z
              .object({
                AccessKeyId: z.string().nullish(),
                PrincipalName: z.string().nullish(),
                PrincipalType: z.string().nullish(),
              })
              .nullish(),
          })
          .nullish(),
      }),
    )
    .default([]),
});
type Finding = z.infer<typeof Finding>;
const Imported = z.object({ findings: z.array(Finding).min(1).max(100) });

/** Findings of Security Hub, as EventBridge tells them: one in an event, several where somebody sends them by a custom action. */
export const securityHubFindings: Source = ({ body, detailType, region, time }, context) => {
  const parsed = Imported.safeParse(body);
  if (!detailType.startsWith("Security Hub Findings") || !parsed.success) return null;
  return parsed.data.findings.map((finding) =>
    alertOf({ ...finding, Region: finding.Region ?? region }, time, context),
  );
};

function alertOf(finding: Finding, time: string | null, { words, now }: SourceContext): Alert {
  const fold = createEntityFold();
  const doers: string[] = [];
  for (const { Id: id, Type: type, Details: details } of finding.Resources) {
    const key = details?.AwsIamAccessKey;
    if (type === "AwsS3Bucket") fold.add("bucket", id.replace(/^arn:aws[a-z-]*:s3:::/, ""));
    else addNamed(fold, id);
    fold.add("access-key", key?.AccessKeyId);
    if (key?.PrincipalType === "AssumedRole") fold.add("role", key.PrincipalName);
    else fold.add("user", key?.PrincipalName);
    doers.push(...[key?.PrincipalName, key?.AccessKeyId].filter((doer) => typeof doer === "string"));
  }
  for (const action of Object.values(finding.Action ?? {})) fold.add("ip", action?.RemoteIpDetails?.IpAddressV4);
  addWords(fold, finding.Description ?? "", words);
  fold.add("account", finding.AwsAccountId);
  fold.add("region", finding.Region);
  return {
    kind: "securityhub",
    title: titleOf(finding.Title, "Finding"),
    key: keyOf("securityhub", finding.Id),
    state: stateOf(finding),
    at: momentOf(now, finding.LastObservedAt, finding.UpdatedAt, time),
    sort: sortOf(finding),
    entities: fold.end(),
    doers,
  };
}

function stateOf({ RecordState: record, Workflow, Compliance }: Finding): AlertState {
  if (record === "ARCHIVED" || /^(RESOLVED|SUPPRESSED)$/.test(Workflow?.Status ?? "")) return "ok";
  if (Compliance?.Status === "PASSED") return "ok";
  return /^(NOT_AVAILABLE|WARNING)$/.test(Compliance?.Status ?? "") ? "unknown" : "alarm";
}

/** Of a finding that GuardDuty made, its type there: `TTPs/Discovery/Recon:IAMUser-MaliciousIPCaller`. */
function sortOf({ Types: types, GeneratorId: generator }: Finding): string {
  const [, purpose, rest] = /([A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+)[-/](.+)$/.exec(types?.[0] ?? "") ?? [];
  return purpose === undefined ? (generator ?? "").slice(0, 200) : `${purpose}/${rest}`.slice(0, 200);
}
