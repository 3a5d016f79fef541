import { QUERY_KEYS, SENSITIVE_PARAMETERS, URL_KEYS } from '../../../core/redaction/keys.ts';
import { REDACTED } from '../../../core/redaction/text.ts';
import { ruleReplacements } from './actions.ts';
import { keyStatements } from './key-statements.ts';
import { holdsOne, quote, where } from './ottl.ts';
import { neededByRule } from './patterns.ts';
import { BORROWED_KEYS, LOG, type Place } from './places.ts';
import type { CollectorRedaction } from './policy.ts';

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

/** Stands for what a sensitive key has held, which no rule may take for a value of that key. */
const TAKEN = '"<\u0004>"';

/** Follows each break in a JSON text while rules look for whole words in it: the `n` of `\n` is no letter of a word. */
const BREAK = '\u0001';

const BODY = 'log.attributes["binnacle.redaction.json"]';
/** Not an attribute, because the rules would clean it too, and nothing would look changed. */
const BODY_BEFORE = 'log.cache["json"]';
const IS_CHANGED = 'log.attributes["binnacle.redaction.is-changed"]';

const bodyBefore = (): string[] => [
  `set(${BODY_BEFORE}, String(log.body)) where IsMap(log.body) or IsList(log.body)`,
  `set(${BODY}, ${BODY_BEFORE})`,
  // What a sensitive key has held, at any depth.
  `replace_pattern(${BODY}, ${quote('(?<keep>:)"[*]{4}(?:\\\\n[*]{4})*"')}, ${quote(`\${keep}${TAKEN}`)})`,
  `replace_pattern(${BODY}, ${quote('(?<keep>\\\\[bfnrt])')}, ${quote(`\${keep}${BREAK}`)})`,
];

const bodyCleaned = (): string[] => [
  `replace_pattern(${BODY}, ${quote(BREAK)}, "")`,
  `replace_pattern(${BODY}, ${quote(TAKEN)}, ${quote(`"${REDACTED}"`)})`,
  `set(${IS_CHANGED}, true) where ${BODY} != ${BODY_BEFORE}`,
];

/** Should a rule have broken the JSON, the clean text takes the place of the map: it cannot be read then. */
const bodyAfter = (): string[] => [`set(log.body, ${BODY}) where ${IS_CHANGED} == true`];

/** Follow all others, with errors ignored. */
export const bodyStatements = (): string[] => [
  `set(log.body, ParseJSON(${BODY})) where ${IS_CHANGED} == true`,
  ...endStatements(LOG),
];

/** The attributes that stood for texts go. */
const endStatements = ({ attributes }: Place): string[] => [
  `delete_matching_keys(${attributes}, ${quote(BORROWED_KEYS)})`,
];

/** Cleans a place: texts become attributes for a while, so that each rule is one statement. */
export const cleaningStatements = (place: Place, redaction: CollectorRedaction): string[] => {
  const { context, attributes, texts, hasUrls, hasBody, spared = [] } = place;
  const cache = `${context}.cache`;
  const cached = { ...place, text: `${cache}["text"]` };
  const keys = keyStatements({ attributes, cache, text: 'text' }, [
    ...spared.map((pattern) => ({ action: 'allow', patterns: [pattern] }) as const),
    ...redaction.keys,
  ]);
  return [
    ...texts.map(({ path, as, condition = '' }) => `set(${as}, ${path})${where(condition)}`),
    ...(hasBody ? bodyBefore() : []),
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
  ...(place.texts.length > 0 && !place.hasBody ? endStatements(place) : []),
];
