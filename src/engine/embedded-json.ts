/** Where a text is given up: so many openings that belong to no JSON are no log of anything. */
const MOST_TRIED = 20;

/** A text with each piece of JSON in it (an object or a list) replaced by what `change` makes of it. */
export function mapEmbeddedJson(text: string, change: (json: string) => string): string {
  let done = 0;
  let result = "";
  let tried = 0;
  for (let from = nextOpening(text, 0); from !== -1 && tried < MOST_TRIED; from = nextOpening(text, from)) {
    const to = endOf(text, from);
    const piece = to === null ? "" : text.slice(from, to);
    if (to === null || !isJson(piece)) {
      tried++;
      from++;
      continue;
    }
    result += text.slice(done, from) + change(piece);
    done = to;
    from = to;
  }
  return result + text.slice(done);
}

/** An object or a list that holds a text: nothing else can hold a name. */
function nextOpening(text: string, from: number): number {
  const found = /[{[]\s*["{[]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? -1;
}

/** The end of what opens at `from`, behind its last bracket; null where it never closes. */
function endOf(text: string, from: number): number | null {
  let depth = 0;
  let isText = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === "\\" && isText) at++;
    else if (character === '"') isText = !isText;
    else if (!isText && (character === "{" || character === "[")) depth++;
    else if (!isText && (character === "}" || character === "]") && --depth === 0) return at + 1;
  }
  return null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
