import type { Processors } from './run-collector.ts';

const named = (policies: readonly object[]): readonly object[] =>
  policies.map((policy, index) => ({ name: `policy-${index}`, ...policy }));

/** Everything waits until the Collector stops, and is decided then. */
const tail = (policies: readonly object[], more: object = {}): Processors => ({
  tail_sampling: { decision_wait: '60s', num_traces: 100_000, policies: named(policies), ...more },
});

const ottl = (settings: object): Processors => tail([{ type: 'ottl_condition', ottl_condition: settings }]);
const text = (settings: object): object => ({ type: 'string_attribute', string_attribute: settings });
const number = (settings: object): object => ({ type: 'numeric_attribute', numeric_attribute: settings });
const latency = (threshold_ms: number, upper_threshold_ms = 0): object => ({
  type: 'latency',
  latency: { threshold_ms, upper_threshold_ms },
});
const share = (sampling_percentage: number, hash_salt = ''): object => ({
  type: 'probabilistic',
  probabilistic: { sampling_percentage, hash_salt },
});
const spans = (min_spans: number, max_spans = 0): object => ({
  type: 'span_count',
  span_count: { min_spans, max_spans },
});
const errors = { type: 'status_code', status_code: { status_codes: ['ERROR'] } };

const sub = (policies: readonly object[]): readonly object[] =>
  policies.map((policy, index) => ({ name: `part-${index}`, ...policy }));
const and = (...policies: readonly object[]): object => ({
  type: 'and',
  and: { and_sub_policy: sub(policies) },
});
const drop = (...policies: readonly object[]): object => ({
  type: 'drop',
  drop: { drop_sub_policy: sub(policies) },
});
const not = (policy: object): object => ({
  type: 'not',
  not: { not_sub_policy: { name: 'inner', ...policy } },
});

/** Policies whose decision depends on the trace alone. */
export const DETERMINISTIC: Readonly<Record<string, Processors>> = {
  always: tail([{ type: 'always_sample' }]),
  latency: tail([latency(100)]),
  'latency-between': tail([latency(20, 60)]),
  'latency-zero': tail([latency(0)]),
  'status-error': tail([errors]),
  'status-ok-unset': tail([{ type: 'status_code', status_code: { status_codes: ['OK'] } }]),
  string: tail([text({ key: 'user.tier', values: ['gold', ''] })]),
  'string-inverted': tail([text({ key: 'user.tier', values: ['gold'], invert_match: true })]),
  'string-resource': tail([text({ key: 'service.name', values: ['stock'] })]),
  'string-regexp': tail([
    text({ key: 'http.route', values: ['^/c(?i)[A-H]\\w+$', '\\A/adm'], enabled_regex_matching: true }),
  ]),
  'string-regexp-empty': tail([text({ key: 'user.tier', values: ['^$'], enabled_regex_matching: true })]),
  'string-of-number': tail([text({ key: 'rows', values: ['5'] })]),
  number: tail([number({ key: 'cart.total', min_value: 450, max_value: 480 })]),
  'number-min': tail([number({ key: 'rows', min_value: 980 })]),
  'number-max': tail([number({ key: 'cart.total', max_value: 20 })]),
  'number-inverted': tail([number({ key: 'rows', min_value: 1, max_value: 800, invert_match: true })]),
  'number-of-float': tail([number({ key: 'discount.share', min_value: -1, max_value: 1 })]),
  boolean: tail([{ type: 'boolean_attribute', boolean_attribute: { key: 'is.internal', value: true } }]),
  'boolean-false': tail([{ type: 'boolean_attribute', boolean_attribute: { key: 'canary', value: false } }]),
  'boolean-inverted': tail([
    { type: 'boolean_attribute', boolean_attribute: { key: 'canary', value: true, invert_match: true } },
  ]),
  share: tail([share(10)]),
  'share-third': tail([share(33.333)]),
  'share-salted': tail([share(25, 'pepper')]),
  'share-all': tail([share(100)]),
  'share-none': tail([share(0)]),
  'span-count': tail([spans(3)]),
  'span-count-between': tail([spans(2, 3)]),
  'trace-state': tail([{ type: 'trace_state', trace_state: { key: 'vendor', values: ['a'] } }]),
  'trace-flags': tail([{ type: 'trace_flags' }]),
  'ottl-span': ottl({ span: ['attributes["cart.total"] > 400 and kind == SPAN_KIND_SERVER'] }),
  'ottl-event': ottl({ spanevent: ['name == "exception"', 'span.name == "GET /cart"'] }),
  'ottl-failing': ottl({ span: ['Double(name) > 1', 'Len(attributes["tags"]) == 2 and IsRootSpan()'] }),
  'ottl-propagate': ottl({ error_mode: 'propagate', span: ['HasPrefix(attributes["http.route"], "/c")'] }),
  and: tail([and(text({ key: 'user.tier', values: ['gold'] }), not(errors), share(50))]),
  not: tail([not(text({ key: 'user.tier', values: ['gold'] }))]),
  drop: tail([share(60), drop(text({ key: 'http.route', values: ['/health'] }), not(latency(2))), errors]),
  several: tail([errors, latency(250), share(5)]),
  'first-match': tail([share(5), errors, latency(250), drop(spans(5))], { sample_on_first_match: true }),
  'too-large': tail([{ type: 'always_sample' }], { maximum_trace_size_bytes: 1100 }),
  cached: tail([share(50)], {
    decision_wait: '1s',
    decision_cache: { sampled_cache_size: 50_000, non_sampled_cache_size: 50_000 },
  }),
};

