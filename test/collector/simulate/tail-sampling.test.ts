import { describe, expect, test } from '@jest/globals';
import { eachSpan, type ResourceSpans, type Span } from '../../../src/collector/otlp/model.ts';
import { CannotSimulate } from '../../../src/collector/simulate/settings.ts';
import { planFor } from './simulate-pipeline.ts';
import { batchOf, span } from './spans.ts';

const ERRORS = { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } };
const ALWAYS = { name: 'all', type: 'always_sample' };
const START = 1_800_000_000;

const sampling = (settings: object) => {
  const plan = planFor({ tail_sampling: { decision_wait: '3s', policies: [ALWAYS], ...settings } });
  const [step] = plan.tailSamplings;
  if (!step) throw new Error('no tail_sampling');
  const names = (batches: readonly ResourceSpans[]): readonly string[] =>
    [...eachSpan(batches)].map((each) => each.span.name);
  return {
    /** Sends spans at a second after the start; the names of what comes out. */
    send: (second: number, ...spans: readonly Span[]) =>
      names(step.push(spans.length > 0 ? [batchOf(...spans)] : [], START + second)),
    finish: () => names(step.finish()),
    notes: () => (step.notes?.() ?? []).map(({ id }) => id),
    policies: step.policies,
  };
};

const error = { statusCode: 2 };

describe('when a trace is decided', () => {
  test('after the wait, and the rest of the second in which it came', () => {
    const { send } = sampling({});
    expect(send(0.5, span(1, START, { name: 'a' }))).toEqual([]);
    expect(send(3.4)).toEqual([]);
    expect(send(4.5)).toEqual(['a']);
  });

  test('earlier once its root is there', () => {
    const { send } = sampling({ decision_wait: '10s', decision_wait_after_root_received: '1s' });
    send(0, span(1, START, { name: 'child', parentSpanId: '0000000000000009' }));
    send(2.1, span(1, START, { name: 'root' }));
    expect(send(4.1)).toEqual(['child', 'root']);
  });

  test('at the end of the recording', () => {
    const { send, finish } = sampling({});
    send(0, span(1, START, { name: 'a' }), span(2, START, { name: 'b' }));
    expect(finish()).toEqual(['a', 'b']);
  });
});

describe('spans that come after the decision', () => {
  test.each([
    ['of a trace that is kept go on', { sampled_cache_size: 0 }, error, ['late']],
    ['of a trace that is kept go on, by the cache', { sampled_cache_size: 10 }, error, ['late']],
    ['of a trace that is not kept are dropped', { non_sampled_cache_size: 0 }, {}, []],
    ['of a trace that is not kept are dropped, by the cache', { non_sampled_cache_size: 10 }, {}, []],
  ])('%s', (_, decision_cache, more, expected) => {
    const { send, notes } = sampling({ policies: [ERRORS], decision_cache });
    send(0, span(1, START, more));
    send(5);
    expect(send(6, span(1, START, { name: 'late' }))).toEqual(expected);
    expect(notes()).toEqual(['late-spans']);
  });
});

describe('num_traces', () => {
  test('the oldest trace is thrown away, undecided', () => {
    const { send, finish, notes } = sampling({ num_traces: 2 });
    for (const trace of [1, 2, 3]) send(0, span(trace, START, { name: String(trace) }));
    expect(finish()).toEqual(['2', '3']);
    expect(notes()).toEqual(['evicted']);
  });

  test('with block_on_overflow what sends waits', () => {
    const decision_cache = { sampled_cache_size: 10, non_sampled_cache_size: 10 };
    const { send, notes } = sampling({ num_traces: 2, block_on_overflow: true, decision_cache });
    send(0, span(1, START, { name: '1' }), span(2, START, { name: '2' }));
    expect(send(0, span(3, START))).toEqual(['1', '2']);
    expect(notes()).toEqual(['blocked']);
  });

  test('with block_on_overflow and without a cache the Collector stands still', () => {
    const { send } = sampling({ num_traces: 1, block_on_overflow: true });
    send(0, span(1, START));
    expect(() => send(0, span(2, START))).toThrow(CannotSimulate);
  });
});

test('what each policy does is counted, and what it alone does', () => {
  const slow = { name: 'slow', type: 'latency', latency: { threshold_ms: 1000 } };
  const health = {
    name: 'health',
    type: 'drop',
    drop: { drop_sub_policy: [{ name: 'zero', type: 'span_count', span_count: { min_spans: 2 } }] },
  };
  const { send, finish, policies } = sampling({
    policies: [ERRORS, slow, health],
    sample_on_first_match: true,
  });
  send(
    0,
    span(1, START, error),
    span(2, START, { ...error, start: 0n }),
    span(3, START, { start: 1n }),
    span(4, START),
    span(5, START, error),
    span(5, START),
  );
  finish();
  const shown = policies.map(({ name, asked, hits, decided, soleHits, spans }) => [
    name,
    { asked, hits, decided, soleHits, spans },
  ]);
  expect(Object.fromEntries(shown)).toEqual({
    health: { asked: 5, hits: 1, decided: 1, soleHits: 1, spans: 2 },
    errors: { asked: 4, hits: 2, decided: 2, soleHits: 1, spans: 2 },
    slow: { asked: 2, hits: 1, decided: 1, soleHits: 1, spans: 1 },
  });
});

describe('what cannot be simulated is refused by name', () => {
  const policy = (type: string, settings: object) => ({ policies: [{ name: 'it', type, [type]: settings }] });
  test.each([
    ['an unknown type', policy('sometimes', {}), /policy "it": the policy type "sometimes"/],
    [
      'a function',
      policy('ottl_condition', { span: ['SHA256(name) == "a"'] }),
      /policy "it": the function SHA256 in "SHA256\(name\)/,
    ],
    ['a path', policy('ottl_condition', { span: ['cache["a"] == 1'] }), /the path cache/],
    ['the clock', policy('ottl_condition', { span: ['Now() > end_time'] }), /the function Now/],
    ['a policy that panics', policy('numeric_attribute', { key: 'a' }), /min_value and max_value/],
    [
      'one inside of another that may not be there',
      policy('not', { not_sub_policy: { name: 'a', type: 'and', and: { and_sub_policy: [] } } }),
      /"and" inside of not/,
    ],
    ['span-ingest', { sampling_strategy: 'span-ingest' }, /span-ingest/],
  ])('%s', (_, settings, message) => {
    expect(() => sampling(settings)).toThrow(message);
  });
});
