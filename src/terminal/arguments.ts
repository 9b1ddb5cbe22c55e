import { parseArgs, type ParseArgsConfig } from "node:util";
import { TrailError, reasonOf } from "../errors.ts";
import { instantOf, type Clock } from "../clock.ts";
import { HIDDEN_KINDS, type HiddenKind } from "../question/interpretation.ts";
import { isZone } from "../question/window/zone.ts";

/** Options as typed, and the words beside them. */
export interface Arguments {
  readonly words: readonly string[];
  text(name: string): string | null;
  flag(name: string): boolean;
}

/** Reads the arguments of one command. Throws TrailError("configuration") for an option that the command does not have. */
export function readArguments(args: readonly string[], texts: readonly string[], flags: readonly string[]): Arguments {
  const options: ParseArgsConfig["options"] = {
    ...Object.fromEntries(texts.map((name) => [name, { type: "string" } as const])),
    ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" } as const])),
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return {
      words: positionals,
      text: (name) => {
        const value = values[name];
        return typeof value === "string" ? value : null;
      },
      flag: (name) => values[name] === true,
    };
  } catch (cause) {
    const known = [...texts, ...flags].map((name) => `--${name}`).join(", ");
    throw new TrailError(
      "configuration",
      `${reasonOf(cause).split(". To specify")[0] ?? ""}. The options are ${known}.`,
      { cause },
    );
  }
}

/** What "now" and "here" are for the person at the terminal: `--now` and `--tz`, else the clock and the host's zone. */
export function readReference(args: Arguments, clock: Clock): { readonly now: number; readonly zone: string } {
  const typed = args.text("now");
  const now = typed === null ? clock.now() : Date.parse(typed);
  if (
    typed !== null &&
    (!isDay(typed.slice(0, 10)) ||
      !/^.{10}T\d\d:\d\d/.test(typed) ||
      !/(?:Z|[+-]\d\d:?\d\d)$/i.test(typed) ||
      Number.isNaN(now))
  ) {
    throw new TrailError("configuration", `--now ${typed} is no instant: write one such as ${instantOf(clock.now())}.`);
  }
  const zone = args.text("tz") ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isZone(zone)) {
    throw new TrailError("configuration", `--tz ${zone} is no time zone: write a name such as Europe/Berlin or UTC.`);
  }
  return { now, zone };
}

/** Whether `yyyy-mm-dd` is a day of the calendar; Date.parse would read 30 February as 2 March. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A list with commas between; empty where the option was left out. */
export function readList(args: Arguments, name: string): readonly string[] {
  const items = (args.text(name) ?? "").split(",").map((item) => item.trim());
  return items.filter((item) => item !== "");
}

/** `--include reads,failures,services`. */
export function readKinds(args: Arguments): readonly HiddenKind[] {
  return readList(args, "include").map((typed) => {
    const kind = HIDDEN_KINDS.find((name) => name === typed);
    if (kind === undefined)
      throw new TrailError("configuration", `--include ${typed} is not known: write ${HIDDEN_KINDS.join(", ")}.`);
    return kind;
  });
}

/** `--limit N`, a whole number from 1; null where it was left out. */
export function readLimit(args: Arguments): number | null {
  const typed = args.text("limit");
  if (typed === null) return null;
  if (!/^[1-9]\d{0,6}$/.test(typed))
    throw new TrailError(
      "configuration",
      `--limit ${typed} is no number of rows: write a whole number from 1 to 9999999.`,
    );
  return Number(typed);
}

/** `--account ID|NAME,…` as account ids. Throws for a name that nobody configured. */
export function readAccounts(args: Arguments, names: Readonly<Record<string, string>>): readonly string[] {
  return readList(args, "account").map((typed) => {
    if (/^\d{12}$/.test(typed)) return typed;
    const found = Object.entries(names).find(([, name]) => name.toLowerCase() === typed.toLowerCase());
    if (found !== undefined) return found[0];
    const known = Object.values(names);
    const hint = known.length === 0 ? "no names are configured" : `the configured names are ${known.join(", ")}`;
    throw new TrailError("configuration", `--account ${typed} is not known: write 12 digits (${hint}).`);
  });
}

/** `--region R,…`. */
export function readRegions(args: Arguments): readonly string[] {
  return readList(args, "region").map((typed) => {
    if (/^[a-z]{2,}(-[a-z0-9]+){1,5}$/.test(typed)) return typed;
    throw new TrailError("configuration", `--region ${typed} is no region: write a code such as us-east-1.`);
  });
}
