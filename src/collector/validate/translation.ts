/** Strategies that keep names as they are, which needs UTF-8 at the other end. */
export const UTF8_STRATEGIES: readonly string[] = ['NoUTF8EscapingWithSuffixes', 'NoTranslation'];

const STRATEGIES = [
  'UnderscoreEscapingWithSuffixes',
  'UnderscoreEscapingWithoutSuffixes',
  ...UTF8_STRATEGIES,
];

export const translationFault = (text: string): string | undefined =>
  text === '' || STRATEGIES.includes(text)
    ? undefined
    : `"${text}" is not known; expected one of ${STRATEGIES.join(', ')}`;
