import { describe, expect, test } from '@jest/globals';
import {
  createTraceState,
  type Span,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api';
import { createFixedSource } from '../../../src/sdk/threshold-source.ts';
import { createRandom, randomHex } from '../../core/random.ts';
import { adjustedCountOf, byRules } from '../sampling-helpers.ts';
import { createTailService, type TailService } from './tail-service.ts';

/** Above every threshold of the tests, and below. */
const HIGH = '4bf92f3577b34da6a3ffffffffffffff';
const LOW = '4bf92f3577b34da6a300000000000001';

const fail = (span: Span): Span => span.setStatus({ code: SpanStatusCode.ERROR });
const statesOf = ({ kept }: TailService) =>
  kept.map((span) => [span.name, span.spanContext().traceState?.serialize()]);
const namesOf = ({ kept }: TailService) => kept.map(({ name }) => name);

const remoteParent = (
  traceId: string,
  traceState?: string,
  traceFlags: number = TraceFlags.SAMPLED,
): SpanContext => ({
  traceId,
  spanId: '00f067aa0ba902b7',
  traceFlags,
  isRemote: true,
  ...(traceState !== undefined && { traceState: createTraceState(traceState) }),
});

describe('at the end of a trace', () => {
  test.each([
    ['a dull one is left out', LOW, 0.5, () => {}, []],
    ['a dull one within the share is kept with its threshold', HIGH, 0.5, () => {}, ['ot=th:8', 'ot=th:8']],
    ['one with an error is kept and stands for itself', LOW, 0.5, fail, ['ot=th:0', 'ot=th:0']],
    ['so is one that would be within the share', HIGH, 0.5, fail, ['ot=th:0', 'ot=th:0']],
    [
      'a failed answer is an error',
      LOW,
      0.5,
      (span: Span) => span.setAttribute('http.response.status_code', 503),
      ['ot=th:0', 'ot=th:0'],
    ],
    ['a refusal is none', LOW, 0.5, (span: Span) => span.setAttribute('http.response.status_code', 404), []],
    ['a share of 1 keeps all', LOW, 1, () => {}, ['ot=th:0', 'ot=th:0']],
  ])('%s', (_what, traceId, rest, happen, states) => {
    const service = createTailService({ rest, traceIds: () => traceId });
    const root = service.start('root');
    const child = service.start('child', root);
    happen(child);
    service.end(child);
    expect(service.kept).toEqual([]);
    service.end(root);
    expect(statesOf(service)).toEqual(states.map((state, index) => [['child', 'root'][index], state]));
    expect(service.dropped).toEqual([]);
  });

  test.each([
    [1_000, []],
    [1_001, ['root']],
  ])('a root of %d ms, where more than 1000 is slow: %j', (millis, names) => {
    const service = createTailService({ traceIds: () => LOW });
    const root = service.start('root');
    service.advance(millis);
    service.end(root);
    expect(namesOf(service)).toEqual(names);
  });

  test('a slow child of a root that did not wait for it is no reason', () => {
    const service = createTailService({ traceIds: () => LOW });
    const root = service.start('root');
    const child = service.start('child', root);
    service.end(root);
    service.advance(5_000);
    service.end(child);
    expect(namesOf(service)).toEqual([]);
  });

  test('a span that ends after its trace shares its fate and its threshold', () => {
    for (const [traceId, names] of [
      [HIGH, ['root', 'late', 'later']],
      [LOW, []],
    ] as const) {
      const service = createTailService({ rest: 0.5, traceIds: () => traceId });
      const root = service.start('root');
      const late = service.start('late', root);
      service.end(root);
      service.end(late);
      service.end(service.start('later', root));
      expect(statesOf(service)).toEqual(names.map((name) => [name, 'ot=th:8']));
    }
  });

  test('waits for every part of the trace in this process', () => {
    const service = createTailService({ traceIds: () => LOW });
    const root = service.start('root');
    const called = service.start('called', remoteParent(LOW, 'ot=th:0'));
    service.end(root);
    fail(called);
    expect(service.kept).toEqual([]);
    service.end(called);
    expect(namesOf(service)).toEqual(['root', 'called']);
  });

  test('a later part of a trace that was left out is judged for itself', () => {
    const service = createTailService({ traceIds: () => LOW });
    service.end(service.start('root'));
    service.end(fail(service.start('called', remoteParent(LOW, 'ot=th:0'))));
    service.end(service.start('dull', remoteParent(LOW, 'ot=th:0')));
    expect(namesOf(service)).toEqual(['called', 'dull']);
  });
});

describe('what comes from another service', () => {
  test.each([
    ['keeps the higher threshold, here its own', HIGH, 'ot=th:4', 0.5, false, 'ot=th:8'],
    ['keeps the higher threshold, here the one before', HIGH, 'ot=th:c', 0.5, false, 'ot=th:c'],
    ['keeps what else is in the state', HIGH, 'a=1,ot=th:4;p:8', 0.5, false, 'ot=th:8;p:8,a=1'],
    ['has the threshold of before where it failed', HIGH, 'ot=th:4', 0.5, true, 'ot=th:4'],
    ['is left out where it is dull', LOW, 'ot=th:0', 0.5, false, undefined],
    [
      'goes by explicit randomness',
      LOW,
      'ot=th:0;rv:ffffffffffffff',
      0.5,
      false,
      'ot=th:8;rv:ffffffffffffff',
    ],
    ['says nothing about a failed one of unknown weight', HIGH, '', 0.5, true, ''],
  ])('%s', (_what, traceId, before, rest, fails, after) => {
    const service = createTailService({ rest });
    const span = service.start('called', remoteParent(traceId, before));
    if (fails) fail(span);
    service.end(span);
    expect(statesOf(service)).toEqual(after === undefined ? [] : [['called', after]]);
  });

  test('and is left out there is not even recorded', () => {
    const service = createTailService({ rest: 1 });
    const span = service.start('called', remoteParent(HIGH, 'ot=th:0', TraceFlags.NONE));
    expect(span.isRecording()).toBe(false);
    service.end(fail(span));
    expect(service.kept).toEqual([]);
  });
});

describe('rules', () => {
  const sources = { root: byRules('/health=0; /a=0.5; *=1') };
  const run = (path: string, traceId: string, fails: boolean) => {
    const service = createTailService({ sources, traceIds: () => traceId });
    const root = service.start('GET', undefined, { attributes: { 'url.path': path } });
    const isRecording = root.isRecording();
    if (fails) fail(root);
    service.end(root);
    return { isRecording, states: statesOf(service).map(([, state]) => state) };
  };

  test.each([
    ['a share of 0 holds also for errors', '/health', HIGH, true, { isRecording: false, states: [] }],
    ['a share is that of the dull', '/a', LOW, false, { isRecording: true, states: [] }],
    ['and not of errors', '/a', LOW, true, { isRecording: true, states: ['ot=th:0'] }],
    ['within it', '/a', HIGH, false, { isRecording: true, states: ['ot=th:8'] }],
    ['beside it', '/b', LOW, false, { isRecording: true, states: ['ot=th:0'] }],
  ])('%s', (_what, path, traceId, fails, result) => {
    expect(run(path, traceId, fails)).toEqual(result);
  });
});

describe('limits', () => {
  /** Different traces, all dull and outside of the share. */
  const lowIds = () => {
    let count = 0;
    return () => `${(++count).toString(16).padStart(18, '0')}00000000000001`;
  };

  test('of spans: the oldest trace is decided early, and counted', () => {
    const service = createTailService({ maxSpans: 6, traceIds: lowIds() });
    const roots = ['a', 'b', 'c'].map((name) => service.start(name));
    for (const root of roots) service.end(service.start('child', root));
    expect(service.dropped).toEqual([]);
    const [a] = roots;
    if (a) service.end(service.start('child', a));
    expect(service.dropped).toEqual(['full 2']);
  });

  test('of spans: nothing waits beyond them, also where no trace ends', () => {
    const service = createTailService({ maxSpans: 100, traceIds: lowIds() });
    for (let i = 0; i < 1_000; i++) service.end(service.start('child', service.start('root')));
    const lost = service.dropped
      .map((line) => Number(line.split(' ')[1]))
      .reduce((all, each) => all + each, 0);
    expect(lost).toBeGreaterThan(900);
    expect(lost).toBeLessThanOrEqual(1_000);
  });

  test('of bytes', () => {
    const service = createTailService({ maxBytes: 50_000, traceIds: lowIds() });
    const root = service.start('root');
    for (let i = 0; i < 4; i++) {
      service.end(service.start('child', root, { attributes: { text: 'x'.repeat(15_000) } }));
    }
    expect(service.dropped).toEqual(['full 4']);
  });

  test('a trace with an error is kept also when it is decided early, and what follows with it', () => {
    const service = createTailService({ maxSpans: 3, traceIds: () => LOW });
    const root = service.start('root');
    service.end(fail(service.start('failed', root)));
    for (const name of ['b', 'c', 'd']) service.end(service.start(name, root));
    service.end(root);
    expect(namesOf(service)).toEqual(['failed', 'b', 'c', 'd', 'root']);
    expect(service.dropped).toEqual([]);
  });

  test('of age: a trace is decided when it is too old, and may still become interesting', () => {
    const service = createTailService({ traceIds: () => LOW });
    const root = service.start('root');
    service.end(service.start('early', root));
    service.advance(29_999);
    service.sweep();
    expect(service.dropped).toEqual([]);
    service.advance(1);
    service.sweep();
    expect(service.dropped).toEqual(['timeout 1']);
    service.end(fail(service.start('failed', root)));
    service.end(root);
    expect(namesOf(service)).toEqual(['failed', 'root']);
  });

  test('of memory for decisions: a span that comes after it was forgotten is counted', () => {
    const service = createTailService({ rest: 1, traceIds: lowIds() });
    const forgotten = service.start('forgotten');
    const late = service.start('late', forgotten);
    service.end(forgotten);
    for (let i = 0; i < 10_000; i++) service.end(service.start('other'));
    service.end(late);
    expect(service.dropped).toEqual(['late 1']);
  });
});

test.each(['flush', 'shutdown'] as const)('%s decides what waits', async (way) => {
  const service = createTailService({ rest: 0.5, traceIds: () => HIGH });
  const root = service.start('root');
  service.end(service.start('child', root));
  await service[way]();
  expect(statesOf(service)).toEqual([['child', 'ot=th:8']]);
});

describe('adjusted counts', () => {
  test.each([1, 2, 3])('are unbiased for the dull, the failed and the slow alike, seed %d', (seed) => {
    const random = createRandom(seed);
    const service = createTailService({
      sources: { root: createFixedSource(0.1) },
      maxSpans: 40,
      traceIds: () => randomHex(32, random),
    });
    const truth = { dull: 0, failed: 0, slow: 0 };
    const open: [Span, keyof typeof truth][] = [];
    for (let i = 0; i < 4_000; i++) {
      const chance = random();
      const fate = chance < 0.05 ? 'failed' : chance < 0.1 ? 'slow' : 'dull';
      truth[fate]++;
      open.push([service.start(fate), fate]);
      // Now and then more is open than may wait, so that some traces are decided early.
      while (open.length > (random() < 0.01 ? 0 : 30 + 15 * random())) {
        const [span, end] = open.shift() ?? [];
        if (!span) break;
        if (end === 'failed') fail(span);
        if (end === 'slow') service.advance(0);
        span.end(end === 'slow' ? new Date(3_000_000) : new Date(1_000_001));
      }
    }
    for (const [span] of open) span.end(new Date(1_000_001));
    const estimate = { dull: 0, failed: 0, slow: 0 };
    let variance = 0;
    for (const span of service.kept) {
      const weight = adjustedCountOf(span.spanContext().traceState?.serialize() ?? '');
      estimate[span.name as keyof typeof estimate] += weight;
      variance += weight * (weight - 1);
    }
    const lost = service.dropped.length;
    const off = Math.abs(estimate.dull - truth.dull) / Math.sqrt(variance);
    if (off > 4) throw new Error(JSON.stringify({ truth, estimate, lost, off }));
    expect(truth.failed - estimate.failed).toBeLessThanOrEqual(40);
    expect(service.kept.length).toBeLessThan(1_000);
  });
});
