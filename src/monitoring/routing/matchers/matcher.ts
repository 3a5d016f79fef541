import { toJavaScriptRegexp } from '../../../core/go/to-javascript-regexp.ts';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label. A label that is not there is an empty text. */
export interface Matcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  matches(text: string): boolean;
}

export type Labels = Readonly<Record<string, string>>;

/**
 * Regular expressions are those of Go, and match a value as a whole.
 * @throws UntranslatedRegexp where the value is none
 */
export const createMatcher = (name: string, operator: MatchOperator, value: string): Matcher => {
  const matcher = { name, operator, value };
  if (operator === '=') return { ...matcher, matches: (text) => text === value };
  if (operator === '!=') return { ...matcher, matches: (text) => text !== value };
  const pattern = toJavaScriptRegexp(`^(?:${value})$`);
  return operator === '=~'
    ? { ...matcher, matches: (text) => pattern.test(text) }
    : { ...matcher, matches: (text) => !pattern.test(text) };
};

export const labelOf = (labels: Labels, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';

export const matchesAll = (matchers: readonly Matcher[], labels: Labels): boolean =>
  matchers.every(({ name, matches }) => matches(labelOf(labels, name)));

/** Quoted so that both of Alertmanager's parsers read the same. */
const quoteValue = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;

/** The matcher as it stands in a configuration. Names that are no classic ones are quoted too. */
export const showMatcher = ({ name, operator, value }: Omit<Matcher, 'matches'>): string =>
  `${/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : quoteValue(name)}${operator}${quoteValue(value)}`;
