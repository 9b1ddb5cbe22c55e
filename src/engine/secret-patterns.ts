import { hideText, isAlreadyHidden, mark } from "./hidden-text.ts";
import { secretName, type SecretKind } from "./secret-names.ts";

/** What secrets look like wherever they stand: [pattern, replacement]. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    mark("private-key"),
  ],
  [/(Private-Lines: \d+\s)[\s\S]*/g, `$1${mark("private-key")}`],
  [/(X-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D))[^&\s"'\\]+/gi, `$1${mark("presigned-url")}`],
  [
    /([?&](?:Signature|sig|token|ticket|AWSAccessKeyId|access_token|X-Goog-Signature)=)[^&\s"']+/gi,
    `$1${mark("presigned-url")}`,
  ],
  [/(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=%_-]{20,}/g, mark("session-token")],
  [/\b(AKIA|ASIA)([0-9A-Z]{16})([^0-9A-Za-z]{1,40})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g, `$1$2$3${mark("secret-key")}`],
  [/\b(?:gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{20,}/g, mark("token")],
  [/\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{10,}/g, mark("token")],
  [/(hooks\.slack\.com\/[a-z]+\/)[A-Za-z0-9/_-]+/g, `$1${mark("token")}`],
  [/(webhook\.office\.com\/webhookb2\/|discord(?:app)?\.com\/api\/webhooks\/)[A-Za-z0-9/@_-]+/g, `$1${mark("token")}`],
  [/\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g, mark("token")],
  [/\bsk-(?:(?:proj|ant|svcacct|admin)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{32,})/g, mark("token")],
  [/\b(?:npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,}|dop_v1_[a-f0-9]{40,})/g, mark("token")],
  [/\b(?:AIza[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})/g, mark("token")],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g, mark("token")],
  [/\b(Bearer\s+)[A-Za-z0-9._~+/=-]{12,}/gi, `$1${mark("token")}`],
  [/(authorization\W{1,6}Basic\s+|^Basic\s+(?=\S+$))[A-Za-z0-9+/]{8,}={0,2}/gi, `$1${mark("password")}`],
  [/(:\/\/[^\s:/@"']{0,64}:)[^\s/"']{1,256}(@)/g, `$1${mark("password")}$2`],
  [/\b((?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,200}?\s-p)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(sshpass\s+-p\s*)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(curl\b[^\n|;&]{0,200}?\s(?:-u|--user)[\s=]*["']?[^\s:"'\\]{1,64}:)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/(jdbc:oracle:\w{1,10}:[^/\s"']{1,64}\/)[^@\s"']{1,256}(@)/gi, `$1${mark("password")}$2`],
  [/\b((?:docker|podman)\s+login\b[^\n|;&]{0,200}?\s-p\s+)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(user(?:add|mod)\b[^\n|;&]{0,200}?\s-p\s+)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(htpasswd\s+-\w{0,8}b\w{0,8}\s+\S{1,256}\s+\S{1,64}\s+)[^\s"'\\]+/g, `$1${mark("password")}`],
  [/\b(echo\s+["']?[^\s:"'\\]{1,64}:)[^\s"'|\\]+(["']?\s*\|\s*(?:sudo\s+)?chpasswd)/g, `$1${mark("password")}$2`],
  [/\b(echo\s+["']?)[^\s"'|\\]+(["']?\s*\|\s*(?:sudo\s+)?passwd\s+--stdin)/g, `$1${mark("password")}$2`],
  [/\b(net\s+user\s+[^\s/]{1,64}\s+)(?=[^\s]*[^\w\s]|[^\s]*\d)(?!\/)[^\s"'\\]+/gi, `$1${mark("password")}`],
  [/(\s\/p:)[^\s"'\\]+/gi, `$1${mark("password")}`],
  [/(ConvertTo-SecureString\s+(?:-String\s+)?\\*["'])[^"'\\]+/gi, `$1${mark("password")}`],
  [/\b(aws_(?:secret_access_key|session_token)\s+)(?![=:])[^\s"'\\]+/g, `$1${mark("secret-key")}`],
  [/\b(machine\s+\S{1,256}\s+login\s+\S{1,64}\s+password\s+)[^\s"'\\]+/g, `$1${mark("password")}`],
  // JSON that was cut off cannot be walked, so nothing after the opening of an environment is shown.
  [/(environment(?:_?variables)?\\*"\s*:\s*[[{])[\s\S]*/gi, `$1${mark("environment")}`],
];

/** A name and what joins it to a value. The name does not continue an ARN or a path. */
const NAMES =
  /(?<![\w./-]|[^\s{,(]:)([\w.-]{3,64})(?:(?:\\*["'])?\s*(?:=>|->|=|:|%3D|%3A)\s*|(?<=(?<![\w-])--?[A-Za-z][\w-]{1,62})\s+)/gi;
/** A value: in quotes up to the closing one (or the end of a text that was cut), else up to a space. */
const VALUE = /(\\*["'])((?:(?!\1)[\s\S])*)|[^\s"'\\&,;}]+/y;

/** A text that is no JSON, without what looks like a secret in it or is named one. */
export function redactPatterns(text: string): string {
  const plain = redactShapes(text);
  return redactPairs(redactElements(redactCutPairs(redactBlocks(plain))), (kind) => kind !== "environment");
}

/**
 * A question without the secrets that somebody typed into it: what looks like a secret by itself, and what is called a
 * password. Other names with a value stay, since questions name secrets, tokens and keys to ask about them.
 */
export function redactQuestion(text: string): string {
  return redactPairs(redactShapes(text), (kind) => kind === "password");
}

function redactShapes(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** A key of YAML whose text or whose entries follow on deeper lines. */
const BLOCK =
  /^([ \t]*)((?:- )?["']?(?:user_?data|environment(?:_?variables)?|env)["']?):[ \t]*(?:[|>][-+\d]*|![^\n]{1,80}|)[ \t]*\n((?:\1[ \t]+[^\n]*(?:\n|$))+)/gim;

function redactBlocks(text: string): string {
  if (!text.includes("\n")) return text;
  return text.replace(BLOCK, (_, indent: string, key: string, block: string) => {
    const kind = /data/i.test(key) ? "user-data" : "environment";
    return `${indent}${key}: ${hideText(block, kind)}\n`;
  });
}

const ELEMENT = /<([\w:.-]{3,64})>([^<]+)(?=<\/\1>)/g;

function redactElements(text: string): string {
  return text.replace(ELEMENT, (whole, name: string, value: string) => {
    const kind = secretName(name.slice(name.indexOf(":") + 1));
    return kind === null ? whole : `<${name}>${hideText(value, kind)}`;
  });
}

/** `"name":"DB_PASSWORD","value":"…"` in JSON that was cut off, in either order. */
const NAME_FIRST =
  /("[\w-]{0,40}(?:name|key)"\s*:\s*"([^"\\]{1,128})"[^{}]{0,300}?"[\w-]{0,40}value"\s*:\s*")([^"\\]*)/gi;
const VALUE_FIRST =
  /("[\w-]{0,40}value"\s*:\s*")([^"\\]*)(?="[^{}]{0,300}?"[\w-]{0,40}(?:name|key|type)"\s*:\s*"([^"\\]{1,128}))/gi;
const TYPE_FIRST = /("type"\s*:\s*"SecureString"[^{}]{0,300}?"value"\s*:\s*")([^"\\]*)/gi;

function redactCutPairs(text: string): string {
  if (!/value"/i.test(text)) return text;
  const hide = (whole: string, before: string, name: string, value: string): string => {
    const kind = name === "SecureString" ? "secret" : secretName(name);
    return kind === null || isAlreadyHidden(value) ? whole : before + hideText(value, kind);
  };
  return text
    .replace(NAME_FIRST, hide)
    .replace(VALUE_FIRST, (whole, before: string, value: string, name: string) => hide(whole, before, name, value))
    .replace(TYPE_FIRST, (whole, before: string, value: string) => hide(whole, before, "SecureString", value));
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
