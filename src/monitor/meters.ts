import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What the bot counts, and how it is read. */
export interface Meters {
  /** A call of Slack's Web API. */
  slackCall(method: string, outcome: string): void;
  /** A question that has ended. */
  question(ending: string, seconds: number): void;
  /** Seconds from Slack's request to its acknowledgement. */
  ack(seconds: number): void;
  /** A request that was for somebody else, broken, or made before. */
  dropped(): void;
  /** A message that was posted again without knowing whether the first one arrived. */
  repeated(): void;
  /** An alert that was sent to Trail, and what became of it. */
  alert(outcome: string): void;
  /** All figures in Prometheus' text format. */
  text(): Promise<string>;
}

/** Figures in a registry of their own. `inHand` and `lag` (seconds) are asked when the figures are read. */
export function createMeters(now: { inHand(): number; lag(): number }): Meters {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    name: "trail_slack_calls_total",
    help: "Calls of Slack's Web API",
    labelNames: ["method", "outcome"],
    registers,
  });
  const questions = new Counter({
    name: "trail_questions_total",
    help: "Questions by how they ended",
    labelNames: ["ending"],
    registers,
  });
  const answers = new Histogram({
    name: "trail_answer_seconds",
    help: "From a question to its end",
    buckets: [0.5, 1, 2, 5, 15, 60, 300, 1800],
    registers,
  });
  const acks = new Histogram({
    name: "trail_ack_seconds",
    help: "From Slack's request to its acknowledgement",
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2.5],
    registers,
  });
  const dropped = new Counter({
    name: "trail_requests_dropped_total",
    help: "Requests that were not for this bot, broken or repeated",
    registers,
  });
  const repeated = new Counter({
    name: "trail_messages_repeated_total",
    help: "Messages posted again after a lost answer",
    registers,
  });
  const alerts = new Counter({
    name: "trail_alerts_total",
    help: "Alerts that were sent to the bot, by what became of them",
    labelNames: ["outcome"],
    registers,
  });
  new Gauge({
    name: "trail_jobs_in_hand",
    help: "Questions that are being answered",
    registers,
    collect() {
      this.set(now.inHand());
    },
  });
  new Gauge({
    name: "trail_event_loop_lag_seconds",
    help: "How late the event loop is",
    registers,
    collect() {
      this.set(now.lag());
    },
  });
  return {
    slackCall: (method, outcome) => calls.inc({ method, outcome }),
    question(ending, seconds) {
      questions.inc({ ending });
      answers.observe(seconds);
    },
    ack: (seconds) => acks.observe(seconds),
    dropped: () => dropped.inc(),
    repeated: () => repeated.inc(),
    alert: (outcome) => alerts.inc({ outcome }),
    text: () => registry.metrics(),
  };
}
