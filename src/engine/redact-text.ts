import { mapEmbeddedJson } from "./embedded-json.ts";
import { isEncodedSecret, mapEncoded } from "./encoded-secret.ts";
import { isExactNumber, parseExactly } from "./exact-json.ts";
import { hideText, isAlreadyHidden, mark } from "./hidden-text.ts";
import { isHarmlessName, secretName, type SecretKind } from "./secret-names.ts";
import { redactPatterns } from "./secret-patterns.ts";

/** Text that may hold a secret at all; everything else passes untouched, which is nearly every cell. */
const SUSPICIOUS =
  /token|assertion|plain_?text|cipher_?text|stage_?variables|securestring|passcode|pin\W|pin$|otp|code\d?\\*["'\s:=]|code_?verifier|device_?code|shared_?key|account_?key|shared_?access|customer-?key|license_?key|hmac_?key|psk|mysql|mariadb|sshpass|curl\s|secret|passw|pass\b|pw\b|passphrase|pwd|user_?data|custom_?data|environment|\benv|credential|private|signature|[?&](?:sig|ticket)=|api_?-?key|key_?material|auth|cookie|bearer|basic |connection_?string|jdbc:|:\/\/[^\s:/@"']{0,64}:[^\s/"']{1,256}@|net\s+user\s|\s\/p:|(?:docker|podman)\s+login|user(?:add|mod)\s|IQoJ|FwoG|FQoG|gh[pousr]_|github_pat|glpat-|hooks\.slack|webhook|xox[a-z]-|xapp-|\bsk-|[sr]k_(?:live|test)_|npm_|pypi-|AIza|\bSG\.|dop_v1_|\bhf_|eyJ|ewog|W3si|IyEv|I2Ns|I2lu|H4sI|LS0tLS1CRUdJTi|Q29udGVudC1UeXBl|TUlNRS1WZXJz|PHBvd2Vyc2hlbGw|PHNjcmlwd|\\u00[4-7]|A[KS]IA[0-9A-Z]{16}[^0-9A-Za-z]+[A-Za-z0-9/+]{40}/i;

/** A short word of letters alone, such as the name of an action: nothing that a secret looks like. */
const ONE_WORD = /^[A-Za-z]{0,64}$/;

/**
 * The text without secrets. JSON text is parsed and walked, other text is searched for what secrets look like. JSON that
 * holds nothing to hide comes back as it was, to the letter.
 */
export function redactText(text: string): string {
  if (ONE_WORD.test(text) || !SUSPICIOUS.test(text)) return text;
  if (isEncodedSecret(text, redactText)) return hideText(text, "user-data");
  const json = parsedJson(text);
  if (json === "too-deep") return mark(json);
  if (json === undefined) return redactPatterns(mapEncoded(mapEmbeddedJson(text, redactText), redactText));
  const clean = redactNode(json, 0);
  return clean === json ? text : JSON.stringify(clean);
}

function parsedJson(text: string): object | "too-deep" | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const parsed = parseExactly(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch (cause) {
    return cause instanceof RangeError ? "too-deep" : undefined;
  }
}

/** Deeper than this nothing of CloudTrail goes; the rest is dropped unread. */
const DEEPEST = 40;

/** The same node where nothing was hidden, so that untouched JSON can be told by identity. */
function redactNode(node: unknown, depth: number): unknown {
  if (depth > DEEPEST) return mark("too-deep");
  if (typeof node === "string") return redactText(node);
  if (Array.isArray(node)) return redactList(node, depth);
  if (typeof node !== "object" || node === null || isExactNumber(node)) return node;
  const entries = Object.entries(node);
  const hidden = namedSecret(entries);
  const clean = entries.map(([key, value]): [string, unknown] => [
    redactText(key),
    hidden !== null && VALUE_KEY.test(key) ? hideValue(value, hidden) : redactEntry(key, value, depth),
  ]);
  const changed = clean.some(([key, value], index) => key !== entries[index]?.[0] || value !== entries[index]?.[1]);
  return changed ? Object.fromEntries(clean) : node;
}

