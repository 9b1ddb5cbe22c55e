import { isExactNumber, parseExactly } from "./exact-json.ts";
import { isHarmlessName, secretName, type SecretKind } from "./secret-names.ts";

/** Text that may hold a secret at all; everything else passes untouched, which is nearly every cell. */
const SUSPICIOUS =
  /token|assertion|plain_?text|cipher_?text|stage_?variables|securestring|passcode|pin\W|pin$|otp|code\d?\\*["'\s:=]|shared_?key|psk|mysql|mariadb|sshpass|curl\s|secret|passw|passphrase|pwd|user_?data|environment|\benv|credential|private|signature|[?&](?:sig|ticket)=|api_?-?key|key_?material|auth|bearer|basic |connection_?string|:\/\/[^\s:/@"']{0,64}:[^\s@/"']{1,256}@|IQoJ|FwoG|FQoG|gh[pousr]_|github_pat|glpat-|hooks\.slack|xox[a-z]-|xapp-|eyJ|A[KS]IA[0-9A-Z]{16}[^0-9A-Za-z]+[A-Za-z0-9/+]{40}/i;

/** A short word of letters alone, such as the name of an action: nothing that a secret looks like. */
const ONE_WORD = /^[A-Za-z]{0,64}$/;

/**
 * The text without secrets. JSON text is parsed and walked, other text is searched for what secrets look like. JSON that
 * holds nothing to hide comes back as it was, to the letter.
 */
export function redactText(text: string): string {
  if (ONE_WORD.test(text) || !SUSPICIOUS.test(text)) return text;
  const json = parsedJson(text);
  if (json === "too-deep") return mark(json);
  if (json === undefined) return redactPatterns(text);
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
    hidden !== null && /value$/i.test(key) ? hideValue(value, hidden) : redactEntry(key, value, depth),
  ]);
  const changed = clean.some(([key, value], index) => key !== entries[index]?.[0] || value !== entries[index]?.[1]);
  return changed ? Object.fromEntries(clean) : node;
}

function redactList(list: readonly unknown[], depth: number): unknown {
  const clean = list.map((item) => redactNode(item, depth + 1));
  return clean.some((item, index) => item !== list[index]) ? clean : list;
}

function redactEntry(key: string, value: unknown, depth: number): unknown {
  const kind = secretName(key);
  // `environment: "prod"` is a name; `environment: {variables: …}` is not.
  if (kind === null || (kind === "environment" && typeof value === "string")) {
    return typeof value === "string" && /credentials$/i.test(key)
      ? hideValue(value, "secret")
      : redactNode(value, depth + 1);
  }
  return hideValue(value, kind);
}

/**
 * `{name: "DB_PASSWORD", value: "…"}`, and with other words for the two, or `{type: "SecureString", value: "…"}`. A tag
 * called Environment is no secret.
 */
function namedSecret(entries: readonly [string, unknown][]): SecretKind | null {
  if (entries.some(([key, value]) => /type$/i.test(key) && value === "SecureString")) return "secret";
  const names = entries.filter(([key, value]) => /(name|key|attribute)$/i.test(key) && typeof value === "string");
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

function hideText(text: string, kind: SecretKind): string {
  return kind === "user-data" ? `[redacted:user-data, ${text.length} characters]` : mark(kind);
}

function isAlreadyHidden(text: string): boolean {
  return (
    /^\*+$/.test(text) ||
    text.startsWith("[redacted:") ||
    text === "HIDDEN_DUE_TO_SECURITY_REASONS" ||
    text === "<sensitiveDataRemoved>"
  );
}

function mark(kind: string): string {
  return `[redacted:${kind}]`;
}

/** What secrets look like wherever they stand: [pattern, replacement]. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mark("private-key")],
  [/(X-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D))[^&\s"'\\]+/gi, `$1${mark("presigned-url")}`],
  [
    /([?&](?:Signature|sig|token|ticket|AWSAccessKeyId|access_token|X-Goog-Signature)=)[^&\s"']+/gi,
    `$1${mark("presigned-url")}`,
  ],
  [/(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=%_-]{20,}/g, mark("session-token")],
  [/\b(AKIA|ASIA)([0-9A-Z]{16})([^0-9A-Za-z]{1,40})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g, `$1$2$3${mark("secret-key")}`],
  [/\b(?:gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{20,}/g, mark("token")],
  [/\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}/g, mark("token")],
  [/(hooks\.slack\.com\/(?:services|workflows|commands|actions)\/)[A-Za-z0-9/_-]+/g, `$1${mark("token")}`],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g, mark("token")],
  [/\b(Bearer\s+)[A-Za-z0-9._~+/=-]{12,}/gi, `$1${mark("token")}`],
  [/(authorization\W{1,6}Basic\s+|^Basic\s+(?=\S+$))[A-Za-z0-9+/]{8,}={0,2}/gi, `$1${mark("password")}`],
  [/(:\/\/[^\s:/@"']{0,64}:)[^\s@/"']{1,256}(@)/g, `$1${mark("password")}$2`],
  [/\b((?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,200}?\s-p)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(sshpass\s+-p\s*)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(curl\b[^\n|;&]{0,200}?\s(?:-u|--user)[\s=]*["']?[^\s:"'\\]{1,64}:)[^\s"'\\]+/g, `$1${mark("password")}`],
  // JSON that was cut off cannot be walked, so nothing after the opening of an environment is shown.
  [/(environment(?:_?variables)?\\*"\s*:\s*[[{])[\s\S]*/gi, `$1${mark("environment")}`],
];

/** A name and what joins it to a value. The name does not continue an ARN or a path. */
const NAMES = /(?<![\w.:/-])([\w.-]{3,64})(?:(?:\\*["'])?\s*[=:]\s*|(?<=--[\w-]{1,62})\s+)/g;
/** A value: in quotes up to the closing one (or the end of a text that was cut), else up to a space. */
const VALUE = /(\\*["'])((?:(?!\1)[\s\S])*)|[^\s"'\\&,;}]+/y;

function redactPatterns(text: string): string {
  return redactPairs(redactShapes(text), (kind) => kind !== "environment");
}

function redactShapes(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/**
 * A question without the secrets that somebody typed into it: what looks like a secret by itself, and what is called a
 * password. Other names with a value stay, since questions name secrets, tokens and keys to ask about them.
 */
export function redactQuestion(text: string): string {
  return redactPairs(redactShapes(text), (kind) => kind === "password");
}

/** Hides the values of names that announce a secret: `DB_PASSWORD=…`, `"secretKey": "…"`, `--password …`. */
function redactPairs(text: string, isHidden: (kind: SecretKind) => boolean): string {
  const value = new RegExp(VALUE);
  let clean = "";
  let done = 0;
  for (const match of text.matchAll(NAMES)) {
    const kind = secretName(match[1] ?? "");
    if (kind === null || !isHidden(kind) || match.index < done) continue;
    value.lastIndex = match.index + match[0].length;
    const [whole, quote = "", quoted] = value.exec(text) ?? [""];
    const secret = quoted ?? whole;
    if (/^(true|false|null|none)?$/i.test(secret) || isAlreadyHidden(secret)) continue;
    const start = match.index + match[0].length + quote.length;
    clean += text.slice(done, start) + hideText(secret, kind);
    done = start + secret.length;
  }
  return clean + text.slice(done);
}
