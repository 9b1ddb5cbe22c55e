import { z } from "zod";
import { addNamed, createEntityFold } from "../entities.ts";
import { keyOf, momentOf, titleOf, type Source } from "../source.ts";

const Remote = z
  .object({
    remoteIpDetails: z.object({ ipAddressV4: z.string().nullish(), ipAddressV6: z.string().nullish() }).nullish(),
  })
  .nullish();

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html, with a small first letter as EventBridge has it. */
const Finding = z.object({
  type: z.string(),
  id: z.string(),
  accountId: z.string().nullish(),
  region: z.string().nullish(),
  arn: z.string().nullish(),
  title: z.string().nullish(),
  updatedAt: z.string().nullish(),
  resource: z
    .object({
      accessKeyDetails: z
        .object({
          accessKeyId: z.string().nullish(),
          userName: z.string().nullish(),
          userType: z.string().nullish(),
          principalId: z.string().nullish(),
        })
        .nullish(),
      instanceDetails: z
        .object({
          instanceId: z.string().nullish(),
          networkInterfaces: z
            .array(
              z.object({
                networkInterfaceId: z.string().nullish(),
                securityGroups: z.array(z.object({ groupId: z.string().nullish() })).nullish(),
              }),
            )
            .nullish(),
        })
        .nullish(),
      s3BucketDetails: z.array(z.object({ name: z.string().nullish() })).nullish(),
      rdsDbInstanceDetails: z.object({ dbInstanceIdentifier: z.string().nullish() }).nullish(),
      lambdaDetails: z.object({ functionName: z.string().nullish() }).nullish(),
      eksClusterDetails: z.object({ name: z.string().nullish() }).nullish(),
    })
    .nullish(),
  service: z
    .object({
      archived: z.boolean().nullish(),
      eventLastSeen: z.string().nullish(),
      action: z
        .object({
          awsApiCallAction: Remote,
          networkConnectionAction: Remote,
          rdsLoginAttemptAction: Remote,
          kubernetesApiCallAction: Remote,
          portProbeAction: z
            .object({
              portProbeDetails: z
                .array(z.object({ remoteIpDetails: z.object({ ipAddressV4: z.string().nullish() }).nullish() }))
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
type Finding = z.infer<typeof Finding>;

/** A finding of GuardDuty, as EventBridge tells it; one that is seen again comes with the same id. */
export const guardDutyFinding: Source = ({ body, detailType, account, region, time }, { now }) => {
  const parsed = Finding.safeParse(body);
  if (detailType !== "GuardDuty Finding" || !parsed.success) return null;
  const { type, id, arn, title, service, updatedAt, resource } = parsed.data;
  const key = resource?.accessKeyDetails;
  return [
    {
      kind: "guardduty",
      title: titleOf(title ?? "", type),
      key: keyOf("guardduty", arn ?? id),
      state: service?.archived === true ? "ok" : "alarm",
      at: momentOf(now, service?.eventLastSeen, updatedAt, time),
      sort: type.slice(0, 200),
      entities: entitiesOf({
        ...parsed.data,
        accountId: parsed.data.accountId ?? account,
        region: parsed.data.region ?? region,
      }),
      doers: [key?.userName, key?.accessKeyId].filter((doer) => typeof doer === "string"),
    },
  ];
};

function entitiesOf({
  accountId,
  region,
  resource,
  service,
}: Finding): ReturnType<ReturnType<typeof createEntityFold>["end"]> {
  const fold = createEntityFold();
  const key = resource?.accessKeyDetails;
  const instance = resource?.instanceDetails;
  fold.add("access-key", key?.accessKeyId);
  if (key?.userType === "Root") fold.add("user", "root");
  else if (/^(AssumedRole|Role)$/.test(key?.userType ?? "")) fold.add("role", key?.userName);
  else if (key?.userType !== "AWSService") fold.add("user", key?.userName);
  addNamed(fold, instance?.instanceId);
  for (const { networkInterfaceId, securityGroups } of instance?.networkInterfaces ?? []) {
    for (const { groupId } of securityGroups ?? []) addNamed(fold, groupId);
    addNamed(fold, networkInterfaceId);
  }
  for (const { name } of resource?.s3BucketDetails ?? []) fold.add("bucket", name);
  fold.add(
    "resource",
    resource?.rdsDbInstanceDetails?.dbInstanceIdentifier,
    resource?.lambdaDetails?.functionName,
    resource?.eksClusterDetails?.name,
  );
  const { portProbeAction: probe, ...actions } = service?.action ?? {};
  for (const remote of [...Object.values(actions), ...(probe?.portProbeDetails ?? [])])
    fold.add("ip", ...addressesOf(remote?.remoteIpDetails));
  fold.add("account", accountId);
  fold.add("region", region);
  return fold.end();
}

/** Where a finding has no address of one sort, the text is empty. */
function addressesOf(
  details:
    | { readonly ipAddressV4?: string | null | undefined; readonly ipAddressV6?: string | null | undefined }
    | null
    | undefined,
): readonly (string | null | undefined)[] {
  return [details?.ipAddressV4, details?.ipAddressV6];
}
