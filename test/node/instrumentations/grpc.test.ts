import { describe, expect, test } from '@jest/globals';
import type { Span } from '../otlp-json.ts';
import { useFixture } from '../use-fixture.ts';

const FIXTURES = [['grpc.mjs'], ['grpc.cjs'], ['oldest-grpc.cjs']] as const;

/** What the client sees and what the server sees of the same call. */
const CALLS: readonly (readonly [method: string, client: string, server: string])[] = [
  ['shop.Desk/Ask', 'OK', 'OK'],
  ['shop.Desk/Ask', 'NOT_FOUND error', 'NOT_FOUND'],
  ['shop.Desk/Ask', 'UNKNOWN error', 'UNKNOWN error'],
  ['shop.Desk/Ask', 'DEADLINE_EXCEEDED error', 'CANCELLED'],
  ['shop.Desk/Listen', 'OK', 'OK'],
  ['shop.Desk/Talk', 'UNAVAILABLE error', 'UNAVAILABLE error'],
  ['shop.Desk/Tell', 'OK', 'OK'],
];

const outcomeOf = ({ attributes, isError }: Span): string =>
  `${attributes['rpc.status_code']}${isError ? ' error' : ''}`;

describe.each(FIXTURES)('%s', (fixture) => {
  const { receiver, ended, span } = useFixture(fixture);
  const calls = (kind: Span['kind']) =>
    receiver()
      .spans()
      .filter((each) => each.attributes['rpc.system.name'] === 'grpc' && each.kind === kind);

  test('the calls have their answers', () => {
    expect(ended().stdout).toBe('hunter2 NOT_FOUND UNKNOWN DEADLINE_EXCEEDED\n');
  });

  test('each call is a span of the client and one of the server below it', () => {
    const pairs = calls('client').map((client) => {
      const servers = calls('server').filter(({ parentSpanId }) => parentSpanId === client.spanId);
      return [client.name, outcomeOf(client), servers.map(outcomeOf).join()];
    });
    expect(pairs.sort()).toEqual([...CALLS].sort());
    expect(calls('server')).toHaveLength(CALLS.length);
  });

  test('all are one trace, below the span of the caller', () => {
    const work = span('work');
    for (const each of receiver().spans()) expect(each.traceId).toBe(work.traceId);
    for (const each of calls('client')) {
      expect(each.parentSpanId).toBe(work.spanId);
      expect(each.attributes).toMatchObject({
        'rpc.method': each.name,
        'server.address': '127.0.0.1',
        'server.port': expect.any(Number),
      });
    }
  });

  test('a handler runs in the span of its call, an answer in that of the caller', () => {
    const [server] = calls('server').filter(({ spanId }) => spanId === span('look up').parentSpanId);
    expect(server?.name).toBe('shop.Desk/Ask');
    for (const name of ['after missing', 'after broken', 'after slow'])
      expect(span(name).parentSpanId).toBe(span('work').spanId);
  });

  test('what a handler throws is on the span of its call', () => {
    const failed = calls('server').filter(({ events }) => events.length > 0);
    expect(failed.map(({ events }) => events[0]?.attributes['exception.message'])).toEqual([
      'cannot mail [REDACTED:email]',
    ]);
  });

  test.each(['client', 'server'] as const)('the durations of the %s are measured', (side) => {
    const points = receiver()
      .metricPoints()
      .filter(({ metric }) => metric === `rpc.${side}.call.duration`);
    const counts = points.map(({ attributes, count }) => [attributes['rpc.method'], count]);
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(CALLS.length);
    expect(new Set(counts.map(([method]) => method)).size).toBe(4);
  });
});
