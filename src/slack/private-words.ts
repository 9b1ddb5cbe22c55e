/** Ways to say that the answer is for the asker alone; at the ends of a question only, where they mean nothing else. */
const AT_START = /^(?:--private\b|privately\b[,:]?)\s*/i;
const AT_END = /[\s,]*(?:--private|\bprivately)[\s.?!]*$/i;

/** Takes "privately" or "--private" off a question, and tells whether it was there. */
export function takePrivate(text: string): { readonly text: string; readonly isPrivate: boolean } {
  const bare = text.trim().replace(AT_START, "").replace(AT_END, "");
  return { text: bare, isPrivate: bare !== text.trim() };
}
