import { QUERY_KEYS, SENSITIVE_PARAMETERS, URL_KEYS } from '../../../core/redaction/keys.ts';
import { REDACTED } from '../../../core/redaction/text.ts';
import { ruleReplacements } from './actions.ts';
import { bodyAfter, bodyBefore, bodyCleaned } from './body-statements.ts';
import { keyStatements } from './key-statements.ts';
import { holdsOne, quote, where } from './ottl.ts';
import { neededByRule } from './patterns.ts';
import { endStatements, type Place } from './places.ts';
import type { CollectorRedaction } from './policy.ts';
import { queryStatements } from './query-statements.ts';

/** A parameter with a sensitive name; patterns of keys may be tied to the ends of the name. */
const parameterPattern = (sensitiveKeys: readonly string[]): string => {
  const names = sensitiveKeys.map((key) => {
    const start = key.replace(/^(\(\?:)?\^/, '$1^|[?&#;]').replace('(?:^|[?&#;]|[', '(?:^|[?&#;');
    return start.endsWith('$') ? start.slice(0, -1) : `${start}[^=&#;\\s]*`;
  });
  names.push(`(?:^|[?&#;])(?:${SENSITIVE_PARAMETERS.join('|')})`);
  return `(?i)(?<keep>(?:${names.join('|')})=)[^&#;\\s]+`;
};

/** A parameter whose value holds a mark; the mark alone would keep what stands beside it. */
const MARKED_PARAMETER = `(?<keep>(?:^|[?&#;])[^=&#;\\s]*=)[^&#;\\s]*\\[${REDACTED}:[a-z0-9-]+\\][^&#;\\s]*`;

interface Cached extends Place {
  /** The record as JSON, in lower case: what guards look at. */
  readonly text: string;
}

const urlStatements = ({ attributes, text }: Cached, { keys }: CollectorRedaction): string[] => {
  const sensitive = keys.flatMap(({ action, patterns }) => (action === 'deny' ? patterns : []));
  return [...URL_KEYS, ...QUERY_KEYS].map(
    (key) =>
      `replace_pattern(${attributes}["${key}"], ${quote(parameterPattern(sensitive))}, ${quote(`\${keep}${REDACTED}`)})${where(holdsOne(text, ['=']))}`,
  );
};

const markedParameters = ({ attributes }: Place): string[] =>
  [...URL_KEYS, ...QUERY_KEYS].map(
    (key) =>
      `replace_pattern(${attributes}["${key}"], ${quote(MARKED_PARAMETER)}, ${quote(`\${keep}${REDACTED}`)})${where(`IsMatch(${attributes}["${key}"], ${quote(`\\[${REDACTED}:`)})`)}`,
  );

/** Every rule on every value; on names of attributes those that a fixed text tells of, because of the time. */
const ruleStatements = ({ attributes, text }: Cached, { rules }: CollectorRedaction): string[] =>
  rules.flatMap((rule) => {
    const texts = neededByRule(rule);
    return ruleReplacements(rule).flatMap(([pattern, replacement]) => {
      const end = `${quote(pattern)}, ${quote(replacement)})${where(holdsOne(text, texts))}`;
      const statement = (mode: string): string => `replace_all_patterns(${attributes}, "${mode}", ${end}`;
      return texts.length > 0 ? [statement('value'), statement('key')] : [statement('value')];
    });
  });

/** Cleans a place: texts become attributes for a while, so that each rule is one statement. */
export const cleaningStatements = (place: Place, redaction: CollectorRedaction): string[] => {
  const { context, attributes, texts, hasUrls, hasQueries, hasBody, spared = [] } = place;
  const cache = `${context}.cache`;
  const cached = { ...place, text: `${cache}["text"]` };
  const keys = keyStatements({ attributes, cache, text: 'text' }, [
    ...spared.map((pattern) => ({ action: 'allow', patterns: [pattern] }) as const),
    ...redaction.keys,
  ]);
  return [
    ...texts.map(({ path, as, condition = '' }) => `set(${as}, ${path})${where(condition)}`),
    ...(hasBody ? bodyBefore() : []),
    ...(hasQueries ? queryStatements(attributes) : []),
    `set(${cached.text}, ToLowerCase(String(${attributes})))`,
    ...keys.before,
    ...(hasUrls ? urlStatements(cached, redaction) : []),
    ...ruleStatements(cached, redaction),
    ...(hasUrls ? markedParameters(place) : []),
    ...(hasBody ? bodyCleaned() : []),
    ...keys.after,
  ];
};

/** What stood for texts goes back to where it came from. */
export const returningStatements = (place: Place): string[] => [
  ...place.texts.map(({ path, as }) => `set(${path}, ${as})`),
  ...(place.hasBody ? bodyAfter() : []),
  ...(place.texts.length > 0 && !place.hasBody ? endStatements(place.attributes) : []),
];