function redactList(list: readonly unknown[], depth: number): unknown {
  const joinsPassword = list.some((item) => typeof item === "string" && /(?:^|\/)(?:mysql|mariadb)[\w-]*$/.test(item));
  const clean = list.map((item, index) => {
    if (joinsPassword && typeof item === "string" && /^-p./.test(item)) return `-p${mark("password")}`;
    const kind = typeof item === "string" ? announcedBefore(list, index) : null;
    return kind === null ? redactNode(item, depth + 1) : hideValue(item, kind);
  });
  return clean.some((item, index) => item !== list[index]) ? clean : list;
}

/** `["--password", "…"]` in a command, and the pair `["DB_PASSWORD", "…"]`. */
function announcedBefore(list: readonly unknown[], index: number): SecretKind | null {
  const before = list[index - 1];
  if (typeof before !== "string") return null;
  const isOption = /^--?[A-Za-z][\w-]{2,63}$/.test(before);
  const isPair = list.length === 2 && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(before);
  return isOption || isPair ? secretName(before) : null;
}

function redactEntry(key: string, value: unknown, depth: number): unknown {
  const kind = secretName(key);
  if (kind === "environment" && typeof value === "string") return hideEnvironment(key, value);
  if (kind !== null) return hideValue(value, kind);
  return typeof value === "string" && /credentials$/i.test(key)
    ? hideValue(value, "secret")
    : redactNode(value, depth + 1);
}

/** An environment as text: JSON keeps its names. `environment: "prod"` is the name of one. */
function hideEnvironment(key: string, text: string): string {
  if (text === "" || isAlreadyHidden(text)) return text;
  const json = parsedJson(text);
  if (typeof json === "object") return JSON.stringify(hideValue(json, "environment"));
  return /^environment$/i.test(key) && !text.includes("=") ? redactText(text) : hideText(text, "environment");
}

const NAME_KEY = /(?:name|key|attribute|variable|parameter|option|field|^k)$/i;
const VALUE_KEY = /(?:values?|content|data|text|default|^v)$/i;

/**
 * `{name: "DB_PASSWORD", value: "…"}`, and with other words for the two, or `{type: "SecureString", value: "…"}`. A tag
 * called Environment is no secret.
 */
function namedSecret(entries: readonly [string, unknown][]): SecretKind | null {
  if (entries.some(([key, value]) => /type$/i.test(key) && value === "SecureString")) return "secret";
  const names = entries.filter(([key, value]) => NAME_KEY.test(key) && typeof value === "string");
  const kinds = names.map(([, name]) => secretName(String(name)));
  return kinds.find((kind) => kind !== null && kind !== "environment") ?? null;
}

/** Hides every scalar below; names, counts and shapes stay. Flags and nulls tell nothing and stay as well. */
function hideValue(value: unknown, kind: SecretKind): unknown {
  if (typeof value === "string") return value === "" || isAlreadyHidden(value) ? value : hideText(value, kind);
  if (typeof value === "number" || isExactNumber(value)) return mark(kind);
  if (Array.isArray(value)) return value.map((item) => hideValue(item, kind));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => hideInner(key, inner, kind)));
  }
  return value;
}

/** Environment pairs keep their names; ids, ARNs and states beside a secret or a token are none. A password has no parts. */
function hideInner(key: string, value: unknown, kind: SecretKind): [string, unknown] {
  const name = redactText(key);
  return [name, stays(key, value, kind) ? redactNode(value, 0) : hideValue(value, kind)];
}

function stays(key: string, value: unknown, kind: SecretKind): boolean {
  switch (kind) {
    case "environment":
      return /^(name|type)$/i.test(key);
    case "secret":
    case "token":
      return typeof value === "string" && isHarmlessName(key);
    default:
      return false;
  }
}
