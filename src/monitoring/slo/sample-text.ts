/** A text that a pattern matches as a whole, for the series of tests; undefined where none is found easily. */
export const textMatching = (pattern: string): string | undefined => {
  const regExp = new RegExp(`^(?:${pattern})$`, 's');
  const alternatives = [pattern, ...pattern.split('|')].map((text) => text.replaceAll(/\(\?:|[()^$]/g, ''));
  const candidates = alternatives.flatMap((text) => {
    const filled = text
      .replaceAll(/\[([^\]^\\])[^\]]*\]/g, '$1')
      .replaceAll(/\\d/g, '1')
      .replaceAll(/\\w/g, 'a')
      .replaceAll(/(?<!\\)\.(?![*?{])/g, '0')
      .replaceAll(/(?<!\\)\.[*?]/g, '');
    return [
      filled,
      filled.replaceAll(/(.)\{(\d+)[^}]*\}/g, (_, one: string, count: string) =>
        one.repeat(Math.min(100, Number(count))),
      ),
    ].map((one) => one.replaceAll(/(?<!\\)[+?*]/g, '').replaceAll(/\\(.)/g, '$1'));
  });
  return ['', 'other', ...candidates].reverse().find((candidate) => regExp.test(candidate));
};
