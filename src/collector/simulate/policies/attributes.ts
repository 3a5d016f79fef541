import { toJavaScriptRegexp, UntranslatedRegexp } from '../../../core/go/to-javascript-regexp.ts';
import type { Settings } from '../../explain/effective.ts';
import type { AnyValue, Attributes } from '../../otlp/model.ts';
import { bigintOf, CannotSimulate, flagOf, textOf, textsOf } from '../settings.ts';
import { type Evaluator, type PendingTrace, stateless } from './policy.ts';

interface Matcher {
  readonly key: string;
  readonly isInverted: boolean;
  matchesResource(value: AnyValue): boolean;
  matchesSpan(value: AnyValue): boolean;
}

const hasMatch = ({ batches }: PendingTrace, { key, matchesResource, matchesSpan }: Matcher): boolean => {
  const has = (attributes: Attributes, matches: (value: AnyValue) => boolean): boolean =>
    attributes.has(key) && matches(attributes.get(key));
  return batches.some(
    ({ resource, scopeSpans }) =>
      has(resource.attributes, matchesResource) ||
      scopeSpans.some(({ spans }) => spans.some(({ attributes }) => has(attributes, matchesSpan))),
  );
};

/** With `invert_match` a trace is kept unless something in it matches. */
const byAttribute = (matcher: Matcher): Evaluator =>
  stateless((trace) => hasMatch(trace, matcher) !== matcher.isInverted);

/** Of values of another kind the Collector sees the zero of the kind. */
const asInt = (value: AnyValue): bigint => (typeof value === 'bigint' ? value : 0n);
const asText = (value: AnyValue): string => (typeof value === 'string' ? value : '');

const isIn = (settings: Settings): ((text: string) => boolean) => {
  const values = textsOf(settings, 'values');
  if (!flagOf(settings, 'enabled_regex_matching')) {
    const set = new Set(values.filter((value) => value !== ''));
    return (text) => set.has(text);
  }
  const patterns = values.map((value) => {
    try {
      return toJavaScriptRegexp(value);
    } catch (error) {
      if (!(error instanceof UntranslatedRegexp)) throw error;
      throw new CannotSimulate(`the regular expression ${JSON.stringify(value)}: ${error.message}`);
    }
  });
  return (text) => patterns.some((pattern) => pattern.test(text));
};

export const stringAttribute = (settings: Settings): Evaluator => {
  const matches = isIn(settings);
  return byAttribute({
    key: textOf(settings, 'key'),
    isInverted: flagOf(settings, 'invert_match'),
    matchesResource: (value) => matches(asText(value)),
    matchesSpan: (value) => asText(value) !== '' && matches(asText(value)),
  });
};

export const numericAttribute = (settings: Settings): Evaluator => {
  const [least, most] = [bigintOf(settings, 'min_value'), bigintOf(settings, 'max_value')];
  if (least === 0n && most === 0n)
    throw new CannotSimulate(
      'numeric_attribute without min_value and max_value, at which the Collector panics',
    );
  // Zero stands for no limit.
  const matches = (value: AnyValue): boolean =>
    (least === 0n || asInt(value) >= least) && (most === 0n || asInt(value) <= most);
  return byAttribute({
    key: textOf(settings, 'key'),
    isInverted: flagOf(settings, 'invert_match'),
    matchesResource: matches,
    matchesSpan: matches,
  });
};

export const booleanAttribute = (settings: Settings): Evaluator => {
  const wanted = flagOf(settings, 'value');
  const matches = (value: AnyValue): boolean => (value === true) === wanted;
  return byAttribute({
    key: textOf(settings, 'key'),
    isInverted: flagOf(settings, 'invert_match'),
    matchesResource: matches,
    matchesSpan: matches,
  });
};
