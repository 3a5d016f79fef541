// https://pkg.go.dev/github.com/bmatcuk/doublestar/v4

/** The index behind the `]` of a class that begins at `open`; -1 where it has no end, or nothing in it. */
const behindClass = (text: string, open: number): number => {
  let at = open + 1;
  if (text[at] === '^' || text[at] === '!') at++;
  if (at >= text.length || text[at] === ']') return -1;
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === ']') return at + 1;
  }
  return -1;
};

/** What is wrong with a pattern of paths, such as `a/{b,c}*.log`; undefined where nothing is. */
export const faultOfDoublestar = (text: string): string | undefined => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '\\') {
      at++;
      if (at >= text.length) return 'ends with a \\, which needs a character behind it';
    } else if (letter === '[') {
      const end = behindClass(text, at);
      if (end < 0) return `"${text.slice(at)}" has no closing ], or nothing before it`;
      at = end - 1;
    } else if (letter === '{') depth++;
    else if (letter === '}' && --depth < 0) return `has a } at ${at + 1} without a {`;
  }
  return depth > 0 ? 'has a { without a }' : undefined;
};
