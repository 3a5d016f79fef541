import { describe, expect, test } from '@jest/globals';
import { messagePattern } from '../../../src/backend/store/error-of.ts';
import { log, logsOf, span, tracesOf } from '../payloads.ts';
import { createTestStore } from './helpers.ts';

const START = 1_700_000_000_000;
const trace = (n: number): string => String(n).padStart(32, '0');
const spanId = (n: number): string => String(n).padStart(16, '0');

describe('messagePattern', () => {
  const cases = [
    ['user 12 of 345', 'user # of #'],
    ['trace 0af7651916cd43dd8448eb211c80319c', 'trace #'],
    ['id 550e8400-e29b-41d4-a716-446655440000 gone', 'id # gone'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED #.#.#.#:#'],
    ['a decade of facade', 'a decade of facade'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ] as const;
  test.each(cases)('%s', (message, expected) => {
    expect(messagePattern(message)).toBe(expected);
  });
});

test('exceptions of one pattern are one group, of each service', () => {
  const test = createTestStore();
  for (let i = 1; i <= 3; i += 1) {
    const failing = span({
      traceId: trace(i),
      spanId: spanId(i),
      name: 'GET /',
      startMillis: START + i,
      durationMillis: 0,
      error: 'failed',
      exception: { type: 'DatabaseError', message: `row ${i} is locked` },
    });
    test.traces(tracesOf(i === 3 ? 'other' : 'shop', [failing]));
  }
  expect(test.store.errors()).toEqual([
    expect.objectContaining({ service: 'other', count: 1, sampleTraceId: trace(3) }),
    {
      id: expect.any(String),
      service: 'shop',
      type: 'DatabaseError',
      message: 'row # is locked',
      count: 2,
      firstSeenMillis: START + 1,
      lastSeenMillis: START + 2,
      sampleTraceId: trace(2),
    },
  ]);
});

test('an exception that a log tells again counts once, a second one counts', () => {
  const test = createTestStore();
  const exception = { type: 'TypeError', message: 'no such thing' };
  const record = log({
    timeMillis: START,
    severityNumber: 17,
    body: 'request failed',
    traceId: trace(1),
    spanId: spanId(1),
    attributes: { 'exception.type': exception.type, 'exception.message': exception.message },
  });
  test.traces(
    tracesOf('shop', [
      span({
        traceId: trace(1),
        spanId: spanId(1),
        name: 'x',
        startMillis: START,
        durationMillis: 1,
        exception,
      }),
    ]),
  );
  test.logs(logsOf('shop', [record]));
  expect(test.store.errors()).toMatchObject([{ type: 'TypeError', count: 1 }]);
  test.logs(logsOf('shop', [record]));
  expect(test.store.errors()).toMatchObject([{ type: 'TypeError', count: 2 }]);
});

test('a status without an exception, and a log without one', () => {
  const test = createTestStore();
  test.traces(
    tracesOf('shop', [
      span({
        traceId: trace(1),
        spanId: spanId(1),
        name: 'GET /fail',
        startMillis: START,
        durationMillis: 1,
        error: '',
        attributes: { 'http.response.status_code': 502 },
      }),
    ]),
  );
  test.logs(
    logsOf('shop', [
      log({ timeMillis: START - 1, severityNumber: 21, body: 'out of memory' }),
      log({ timeMillis: START, severityNumber: 13, body: 'only a warning' }),
    ]),
  );
  expect(test.store.errors()).toMatchObject([
    { type: 'HTTP 502', message: 'GET /fail' },
    { type: 'error', message: 'out of memory', sampleTraceId: '' },
  ]);
});
