import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/engine/engine.ts";
import { row } from "../about.ts";
import { found } from "./found.ts";

function signIn(at: string, changes: Row = {}, mfa = "No", outcome = "Success"): Row {
  return row({
    eventname: "ConsoleLogin",
    eventsource: "signin.amazonaws.com",
    eventtime: `2026-11-19T${at}Z`,
    eventid: `in-${at}`,
    responseelements: JSON.stringify({ ConsoleLogin: outcome }),
    additionaleventdata: JSON.stringify({ MobileVersion: "No", MFAUsed: mfa }),
    ...changes,
  });
}

const failure = (at: string, changes: Row = {}): Row =>
  signIn(at, { errormessage: "Failed authentication", hidden: "failure", ...changes }, "No", "Failure");

describe("login-without-mfa", () => {
  it("tells who, when and from where", () => {
    expect(found("login-without-mfa", [signIn("13:03:00")], "Europe/Berlin")).toEqual({
      name: "login-without-mfa",
      severity: "medium",
      text: "alice signed in to the console without MFA on 2026-11-19 at 14:03 Europe/Berlin (13:03 UTC) from 198.51.100.7.",
      eventids: ["in-13:03:00"],
    });
  });

  it("puts root first, and counts the others", () => {
    const rows = [signIn("13:03:00"), signIn("13:04:00", { actor: "root", actor_kind: "root" })];
    const finding = found("login-without-mfa", rows);
    expect(finding?.severity).toBe("high");
    expect(finding?.text).toMatch(
      /^root signed in .*, one of 2 sign-ins without MFA by (alice and root|root and alice)\.$/,
    );
  });

  it.each([
    ["with MFA", signIn("13:03:00", {}, "Yes")],
    ["failed", failure("13:03:00")],
    ["by a flag failed", signIn("13:03:00", { failed: 1 })],
    ["of a role", signIn("13:03:00", { actor_kind: "role" })],
    ["of an SSO person", signIn("13:03:00", { actor_kind: "sso" })],
    ["of an assumed role", signIn("13:03:00", { actor_kind: null, user_type: "AssumedRole" })],
    [
      "through SAML",
      signIn("13:03:00", {
        additionaleventdata: '{"MFAUsed":"No","SamlProviderArn":"arn:aws:iam::111122223333:saml-provider/idp"}',
      }),
    ],
    ["that does not say", signIn("13:03:00", { additionaleventdata: "{}" })],
    ["with broken data", signIn("13:03:00", { additionaleventdata: '{"MFAUsed":"No"' })],
    ["of another event", signIn("13:03:00", { eventname: "SwitchRole" })],
  ])("does not count a sign-in %s", (_, one) => {
    expect(found("login-without-mfa", [one])).toBeNull();
  });

  it("reads a column of the intent as well", () => {
    expect(
      found("login-without-mfa", [signIn("13:03:00", { additionaleventdata: null, mfaused: "No" })]),
    ).not.toBeNull();
  });
});

describe("failures-then-success", () => {
  const three = ["12:10:00", "12:20:00", "12:30:00"];

  it("tells of a user's failures before a success", () => {
    const rows = [
      ...three.map((at) => failure(at, { sourceipaddress: `192.0.2.${at.slice(3, 5)}` })),
      signIn("13:03:00"),
    ];
    const finding = found("failures-then-success", rows);
    expect(finding).toMatchObject({
      severity: "medium",
      text: "After 3 failed sign-ins of alice within an hour, alice signed in on 2026-11-19 at 13:03 UTC from 198.51.100.7.",
    });
    expect(finding?.eventids).toEqual(["in-13:03:00", "in-12:10:00", "in-12:20:00", "in-12:30:00"]);
  });

  it("tells of an address's failures, whoever was tried", () => {
    const rows = [...three.map((at, index) => failure(at, { actor: `user${index}` })), signIn("13:03:00")];
    expect(found("failures-then-success", rows)?.text).toBe(
      "After 3 failed sign-ins from 198.51.100.7 within an hour, alice signed in on 2026-11-19 at 13:03 UTC from 198.51.100.7.",
    );
  });

  it("is high where guessing went on, even in one minute", () => {
    const rows = Array.from({ length: 200 }, (_, n) => failure(`12:59:${String(n % 60).padStart(2, "0")}`));
    const finding = found("failures-then-success", [...rows, signIn("13:03:00")]);
    expect(finding?.severity).toBe("high");
    expect(finding?.text).toMatch(/^After 200 failed sign-ins of alice/);
    expect(finding?.eventids.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ["two failures", [failure("12:10:00"), failure("12:20:00"), signIn("13:03:00")]],
    [
      "failures more than an hour before",
      [...["11:10:00", "11:20:00", "11:30:00"].map((at) => failure(at)), signIn("13:03:00")],
    ],
    ["failures after the success", [signIn("12:00:00"), ...three.map((at) => failure(at))]],
    [
      "failures after it in the same minute",
      [signIn("12:00:01"), ...["12:00:02", "12:00:03", "12:00:04"].map((at) => failure(at))],
    ],
    ["no success", three.map((at) => failure(at))],
    [
      "someone else's success from elsewhere",
      [...three.map((at) => failure(at)), signIn("13:03:00", { actor: "bob", sourceipaddress: "192.0.2.1" })],
    ],
    [
      "names that AWS left out, from several addresses",
      [
        ...three.map((at, n) =>
          failure(at, { actor: "HIDDEN_DUE_TO_SECURITY_REASONS", sourceipaddress: `192.0.2.${n}` }),
        ),
        signIn("13:03:00", { actor: "HIDDEN_DUE_TO_SECURITY_REASONS" }),
      ],
    ],
  ])("does not count %s", (_, rows) => {
    expect(found("failures-then-success", rows)).toBeNull();
  });
});
