/** The methods of strings that rules use; another one is to be added with its cost. */
const methodsOf = (text: string, look: (units: number) => void): Record<string, unknown> => ({
  length: text.length,
  charCodeAt: (at: number) => {
    look(1);
    return text.charCodeAt(at);
  },
  startsWith: (part: string, at = 0) => {
    look(part.length);
    return text.startsWith(part, at);
  },
  slice: (start: number, end?: number) => {
    const part = text.slice(start, end);
    look(part.length);
    return part;
  },
  indexOf: (part: string, from = 0) => {
    const at = text.indexOf(part, from);
    look((at < 0 ? text.length : at) - from);
    return at;
  },
});

/** A string to the rules, which counts the units that they look at. Time says the same, but not on a busy machine. */
export const countingText = (text: string): { readonly text: string; looks(): number } => {
  let looks = 0;
  const methods = methodsOf(text, (units) => {
    looks += units;
  });
  const counting = new Proxy(methods, {
    get: (_, key) => {
      if (typeof key === 'string' && /^-?\d+$/.test(key)) {
        looks++;
        return text[Number(key)];
      }
      if (typeof key === 'string' && key in methods) return methods[key];
      throw new TypeError(`countingText has no ${String(key)}`);
    },
  });
  return { text: counting as unknown as string, looks: () => looks };
};
