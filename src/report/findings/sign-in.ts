import type { Row } from "../../engine/engine.ts";
import { flagIn, textIn } from "../row-values.ts";
import { jsonIn, textOf } from "./event-json.ts";

/** How a console sign-in ended; null where the row is none, or where it can't be told. */
export function signInOutcome(row: Row): "success" | "failure" | null {
  if (textIn(row, "eventname") !== "ConsoleLogin") return null;
  const said = textOf(jsonIn(row, "responseelements"), "ConsoleLogin").toLowerCase();
  if (
    flagIn(row, "failed") ||
    said === "failure" ||
    textIn(row, "errorcode") !== "" ||
    textIn(row, "errormessage") !== ""
  ) {
    return "failure";
  }
  return said === "success" || textIn(row, "failed") !== "" ? "success" : null;
}

/**
 * Whether MFA was used, as the sign-in itself says. Null where it does not say, and for people who come through an
 * identity provider: their MFA happened there, and the event always says No.
 */
export function mfaUsed(row: Row): boolean | null {
  const data = jsonIn(row, "additionaleventdata");
  const federated = textOf(data, "SamlProviderArn") !== "" || ["sso", "role"].includes(textIn(row, "actor_kind"));
  if (federated || ["AssumedRole", "SAMLUser", "FederatedUser", "WebIdentityUser"].includes(textIn(row, "user_type")))
    return null;
  const said = (textOf(data, "MFAUsed") || textIn(row, "mfaused") || textIn(row, "mfa")).toLowerCase();
  return said === "yes" ? true : said === "no" ? false : null;
}
