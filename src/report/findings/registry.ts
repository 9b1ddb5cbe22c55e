import { changedByHand } from "./changed-by-hand.ts";
import { failuresThenSuccess } from "./failures-then-success.ts";
import type { FindingKind } from "./finding.ts";
import { loginWithoutMfa } from "./login-without-mfa.ts";
import { openedToWorld } from "./opened-to-world.ts";
import { rootUsed } from "./root-used.ts";
import { trailTampering } from "./trail-tampering.ts";

/** Every finding that an intent may list, by its name. */
export const FINDINGS: Readonly<Record<string, FindingKind>> = {
  "opened-to-world": openedToWorld,
  "root-used": rootUsed,
  "login-without-mfa": loginWithoutMfa,
  "failures-then-success": failuresThenSuccess,
  "trail-tampering": trailTampering,
  "changed-by-hand": changedByHand,
};
