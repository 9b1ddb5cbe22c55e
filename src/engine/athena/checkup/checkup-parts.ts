import type { Clock } from "../../../clock.ts";
import type { Aws } from "../aws.ts";
import type { LogLister } from "../log-lister.ts";
import type { AthenaPlace } from "../athena-place.ts";
import type { Known } from "../relation.ts";

/** What a check-up of an AWS account works with. */
export interface CheckupParts {
  readonly aws: Aws;
  readonly place: AthenaPlace;
  readonly known: Known;
  /** Null: the configuration does not say where the logs are. */
  readonly lister: LogLister | null;
  readonly clock: Clock;
  /** Makes a token of at least 32 characters. */
  readonly newToken: () => string;
  /** The configuration wants no limit of bytes. */
  readonly cutoff: "required" | "none";
}
