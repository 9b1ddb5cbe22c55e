import { madePublic, permissionsRaised, protectionWeakened, sharedOutside } from "./exposure.ts";
import { anonymousAccess, deniedFromAbove, usedOutside } from "./misuse.ts";
import { changedByHand } from "./changed-by-hand.ts";
import { failuresThenSuccess } from "./failures-then-success.ts";
import type { FindingKind } from "./finding.ts";
import { loginWithoutMfa } from "./login-without-mfa.ts";
import { openedToWorld } from "./opened-to-world.ts";
import { rootUsed } from "./root-used.ts";
import { sessionChain } from "./session-chain.ts";
import { trailTampering } from "./trail-tampering.ts";

/** Every finding that an intent may list, by its name. */
export const FINDINGS: Readonly<Record<string, FindingKind>> = {
  "opened-to-world": openedToWorld,
  "root-used": rootUsed,
  "login-without-mfa": loginWithoutMfa,
  "failures-then-success": failuresThenSuccess,
  "trail-tampering": trailTampering,
  "changed-by-hand": changedByHand,
  "session-chain": sessionChain,
  "made-public": madePublic,
  "shared-outside": sharedOutside,
  "protection-weakened": protectionWeakened,
  "permissions-raised": permissionsRaised,
  "used-outside": usedOutside,
  "anonymous-access": anonymousAccess,
  "denied-from-above": deniedFromAbove,
};
