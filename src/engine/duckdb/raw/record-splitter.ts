/**
 * Cuts the elements of the `Records` array out of JSON text that arrives in pieces, without parsing the whole: one broken
 * record then costs itself alone, and what precedes a cut is kept. Text before the array is looked through for the
 * key `Records` at the outermost level.
 */
export interface RecordSplitter {
  /** Adds text; returns the texts of the records that it completed. */
  push(text: string): string[];
  /** Whether the array was found, whether its closing bracket was seen, and whether it is given up to look for it. */
  state(): { readonly found: boolean; readonly closed: boolean; readonly hopeless: boolean };
}

/** Beyond this no record is kept: CloudTrail's own limit is 256 KB an event. */
const LONGEST_RECORD = 16 * 1024 * 1024;
/** How far into a file the array must begin. */
const LONGEST_PREAMBLE = 1024 * 1024;

export function createRecordSplitter(): RecordSplitter {
  let preamble = "";
  let found = false;
  let closed = false;
  let record = "";
  let depth = 0;
  let inString = false;
  let escaped = false;
  let tooLong = false;

  const keep = (text: string): void => {
    if (tooLong) return;
    record += text;
    if (record.length > LONGEST_RECORD) {
      record = "";
      tooLong = true;
    }
  };

  const complete = (done: string[]): void => {
    if (!tooLong && record.trim() !== "") done.push(record);
    record = "";
    tooLong = false;
  };

  const scan = (text: string): string[] => {
    const done: string[] = [];
    let from = 0;
    for (let at = 0; at < text.length && !closed; at++) {
      const char = text[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (char === "\\") escaped = true;
        else if (char === '"') inString = false;
      } else if (char === '"') inString = true;
      else if (char === "{" || char === "[") depth++;
      else if (depth > 0 && (char === "}" || char === "]")) depth--;
      else if (depth === 0 && (char === "," || char === "]")) {
        keep(text.slice(from, at));
        complete(done);
        from = at + 1;
        closed = char === "]";
      }
    }
    if (!closed) keep(text.slice(from));
    return done;
  };

  return {
    push(text) {
      if (closed) return [];
      if (found) return scan(text);
      if (preamble.length > LONGEST_PREAMBLE) return [];
      preamble += text;
      const start = recordsStart(preamble);
      if (start === null) return [];
      found = true;
      const rest = preamble.slice(start);
      preamble = "";
      return scan(rest);
    },
    state: () => ({ found, closed, hopeless: !found && preamble.length > LONGEST_PREAMBLE }),
  };
}

/** Position just after the `[` of the outermost key `Records`, or null while it has not come. */
function recordsStart(text: string): number | null {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    const token = match[0];
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (depth === 1 && token === '"Records"') {
      const open = /^\s*:\s*\[/.exec(text.slice(match.index + token.length, match.index + token.length + 64));
      if (open) return match.index + token.length + open[0].length;
    }
  }
  return null;
}
