import type { Instant } from "../clock.ts";
import type { AlertEntities } from "./entities.ts";

/** Where an alert comes from. */
export const ALERT_KINDS = [
  "cloudwatch",
  "guardduty",
  "securityhub",
  "config",
  "pagerduty",
  "datadog",
  "grafana",
  "generic",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Kinds as people call them. */
export const KIND_NAMES: Readonly<Record<AlertKind, string>> = {
  cloudwatch: "CloudWatch alarm",
  guardduty: "GuardDuty finding",
  securityhub: "Security Hub finding",
  config: "Config change",
  pagerduty: "PagerDuty incident",
  datadog: "Datadog alert",
  grafana: "Grafana alert",
  generic: "Alert",
};

/** `ok`: it is over. `unknown`: the source does not say, or has not enough data to say. */
export type AlertState = "alarm" | "ok" | "unknown";

/** What is told of something that happened. All texts come from outside: they are shown as log data, never as markup. */
export interface Alert {
  readonly kind: AlertKind;
  readonly title: string;
  /** The same alert, raised again or resolved, has the same key. */
  readonly key: string;
  readonly state: AlertState;
  /** The alert's own time. */
  readonly at: Instant;
  /** What the source calls this sort of alert: a GuardDuty finding type, a rule of Config; empty where it has no name. */
  readonly sort: string;
  readonly entities: AlertEntities;
  /** Who did it, by name, ARN or key, as far as the source says so. */
  readonly doers: readonly string[];
}
