import { QUERY_KEYS, SENSITIVE_PARAMETERS, URL_KEYS } from '../../core/redaction/keys.ts';
import { REDACTED } from '../../core/redaction/text.ts';
import { literal } from './environment.ts';
import { type CollectorPattern, goPattern, goReplacement } from './patterns.ts';

/** A string of the OpenTelemetry Transformation Language, inside a file where `$` opens a variable. */
const quote = (text: string): string => literal(JSON.stringify(text));

/** Cleans one text: `path` is a span's name, a log's body. Anything but a string is left as it is. */
export const cleanText = (path: string, rules: readonly CollectorPattern[]): string[] =>
  rules.map((rule) => `replace_pattern(${path}, ${quote(goPattern(rule))}, ${quote(goReplacement(rule))})`);

/** Cleans the values of a map that are strings; maps and lists inside it are the redaction processor's. */
export const cleanValues = (path: string, rules: readonly CollectorPattern[], condition = ''): string[] =>
  rules.map(
    (rule) =>
      `replace_all_patterns(${path}, "value", ${quote(goPattern(rule))}, ${quote(goReplacement(rule))})${condition}`,
  );

/**
 * Resource attributes that are identifiers. One UUID in some ten thousand reads like a card number to a pattern
 * without its check digit, and a changed identifier would be another instance.
 */
const IDENTIFIERS = ['service.instance.id', 'container.id', 'host.id', 'k8s.pod.uid'];

/** Puts the identifiers aside while the statements run. */
export const sparingIdentifiers = (statements: readonly string[]): string[] => [
  ...IDENTIFIERS.map((key) => `set(resource.cache["${key}"], resource.attributes["${key}"])`),
  ...statements,
  ...IDENTIFIERS.map(
    (key) =>
      `set(resource.attributes["${key}"], resource.cache["${key}"]) where resource.cache["${key}"] != nil`,
  ),
];

/** A parameter with a sensitive name; `sensitiveKeys` are patterns that may be tied to the ends of the name. */
const parameterPattern = (sensitiveKeys: readonly string[]): string => {
  const names = sensitiveKeys.map((key) => {
    const start = key.replace('(?:^|[', '(?:^|[?&#;');
    return start.endsWith('$') ? start.slice(0, -1) : `${start}[^=&#;\\s]*`;
  });
  names.push(`(?:^|[?&#;])(?:${SENSITIVE_PARAMETERS.join('|')})`);
  return `(?i)(?<keep>(?:${names.join('|')})=)[^&#;\\s]+`;
};

export const cleanQueries = (attributes: string, sensitiveKeys: readonly string[]): string[] =>
  [...URL_KEYS, ...QUERY_KEYS].map(
    (key) =>
      `replace_pattern(${attributes}["${key}"], ${quote(parameterPattern(sensitiveKeys))}, ${quote(`\${keep}${REDACTED}`)})`,
  );
