/** Whether a text matches. */
export type Matcher = (text: string) => boolean;

/**
 * A pattern in which `*` stands for any characters, also none, and everything else for itself. Matching looks for
 * one part after the other and never goes back, so no pattern can take long.
 */
export const createGlob = (pattern: string): Matcher => {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (text) => text === pattern;
  if (others.length === 0 && last === '') return (text) => text.startsWith(first);
  const middle = others.filter((part) => part !== '');
  return (text) => {
    const end = text.length - last.length;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= end;
  };
};
