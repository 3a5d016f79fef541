const QUOTE = '"';

/** Splits where a character is a separator outside of quotes; the quotes stay. */
export const splitOutsideQuotes = (text: string, isSeparator: (character: string) => boolean): string[] => {
  const parts: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === QUOTE) isQuoted = !isQuoted;
    if (isQuoted || !isSeparator(character)) continue;
    parts.push(text.slice(start, i));
    start = i + 1;
  }
  parts.push(text.slice(start));
  return parts;
};

/** A value without its quotes; undefined where they do not enclose it. */
export const unquoted = (text: string): string | undefined => {
  if (!text.includes(QUOTE)) return text;
  const inner = text.slice(1, -1);
  return text.length > 1 && text.startsWith(QUOTE) && text.endsWith(QUOTE) && !inner.includes(QUOTE)
    ? inner
    : undefined;
};
