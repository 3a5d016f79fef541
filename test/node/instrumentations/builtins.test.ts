import { describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

/** Names of spans below `work`, by the names of instrumentations. */
const CASES: readonly (readonly [extra: string, names: readonly string[]])[] = [
  ['', []],
  ['fs', ['fs readFile', 'fs readFile']],
  ['dns', ['dns.lookup']],
  ['net', ['tcp.connect']],
  ['fs, dns,net', ['dns.lookup', 'fs readFile', 'fs readFile', 'tcp.connect']],
];

describe.each(CASES)('BINNACLE_EXTRA_INSTRUMENTATIONS=%s', (extra, names) => {
  const { receiver, span } = useFixture('builtins.mjs', { env: { BINNACLE_EXTRA_INSTRUMENTATIONS: extra } });

  test('adds spans to what a span does', () => {
    const work = span('work');
    const below = receiver()
      .spans()
      .filter(({ parentSpanId }) => parentSpanId === work.spanId);
    expect(below.map(({ name }) => name).sort()).toEqual(names);
  });

  test('makes none of what Binnacle does itself', () => {
    const port = Number(new URL(receiver().url).port);
    const own = receiver()
      .spans()
      .filter(({ attributes }) => attributes['server.port'] === port);
    expect(own).toEqual([]);
  });

  test('leaves the others on', () => {
    const metrics = new Set(
      receiver()
        .metricPoints()
        .map(({ metric }) => metric),
    );
    expect([...metrics].some((name) => name.startsWith('nodejs.eventloop'))).toBe(true);
  });
});

describe('OTEL_NODE_ENABLED_INSTRUMENTATIONS=fs', () => {
  const { receiver, spans } = useFixture('builtins.mjs', {
    env: { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'fs' },
  });

  test('is fs and nothing else', () => {
    expect(spans('fs readFile')).toHaveLength(2);
    const measured = receiver()
      .metricPoints()
      .filter(({ metric }) => !metric.startsWith('otel.sdk.'));
    expect(measured).toEqual([]);
  });
});
