/**
 * What keeps a pattern from being a regular expression both in Go, as servers read it, and here; what only one of both
 * knows is refused.
 */
export const sharedPatternFault = (pattern: string): string | undefined => {
  if (/\(\?(?!:)|\\[1-9kpP]/.test(pattern))
    return `the pattern ${JSON.stringify(pattern)} has look-around, flags, classes of Unicode or back-references; expected a plain one such as "5.."`;
  try {
    new RegExp(pattern);
    return undefined;
  } catch {
    return `${JSON.stringify(pattern)} is no regular expression`;
  }
};
