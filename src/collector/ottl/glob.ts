// https://github.com/gobwas/glob

/** What is wrong after a `[`; else where its `]` is. */
const closeOf = (text: string, open: number): number | string => {
  const start = text[open + 1] === '!' ? open + 2 : open + 1;
  if (text[start + 1] === '-') {
    const [low = '', high = ''] = [text[start], text[start + 2]];
    if (text[start + 3] !== ']' || high < low) return `"${text.slice(open, start + 4)}" is not a range`;
    return start + 3;
  }
  let at = start;
  while (at < text.length && text[at] !== ']') at += text[at] === '\\' ? 2 : 1;
  if (at >= text.length) return `"${text.slice(open)}" has no closing ]`;
  return at === start ? `"${text.slice(open, at + 1)}" is empty` : at;
};

/** What is wrong with a pattern of the glob package of Go; undefined where nothing is. */
export const faultOfGlob = (text: string): string | undefined => {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') {
      const close = closeOf(text, at);
      if (typeof close === 'string') return close;
      at = close;
    }
  }
  return undefined;
};
