import { describe, expect, test } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { createRemoteSource } from '../../src/sdk/remote-source.ts';
import { createFixedSource } from '../../src/sdk/threshold-source.ts';
import { byRules } from './sampling-helpers.ts';

const thresholdOfPath = (rules: string, path: string): string | undefined =>
  byRules(rules).thresholdFor('GET', SpanKind.SERVER, { 'url.path': path })?.th;

describe('createRuleBasedSource', () => {
  test.each([
    ['/health=0; *=0.5', '/health', undefined],
    ['/health=0; *=0.5', '/', '8'],
    ['/health=0; *=1', '/', '0'],
    // Where no rule matches, what stands behind the rules decides.
    ['/health=0', '/', '0'],
    ['/a=0.25; service:other=0', '/', '0'],
  ])('%s for %s: %s', (rules, path, threshold) => {
    expect(thresholdOfPath(rules, path)).toBe(threshold);
  });

  test.each([
    ['/health=0; *=0.5', true],
    ['service:shop=0.5', false],
    ['service:other /a=0; service:shop=0.5', false],
    ['service:other=0', false],
    ['*=10/s', false],
    ['service:shop /a=0', true],
  ])('%s looks at spans: %j', (rules, needsSpan) => {
    const source = byRules(rules);
    expect(source.needsSpan).toBe(needsSpan);
    const untouchable = new Proxy({}, { get: () => expect(needsSpan).toBe(true) });
    source.thresholdFor('GET', SpanKind.SERVER, untouchable);
  });

  test('each rule has a rate of its own', () => {
    const source = byRules('/a=1/s; /b=1/s');
    const ask = (path: string) => source.thresholdFor('GET', SpanKind.SERVER, { 'url.path': path })?.th;
    expect([ask('/a'), ask('/b')]).toEqual(['0', '0']);
    expect(ask('/a')).not.toBe('0');
  });
});

test('a remote source answers by operation, and changes', () => {
  const source = createRemoteSource(createFixedSource(0.25), () => 0);
  const ask = (name: string) => source.thresholdFor(name, SpanKind.SERVER, {})?.th;
  expect(ask('a')).toBe('c');
  source.use({
    rest: { kind: 'ratio', ratio: 0.5 },
    operations: new Map([['a', { kind: 'ratio', ratio: 0 }]]),
    atLeastPerSecond: 0,
  });
  expect([ask('a'), ask('b')]).toEqual([undefined, '8']);
  expect(String(source)).toBe('JaegerRemote{ConsistentProbability{0.5}, 1 operations}');
});
