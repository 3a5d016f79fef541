import { regexpFault } from '../../core/go/regexp.ts';
import { nearest } from '../../core/nearest.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

/**
 * Types of policies, each with the key that it is configured by:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/config.go
 */
const TYPES: readonly string[] = [
  'always_sample',
  'latency',
  'numeric_attribute',
  'probabilistic',
  'status_code',
  'string_attribute',
  'rate_limiting',
  'bytes_limiting',
  'composite',
  'and',
  'not',
  'drop',
  'span_count',
  'trace_state',
  'boolean_attribute',
  'ottl_condition',
  'trace_flags',
];

/** Where policies stand inside of a policy. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  and: ['and', 'and_sub_policy'],
  not: ['not', 'not_sub_policy'],
  drop: ['drop', 'drop_sub_policy'],
  composite: ['composite', 'composite_sub_policy'],
};
const SIMPLE = TYPES.filter((type) => !Object.hasOwn(INNER, type));

/** Types that may stand inside of each. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  and: [...SIMPLE, 'not'],
  not: SIMPLE,
  drop: [...SIMPLE, 'not'],
  composite: [...SIMPLE, 'and'],
};
const STATUS_CODES = ['OK', 'ERROR', 'UNSET'];

function* checkStatusCodes(policy: View): Iterable<Finding> {
  const codes = policy.texts('status_code', 'status_codes');
  if (codes.length === 0)
    yield policy.fault(`is empty; expected ${STATUS_CODES.join(', ')}`, 'status_code', 'status_codes');
  for (const [index, code] of codes.entries())
    if (!STATUS_CODES.includes(code))
      yield policy.fault(
        `"${code}" is not known; expected ${STATUS_CODES.join(', ')}`,
        'status_code',
        'status_codes',
        index,
      );
}

function* checkPatterns(policy: View): Iterable<Finding> {
  if (!policy.flag('string_attribute', 'enabled_regex_matching')) return;
  for (const [index, pattern] of policy.texts('string_attribute', 'values').entries()) {
    const fault = regexpFault(pattern);
    if (fault) yield policy.fault(fault, 'string_attribute', 'values', index);
  }
}

function* checkConditions(policy: View): Iterable<Finding> {
  const conditions = ['span', 'spanevent'].flatMap((key) => policy.texts('ottl_condition', key));
  if (conditions.length === 0)
    yield policy.fault('has no condition; expected one in span or in spanevent', 'ottl_condition');
}

/** Types that keep a count, and so cannot decide before a trace is whole. */
const isStateful = (policy: View): boolean => {
  switch (policy.text('type')) {
    case 'rate_limiting':
    case 'bytes_limiting':
      return true;
    case 'latency':
      return policy.number('latency', 'upper_threshold_ms') > 0;
    case 'span_count':
      return policy.number('span_count', 'max_spans') > 0;
    default:
      return false;
  }
};

/** What `sampling_strategy: span-ingest` asks of a policy, and of those in it. */
export function* checkIngest(policy: View): Iterable<Finding> {
  const type = policy.text('type');
  if (isStateful(policy))
    yield policy.fault(`"${type}" cannot decide at each span; sampling_strategy: trace-complete can`, 'type');
  const limits = ['min_value', 'max_value'].map((key) => policy.number('numeric_attribute', key));
  if (type === 'numeric_attribute' && limits.every((limit) => limit === 0))
    yield policy.fault('has no limit, at which the Collector panics; expected min_value or max_value', type);
  const inner = INNER[type];
  if (!inner) return;
  if (type === 'not')
    for (const { at, message } of checkIngest(policy.at(...inner))) yield { at: [...inner, ...at], message };
  for (const [index, each] of policy.items(...inner).entries())
    for (const { at, message } of checkIngest(each)) yield { at: [...inner, index, ...at], message };
}

/** One policy of tail sampling, and those in it. The Collector reads them when it starts. */
export function* checkPolicy(policy: View, allowed = TYPES): Iterable<Finding> {
  const type = policy.text('type');
  if (!allowed.includes(type)) {
    const near = nearest(type, allowed);
    const hint = near ? `did you mean "${near}"?` : `expected one of ${allowed.join(', ')}`;
    const what = TYPES.includes(type) ? 'is not possible inside of another policy' : 'is no type of policy';
    yield policy.fault(`"${type}" ${what}; ${hint}`, 'type');
    return;
  }
  if (type === 'status_code') yield* checkStatusCodes(policy);
  if (type === 'string_attribute') yield* checkPatterns(policy);
  if (type === 'ottl_condition') yield* checkConditions(policy);
  const inner = INNER[type];
  if (!inner) return;
  const within = ALLOWED[type];
  if (type === 'not')
    for (const { at, message } of checkPolicy(policy.at(...inner), within))
      yield { at: [...inner, ...at], message };
  for (const [index, each] of policy.items(...inner).entries())
    for (const { at, message } of checkPolicy(each, within)) yield { at: [...inner, index, ...at], message };
}
