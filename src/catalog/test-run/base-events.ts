/** One CloudTrail record, as far as a test is concerned: any JSON object. */
export type TestEvent = Readonly<Record<string, unknown>>;

const ACCOUNT = "111122223333";

const PLAIN: TestEvent = {
  eventVersion: "1.11",
  userIdentity: {
    type: "IAMUser",
    principalId: "AIDAEXAMPLEALICE00001",
    arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
    accountId: ACCOUNT,
    accessKeyId: "AKIAEXAMPLEALICE0001",
    userName: "alice",
  },
  eventSource: "ec2.amazonaws.com",
  eventName: "DescribeInstances",
  awsRegion: "us-east-1",
  sourceIPAddress: "198.51.100.10",
  userAgent: "aws-cli/2.27.0",
  requestParameters: null,
  responseElements: null,
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: "Management",
};

const role = (name: string, session: string): TestEvent => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLEROLE000001:${session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLESESSION01",
  userName: undefined,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAEXAMPLEROLE000001",
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      accountId: ACCOUNT,
      userName: name,
    },
    attributes: { creationDate: "2026-11-20T08:00:00Z", mfaAuthenticated: "false" },
  },
});

const LOGIN: TestEvent = {
  userIdentity: { accessKeyId: "" },
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  eventType: "AwsConsoleSignIn",
  responseElements: { ConsoleLogin: "Success" },
  additionalEventData: {
    LoginTo: "https://console.aws.amazon.com/console/home",
    MobileVersion: "No",
    MFAUsed: "Yes",
  },
};

const ROOT: TestEvent = {
  userIdentity: {
    type: "Root",
    principalId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:root`,
    userName: undefined,
    accessKeyId: "",
  },
};

/** Complete events of the usual kinds; a test's own events are laid over one of them. */
export const BASE_EVENTS: Readonly<Record<string, TestEvent>> = {
  plain: PLAIN,
  role: layOver(PLAIN, { userIdentity: role("AppRole", "deploy-17") }),
  sso: layOver(PLAIN, {
    userIdentity: role("AWSReservedSSO_AdministratorAccess_0123456789abcdef", "carol@example.com"),
  }),
  instance: layOver(PLAIN, { userIdentity: role("ec2-app", "i-0abc123def4567890") }),
  root: layOver(PLAIN, ROOT),
  login: layOver(PLAIN, LOGIN),
  "failed-login": layOver(PLAIN, LOGIN, {
    errorMessage: "Failed authentication",
    responseElements: { ConsoleLogin: "Failure" },
  }),
  "root-login": layOver(PLAIN, ROOT, LOGIN),
  service: layOver(PLAIN, {
    userIdentity: { ...absent(PLAIN["userIdentity"]), type: "AWSService", invokedBy: "autoscaling.amazonaws.com" },
    sourceIPAddress: "autoscaling.amazonaws.com",
    userAgent: "autoscaling.amazonaws.com",
  }),
};

/** Every key of an object with the value undefined, which takes it out when laid over. */
function absent(value: unknown): Record<string, undefined> {
  return isObject(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, undefined])) : {};
}

/**
 * The event with the others laid over it, from left to right: objects deep, everything else whole. A key that is undefined
 * in an upper layer is taken out.
 */
export function layOver(base: TestEvent, ...layers: readonly TestEvent[]): TestEvent {
  return layers.reduce<TestEvent>((below, layer) => mergedObjects(below, layer), base);
}

function mergedObjects(below: TestEvent, above: TestEvent): TestEvent {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const under = merged.get(key);
    if (value === undefined) merged.delete(key);
    else merged.set(key, isObject(value) && isObject(under) ? mergedObjects(under, value) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is TestEvent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