/** Policies that count what they let through: which traces they meet first is chance. */
export const LIMITED: Readonly<Record<string, Processors>> = {
  'spans-a-second': tail([
    { type: 'rate_limiting', rate_limiting: { spans_per_second: 10, burst_capacity: 400 } },
  ]),
  'bytes-a-second': tail([
    { type: 'bytes_limiting', bytes_limiting: { bytes_per_second: 1000, burst_capacity: 100_000 } },
  ]),
  composite: tail([
    {
      type: 'composite',
      composite: {
        max_total_spans_per_second: 1000,
        policy_order: ['tier', 'rest'],
        composite_sub_policy: [
          { name: 'tier', ...text({ key: 'user.tier', values: ['gold'] }) },
          { name: 'never', ...errors },
          { name: 'rest', type: 'always_sample' },
        ],
        rate_allocation: [
          { policy: 'tier', percent: 20 },
          { policy: 'rest', percent: 0 },
        ],
      },
    },
  ]),
};

const sampler = (settings: object): Processors => ({ probabilistic_sampler: settings });

export const PROBABILISTIC: Readonly<Record<string, Processors>> = {
  hash: sampler({ sampling_percentage: 15 }),
  'hash-seed': sampler({ sampling_percentage: 33.3, hash_seed: 4_000_000_000, mode: 'hash_seed' }),
  'hash-open': sampler({ sampling_percentage: 1.7, fail_closed: false }),
  'hash-small': sampler({ sampling_percentage: 0.005 }),
  equalizing: sampler({ sampling_percentage: 30, mode: 'equalizing' }),
  'equalizing-open': sampler({
    sampling_percentage: 7.7,
    mode: 'equalizing',
    fail_closed: false,
    sampling_precision: 3,
  }),
  'equalizing-one': sampler({ sampling_percentage: 1, mode: 'equalizing', sampling_precision: 14 }),
  proportional: sampler({ sampling_percentage: 40, mode: 'proportional' }),
  'proportional-most': sampler({ sampling_percentage: 99.9, mode: 'proportional', sampling_precision: 1 }),
  all: sampler({ sampling_percentage: 150, mode: 'equalizing' }),
  none: sampler({ sampling_percentage: 0 }),
  'after-filter': {
    filter: { error_mode: 'ignore', traces: { span: ['attributes["http.route"] == "/health"'] } },
    probabilistic_sampler: { sampling_percentage: 50, mode: 'proportional' },
    tail_sampling: {
      decision_wait: '60s',
      policies: [
        { name: 'errors', ...errors },
        { name: 'few', ...spans(2) },
      ],
    },
  },
};
