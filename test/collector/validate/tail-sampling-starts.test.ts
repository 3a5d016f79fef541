import { expect, test } from '@jest/globals';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { complete } from './complete.ts';
import { schema } from './schema.ts';

const one = (policy: string): string => `policies: [{ name: a, ${policy} }]`;
const ingest = (policy: string): string => `sampling_strategy: span-ingest, ${one(policy)}`;
const LIMITED = 'type: bytes_limiting, bytes_limiting: { bytes_per_second: 5 }';

/** Whether otelcol 0.155.0 starts with it; `otelcol validate` accepts each. */
const CASES: readonly (readonly [string, boolean])[] = [
  [ingest('type: always_sample'), true],
  [ingest('type: latency, latency: { threshold_ms: 5 }'), true],
  [ingest('type: latency, latency: { threshold_ms: 5, upper_threshold_ms: 9 }'), false],
  [ingest('type: rate_limiting, rate_limiting: { spans_per_second: 5 }'), false],
  [ingest('type: span_count, span_count: { min_spans: 5, max_spans: 9 }'), false],
  [ingest(`type: and, and: { and_sub_policy: [{ name: b, ${LIMITED} }] }`), false],
  [ingest(`type: not, not: { not_sub_policy: { name: b, ${LIMITED} } }`), false],
  [ingest('type: numeric_attribute, numeric_attribute: { key: a }'), false],
  [one('type: numeric_attribute, numeric_attribute: { key: a }'), true],
  [one('type: not, not: {}'), false],
  [
    one(
      'type: composite, composite: { composite_sub_policy: [{ name: b, type: not, not: { not_sub_policy: { type: always_sample } } }] }',
    ),
    false,
  ],
  [one('type: and, and: {}'), true],
  [one('type: drop, drop: {}'), true],
  [one('type: composite, composite: {}'), true],
  [one('type: string_attribute, string_attribute: {}'), true],
  [one('type: ottl_condition, ottl_condition: { span: ["x"] }'), false],
  [one('type: ottl_condition, ottl_condition: { error_mode: ignore }'), false],
  [one('type: status_code'), false],
  [one('type: probabilistic'), true],
  [one('type: Latency'), false],
  ['policies: []', true],
  ['decision_wait: -1s, policies: [{ name: a, type: always_sample }]', true],
  ['num_traces: 0, policies: [{ name: a, type: always_sample }]', true],
];

test.each(CASES)('{ %s }: starts: %s', (settings, starts) => {
  const text = complete(`processors: { tail_sampling: { ${settings} } }`, schema);
  const { problems } = validateConfiguration([{ name: 'example.yaml', text }], {
    schema,
    env: {},
    readFile: () => '',
  });
  const faults = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (starts) expect(faults).toEqual([]);
  else expect(faults).not.toEqual([]);
});
