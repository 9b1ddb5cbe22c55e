import { TrailError } from "./errors.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";

/** What the environment says about Slack. */
export interface SlackSettings {
  readonly botToken: string;
  readonly receiving:
    | { readonly by: "socket"; readonly appToken: string }
    | { readonly by: "http"; readonly signingSecret: string; readonly port: number };
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  readonly logLevel: LogLevel;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SLACK = "https://slack.com/api/";

/** What could be read about Slack, and a sentence for each variable that is missing or wrong. */
export interface SlackReading {
  readonly settings: SlackSettings;
  readonly faults: readonly string[];
}

/**
 * Reads SLACK_BOT_TOKEN, SLACK_APP_TOKEN or (with PORT) SLACK_SIGNING_SECRET, SLACK_API_URL and LOG_LEVEL. Throws one
 * TrailError("configuration") that names every variable that is missing or wrong, and none of their values.
 */
export function readSlackSettings(environment: Environment): SlackSettings {
  const { settings, faults } = inspectSlackSettings(environment);
  if (faults.length > 0) throw new TrailError("configuration", describeSlackFaults(faults));
  return settings;
}

/** Reads the same, and goes on behind each fault. With one the settings are of no use. */
export function inspectSlackSettings(environment: Environment): SlackReading {
  const faults: string[] = [];
  const botToken = secretIn(environment, "SLACK_BOT_TOKEN", /^xoxb-[\w-]+$/, "begins with xoxb-", faults);
  const receiving = receivingIn(environment, faults);
  const apiUrl = apiUrlIn(environment, faults);
  const settings = { botToken, receiving, apiUrl, logLevel: logLevelIn(environment) ?? "info" };
  return { settings, faults: [...faults, ...logLevelFaults(environment)] };
}

/** What is wrong with LOG_LEVEL, which a terminal reads too. */
export function logLevelFaults(environment: Environment): readonly string[] {
  return logLevelIn(environment) === undefined ? [`LOG_LEVEL is none of ${LOG_LEVELS.join(", ")}.`] : [];
}

function logLevelIn(environment: Environment): LogLevel | undefined {
  return LOG_LEVELS.find((level) => level === (environment["LOG_LEVEL"] || "info"));
}

/** The faults as a person reads them. */
export function describeSlackFaults(faults: readonly string[]): string {
  return `The bot cannot start:\n${faults.map((fault) => `  ${fault}`).join("\n")}`;
}

/** Whether anything of Slack is set: a terminal alone needs nothing. */
export function hasSlackSettings(environment: Environment): boolean {
  return Object.entries(environment).some(([name, value]) => name.startsWith("SLACK_") && (value ?? "") !== "");
}

function receivingIn(environment: Environment, faults: string[]): SlackSettings["receiving"] {
  const typed = environment["PORT"] ?? "";
  if (typed === "") {
    return {
      by: "socket",
      appToken: secretIn(environment, "SLACK_APP_TOKEN", /^xapp-[\w-]+$/, "begins with xapp-", faults),
    };
  }
  const port = /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 0;
  if (port < 1 || port > 65_535) faults.push("PORT is no port: write a whole number from 1 to 65535.");
  const signingSecret = secretIn(
    environment,
    "SLACK_SIGNING_SECRET",
    /^[\w-]{8,}$/,
    "is the one under “Basic Information”",
    faults,
  );
  return { by: "http", signingSecret, port };
}

/** What a README has where a token belongs. Three x's in a row stand in one real token of a thousand, so only whole parts count. */
const PLACEHOLDER =
  /\.\.\.|…|[<>*]|example|changeme|placeholder|(?:^|[-_])(?:your|my[-_]|x{3,}(?:[-_]|$))|^(?:xoxb|xapp)-(?:token|secret)$/i;

function secretIn(environment: Environment, name: string, shape: RegExp, told: string, faults: string[]): string {
  const value = environment[name] ?? "";
  if (value === "") faults.push(`${name} is missing: it ${told}.`);
  else if (value !== value.trim()) faults.push(`${name} begins or ends with a space or a line break: take it out.`);
  else if (PLACEHOLDER.test(value)) faults.push(`${name} still holds an example: set it to your own.`);
  else if (!shape.test(value)) faults.push(`${name} is of the wrong kind: the right one ${told}.`);
  return value;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

function apiUrlIn(environment: Environment, faults: string[]): string {
  const typed = environment["SLACK_API_URL"] || SLACK;
  if (!URL.canParse(typed)) {
    faults.push("SLACK_API_URL is no address: leave it out, or write one such as https://slack.com/api/.");
    return SLACK;
  }
  const url = new URL(typed);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (!isSafe)
    faults.push("SLACK_API_URL must begin with https:// (plain http only on this machine): tokens go there.");
  return typed.endsWith("/") ? typed : `${typed}/`;
}
