import type { EntityType } from "./entities/entity.ts";

/** A param of an intent as the reader sees it. */
export interface ParamShape {
  readonly type: EntityType;
  /** More than one value may be given. */
  readonly many?: boolean;
  readonly optional?: boolean;
  readonly description: string;
}

/** What the reader needs of an intent; lengths are written like "24h" or "400d". */
export interface IntentShape {
  readonly id: string;
  readonly title: string;
  readonly phrases: readonly string[];
  readonly params: Readonly<Record<string, ParamShape>>;
  readonly window: { readonly default: string; readonly max: string };
}
