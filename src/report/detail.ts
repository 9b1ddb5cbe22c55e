import type { Row } from "../engine/engine.ts";
import { textIn } from "./row-values.ts";
import { cell } from "./visible.ts";

/** Values named in one cell; more would not be read there. */
const MOST_VALUES = 24;
/** Nesting followed; nothing of interest lies deeper. */
const DEEPEST = 12;

/**
 * The detail of an event for a narrow cell: its error, or what its request names, as `name value` pairs without the JSON
 * around them. What was `asked` for stands in every row, so it gives its room to the rest. Text that is no JSON stays as it
 * is. Safe to show.
 */
export function detailInWords(row: Row, asked: readonly string[]): string {
  const error = [textIn(row, "errorcode"), textIn(row, "errormessage")].filter((part) => part !== "").join(": ");
  const detail = textIn(row, "detail");
  const named = flattened(detail, asked) ?? detail;
  return cell([error, named].filter((part) => part !== "").join(" | "));
}

function flattened(text: string, asked: readonly string[]): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  try {
    const all = [...pairs("", JSON.parse(text), 0)];
    const telling = all.filter((pair) => !asked.some((value) => pair.endsWith(` ${value}`)));
    return (telling.length === 0 ? all : telling).slice(0, MOST_VALUES).join(", ");
  } catch {
    return null;
  }
}

/** Empty values say nothing; list positions and wrappers such as `items` are left out. */
function* pairs(name: string, value: unknown, depth: number): Generator<string> {
  if (value === null || value === "" || depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* pairs(name, item, depth + 1);
  } else if (typeof value === "object") {
    const ports = portsIn(value);
    if (ports !== null) yield ports;
    for (const [key, inner] of Object.entries(value)) {
      if (ports === null || !PORT_KEY.test(key)) yield* pairs(/^items?$/.test(key) ? name : key, inner, depth + 1);
    }
  } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    yield `${name} ${value}`.trim();
}

const PORT_KEY = /^(ipProtocol|fromPort|toPort)$/i;

/** `tcp 143`, `udp 100-200`, `all traffic`: protocol and ports of a rule in one; null for what is no rule. */
function portsIn(value: object): string | null {
  const [protocol, from, to] = ["ipprotocol", "fromport", "toport"].map((wanted) => {
    const found = Object.entries(value).find(([key]) => key.toLowerCase() === wanted)?.[1];
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  });
  if (protocol === undefined || protocol === "") return null;
  if (protocol === "-1") return "all traffic";
  return [protocol, from === to ? from : `${from}-${to}`].filter((part) => part !== "" && part !== "-").join(" ");
}
