import { Random } from "./random.ts";

/** The part of a record that says on whose authority a call was made; keys as CloudTrail writes them. */
export interface UserIdentity {
  readonly type?: "IAMUser" | "AssumedRole" | "Root" | "AWSService" | "AWSAccount";
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly sessionContext?: SessionContext;
  readonly invokedBy?: string;
}

interface SessionContext {
  readonly sessionIssuer: {
    readonly type?: "Role";
    readonly principalId?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
  };
  readonly webIdFederationData: Record<string, never>;
  readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: "true" | "false" };
  readonly ec2RoleDelivery?: "2.0";
}

/** Someone or something that makes calls, and where they come from. */
export interface Caller {
  readonly identity: UserIdentity;
  readonly address: string;
  readonly agent: string;
  /** A service of AWS in person or acting for somebody: no TLS details are recorded. */
  readonly isService?: true;
  /** The credentials were issued by the console. */
  readonly fromConsole?: true;
  /** The VPC endpoint the call came through. */
  readonly endpoint?: string;
}

/** Where a call comes from. */
export type Origin = Pick<Caller, "address" | "agent" | "fromConsole" | "endpoint">;

/** The credentials of a session; `created` is in milliseconds since 1970. */
export interface Session {
  readonly key: string;
  readonly created: number;
  readonly mfa?: boolean;
}

/** A session whose key depends on what it is called and when it was made. */
export function sessionOf(label: string, created: number, mfa = false): Session {
  return { key: `ASIA${new Random(`session ${label} ${created}`).letters(16)}`, created, mfa };
}

/** A call by an IAM user, with a long-lived key or, given a session, from the console. */
export function iamUser(account: string, name: string, origin: Origin, credentials: Session | string): Caller {
  const identity: UserIdentity = {
    type: "IAMUser",
    principalId: userIdOf(account, name),
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId: typeof credentials === "string" ? credentials : credentials.key,
    userName: name,
    ...(typeof credentials !== "string" && { sessionContext: contextOf(credentials, {}) }),
  };
  return { ...origin, identity };
}

/** A call with the credentials of a role; `path` is the role's, with a slash at both ends. */
export function assumedRole(
  account: string,
  role: { readonly name: string; readonly path?: string },
  sessionName: string,
  origin: Origin,
  session: Session,
): Caller {
  const roleId = roleIdOf(account, role.name);
  const issuer = {
    type: "Role",
    principalId: roleId,
    arn: `arn:aws:iam::${account}:role${role.path ?? "/"}${role.name}`,
    accountId: account,
    userName: role.name,
  } as const;
  const context = contextOf(session, issuer);
  const identity: UserIdentity = {
    type: "AssumedRole",
    principalId: `${roleId}:${sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
    accountId: account,
    accessKeyId: session.key,
    sessionContext: sessionName.startsWith("i-") ? { ...context, ec2RoleDelivery: "2.0" } : context,
  };
  return { ...origin, identity };
}

/** A person who came in through IAM Identity Center: the session is named after them. */
export function ssoPerson(
  account: string,
  permissions: string,
  person: string,
  origin: Origin,
  session: Session,
): Caller {
  return assumedRole(account, ssoRoleOf(permissions), person, origin, session);
}

/** The role that Identity Center keeps in an account for a permission set. */
export function ssoRoleOf(permissions: string): { readonly name: string; readonly path: string } {
  const suffix = new Random(`permission set ${permissions}`).hex(16);
  return { name: `AWSReservedSSO_${permissions}_${suffix}`, path: "/aws-reserved/sso.amazonaws.com/eu-central-1/" };
}

/** The owner of an account, who cannot be limited by any policy. */
export function root(account: string, origin: Origin, session: Session): Caller {
  const identity: UserIdentity = {
    type: "Root",
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: session.key,
    sessionContext: contextOf(session, {}),
  };
  return { ...origin, identity };
}

/** A service of AWS on its own account, named by its address (`lambda.amazonaws.com`). */
export function awsService(name: string, endpoint?: string): Caller {
  const identity: UserIdentity = { type: "AWSService", invokedBy: name };
  return { identity, address: name, agent: name, isService: true, ...(endpoint !== undefined && { endpoint }) };
}

/** The caller of an event that a service reports about itself: it has no type. */
export function serviceItself(account: string, name: string): Caller {
  return { identity: { accountId: account, invokedBy: name }, address: name, agent: name, isService: true };
}

/** A service of AWS that acts for somebody: the identity stays theirs, the call comes from the service. */
export function onBehalfOf(caller: Caller, service: string): Caller {
  return { identity: { ...caller.identity, invokedBy: service }, address: service, agent: service, isService: true };
}

/** The same person at the sign-in page, where there is no key and no session yet. */
export function signingIn(caller: Caller): Caller {
  const { accessKeyId: _key, sessionContext: _context, ...identity } = caller.identity;
  return { identity, address: caller.address, agent: caller.agent };
}

/** Somebody who typed a user name that the account does not have; CloudTrail hides what was typed. */
export function unknownUser(account: string, origin: Origin): Caller {
  const userName = "HIDDEN_DUE_TO_SECURITY_REASONS";
  return { ...origin, identity: { type: "IAMUser", principalId: "", accountId: account, accessKeyId: "", userName } };
}

/** How the account that owns a role sees a caller from another account. */
export function fromAccount(caller: Caller): Caller {
  const { principalId, accountId } = caller.identity;
  return {
    ...caller,
    identity: {
      type: "AWSAccount",
      ...(principalId !== undefined && { principalId }),
      ...(accountId !== undefined && { accountId }),
    },
  };
}

/** The unique id of an IAM user. */
export function userIdOf(account: string, name: string): string {
  return `AIDA${new Random(`user ${account} ${name}`).letters(17)}`;
}

/** The unique id of a role. */
export function roleIdOf(account: string, name: string): string {
  return `AROA${new Random(`role ${account} ${name}`).letters(17)}`;
}

function contextOf(session: Session, sessionIssuer: SessionContext["sessionIssuer"]): SessionContext {
  const creationDate = `${new Date(session.created).toISOString().slice(0, 19)}Z`;
  return {
    sessionIssuer,
    webIdFederationData: {},
    attributes: { creationDate, mfaAuthenticated: session.mfa === true ? "true" : "false" },
  };
}
