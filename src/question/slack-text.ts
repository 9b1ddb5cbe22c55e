/** Text of a message without what Slack and keyboards add to it. */
export interface PlainQuestion {
  /** With one private-use character (U+E000+n) for each value that is certainly a value: `values[n]`. */
  readonly text: string;
  readonly values: readonly string[];
  /** Nothing but a mention of the bot or the bare command. */
  readonly isCallOnly: boolean;
}

const FIRST_PLACEHOLDER = 0xe000;
const MOST_PLACEHOLDERS = 0x1900;
const BOLD = /(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])/g;
const ITALIC = /(?<![\w_])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])/g;
const STRUCK = /(?<![\w~])~([^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])/g;
const EMOJI = /(?<![\w:]):[a-z0-9_+'-]{1,60}:(?!\w)/gi;
const PICTURE = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u20e3)+/gu;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]/g;
const SPACES = /[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;
const QUOTED =
  /`{1,3}([^`\n]{1,1024})`{1,3}|[“„«”]([^“”„«»\n]{1,1024})[”“»]|(?<![\w"])"([^"\n]{1,1024})"(?!\w)|(?<![\w'‘’])[‘'’]([^'‘’\n]{1,1024})[’'](?!\w)/g;
const CALL = /^(?:(?:hey|hi|hello|yo|ok|okay)[\s,]+)?(?:<@[UWB][A-Z0-9]{2,20}(?:\|[^>]{0,80})?>|@trail\b)[\s,:;-]*/i;

/**
 * Undoes Slack's artefacts once, in the order in which they were put on: brackets, then entities, then formatting and
 * typography. A mention in front is the bot's. Text in backticks or quotes, and what a bracket held, is a value.
 */
export function plainQuestion(raw: string): PlainQuestion {
  const seen = raw.replaceAll(INVISIBLE, "").replaceAll(EMOJI, " ").replaceAll(PICTURE, " ");
  const text = seen.replaceAll(SPACES, " ").trim();
  const called = withoutCall(text);
  const values = new Values();
  const unwrapped = unescaped(withoutBrackets(called, values));
  const typed = plainTypography(withoutFormatting(unwrapped));
  const quoted = withQuotedValues(wholeUnquoted(typed), values);
  return {
    text: expanded(quoted).replaceAll(SPACES, " ").trim(),
    values: values.texts,
    isCallOnly: called === "" && text !== "",
  };
}

/** The text with its values put back. */
export function withValues(text: string, values: readonly string[]): string {
  return text.replaceAll(/[\ue000-\uf8ff]/g, (character) => values[placeOf(character)] ?? "");
}

/** The number of the value that a private-use character stands for. */
export function placeOf(character: string): number {
  return character.charCodeAt(0) - FIRST_PLACEHOLDER;
}

/** The private-use character that stands for a value. */
export function placeholder(place: number): string {
  return String.fromCharCode(FIRST_PLACEHOLDER + place);
}

class Values {
  readonly texts: string[] = [];

  /** The character to put in the place of a value; the value itself when there are too many. */
  keep(value: string): string {
    if (this.texts.length >= MOST_PLACEHOLDERS) return value;
    this.texts.push(value);
    return placeholder(this.texts.length - 1);
  }
}

function withoutCall(text: string): string {
  const bare = text.replace(/^\/trail(?![\w-])\s*/i, "");
  const called = bare.replace(CALL, "");
  return called.replace(/^\/trail(?![\w-])\s*/i, "").trim();
}

/** `<…>`: people stay people, dates stay for the reader of time, links give their label, channels and groups a name. */
function withoutBrackets(text: string, values: Values): string {
  return text.replaceAll(/<([^<>\s][^<>]{0,1500})>/g, (whole, inner: string) => {
    const bar = inner.indexOf("|");
    const [target, label] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), inner.slice(bar + 1)];
    if (/^@[UWB][A-Z0-9]{2,20}$/.test(target)) return values.keep(target);
    if (target.startsWith("!date^")) return whole;
    if (/^[#!@]/.test(target)) return label === "" ? target.replace(/^!(?:subteam\^)?/, "@") : label;
    if (!/^(?:https?|mailto|tel|s3|ftp):/i.test(target)) return whole;
    return values.keep(unescaped(label === "" ? target.replace(/^(?:mailto|tel):/i, "") : label).trim());
  });
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => (entity === "&amp;" ? "&" : entity === "&lt;" ? "<" : ">"));
}

function withoutFormatting(text: string): string {
  return text
    .replace(/^(?:> ?)+/, "")
    .replaceAll(BOLD, "$1")
    .replaceAll(ITALIC, "$1")
    .replaceAll(STRUCK, "$1");
}

function plainTypography(text: string): string {
  return text
    .replaceAll(/[\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d]/g, "-")
    .replaceAll(/[\u2014\u2015]/g, " - ")
    .replaceAll("…", " ")
    .replaceAll(/(?<=\w)[’‘`´](?=\w)/g, "'");
}

/** People also paste the whole question as code. */
function wholeUnquoted(text: string): string {
  const [, inner = ""] = /^(?:`{1,3}|["“])([^`"“”]+)(?:`{1,3}|["”])\s*[?!.]*$/.exec(text.trim()) ?? [];
  return inner.trim().includes(" ") ? inner.trim() : text;
}

function withQuotedValues(text: string, values: Values): string {
  return text.replaceAll(QUOTED, (_whole, ...groups: (string | undefined)[]) => {
    const inner =
      groups
        .slice(0, 4)
        .find((group) => typeof group === "string" && group !== "")
        ?.trim() ?? "";
    return inner === "" || /^[\ue000-\uf8ff]$/.test(inner)
      ? inner
      : ` ${values.keep(withValues(inner, values.texts))} `;
  });
}

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w-])(what|who|where|when|how|that|there|it|he|she)(?:'s)(?![\w-])/gi, "$1 is"],
  [/(?<![\w-])(what|who|where|how)s(?![\w-])/gi, "$1 is"],
  [/(?<![\w-])(ca|wo|sha)n'?t(?![\w-])/gi, "$1 not"],
  [/(?<![\w-])(did|does|do|was|were|is|are|has|have|had|could|would|should)n'?t(?![\w-])/gi, "$1 not"],
  [/(?<![\w-])(what|who|how|why)'d(?![\w-])/gi, "$1 did"],
  [/(?<![\w-])(i|we|they|you|who|what)'(?:ve|re|d|m|ll)(?![\w-])/gi, "$1"],
  [/(?<![\w-])ca not(?![\w-])/gi, "can not"],
  [/(?<![\w-])wo not(?![\w-])/gi, "will not"],
];

function expanded(text: string): string {
  return CONTRACTIONS.reduce((current, [pattern, replacement]) => current.replaceAll(pattern, replacement), text);
}
