import { TrailError } from "../errors.ts";
import { readArguments, type Arguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** What `setup` prints, made by the composition root; each throws TrailError("configuration") for what is not set. */
export interface Setups {
  /** DDL for the configured table; for partitions that are added one by one, those of so many days back. */
  table(choice: { readonly days: number; readonly since: string | null }): Promise<string>;
  /** Policies of AWS; `account` is the one in which the bot runs, or null. */
  role(choice: { readonly account: string | null; readonly role: string }): Promise<string>;
  /** The Slack app; `url` is where Slack reaches the bot over HTTP, or null. */
  manifest(choice: { readonly url: string | null }): Promise<string>;
  /** The queue of alerts with its policy, and the rules of EventBridge that fill it. */
  queue(): Promise<string>;
  /** The table of a shared store and the policy for it; `account` is the one in which the bot runs, or null. */
  store(choice: { readonly account: string | null }): Promise<string>;
}

const WHAT = `./trail setup prints what has to be made outside Trail, for your configuration:
  ./trail setup table      SQL for Athena: the table over your logs     [--since YYYY-MM-DD] [--days N]
  ./trail setup role       policies for the bot's role, the log bucket, its key, Lake Formation
                           [--account ID of the bot's account] [--role NAME]
  ./trail setup manifest   the Slack app                                [--url https://…/slack/events]
  ./trail setup queue      the queue of alerts, its policy, the rules of EventBridge that fill it
  ./trail setup store      the table that several bots share, and the policy for it
                           [--account ID of the bot's account]
`;

/** `./trail setup table|role|manifest|queue|store`. Resolves to the exit code. */
export async function setupCommand(words: readonly string[], setups: Setups, terminal: Terminal): Promise<number> {
  const args = readArguments(words, ["account", "role", "days", "since", "url"], []);
  const [what, ...rest] = args.words;
  if (rest.length > 0) throw new TrailError("configuration", `setup takes one word: ${WHAT}`);
  await terminal.out(await textOf(what, args, setups));
  return 0;
}

async function textOf(what: string | undefined, args: Arguments, setups: Setups): Promise<string> {
  switch (what) {
    case undefined:
      return WHAT;
    case "table":
      return setups.table({ days: readDays(args), since: readDay(args) });
    case "role":
      return setups.role({ account: readAccount(args), role: readRole(args) });
    case "manifest":
      return setups.manifest({ url: readUrl(args) });
    case "queue":
      return setups.queue();
    case "store":
      return setups.store({ account: readAccount(args) });
    default:
      throw new TrailError("configuration", `setup ${what} is not known.\n${WHAT}`);
  }
}

/** Days back for which partitions are added, unless said otherwise. */
const DAYS = "30";

function readDays(args: Arguments): number {
  const typed = args.text("days") ?? DAYS;
  if (/^[1-9]\d{0,3}$/.test(typed)) return Number(typed);
  throw new TrailError("configuration", `--days ${typed} is no number of days: write one from 1 to 9999.`);
}

function readDay(args: Arguments): string | null {
  const typed = args.text("since");
  if (typed === null) return null;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(typed) && new Date(`${typed}T00:00:00Z`).toJSON()?.startsWith(typed) === true;
  if (isDay) return typed;
  throw new TrailError("configuration", `--since ${typed} is no day: write one such as 2024-01-01.`);
}

function readAccount(args: Arguments): string | null {
  const typed = args.text("account");
  if (typed === null || /^\d{12}$/.test(typed)) return typed;
  throw new TrailError("configuration", `--account ${typed} is no account: write the 12 digits of the bot's own.`);
}

function readRole(args: Arguments): string {
  const typed = args.text("role") ?? "trail";
  if (/^[\w+=,.@-]{1,64}$/.test(typed)) return typed;
  throw new TrailError("configuration", `--role ${typed} is no name of a role.`);
}

function readUrl(args: Arguments): string | null {
  const typed = args.text("url");
  if (typed === null || (URL.canParse(typed) && typed.startsWith("https://"))) return typed;
  throw new TrailError("configuration", `--url ${typed} is no address that Slack can reach: it begins with https://.`);
}
