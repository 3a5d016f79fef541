import { describe, expect, test } from '@jest/globals';

import { createRedactor } from '../../src/core/redaction/index.ts';
import { createOnceLogger, reasonOf } from '../../src/node/diagnostics.ts';

describe('createOnceLogger', () => {
  test.each([
    ['one line', [['a']], ['binnacle: a\n']],
    ['the same line again', [['a'], ['b'], ['a']], ['binnacle: a\n', 'binnacle: b\n']],
    ['another amount', [['Dropped 1 spans'], ['Dropped 22 spans']], ['binnacle: Dropped 1 spans\n']],
    [
      'another time',
      [['timed out after 250ms'], ['timed out after 30ms']],
      ['binnacle: timed out after 250ms\n'],
    ],
    [
      'another moment',
      [
        ['too old (2026-01-31 12:00:00.5 +0000 UTC, 1 h)'],
        ['too old (2026-02-01 12:01:00.15 +0000 UTC, 1 h)'],
      ],
      ['binnacle: too old (2026-01-31 12:00:00.5 +0000 UTC, 1 h)\n'],
    ],
    [
      'another port',
      [['to http://h:1: refused'], ['to http://h:2: refused']],
      ['binnacle: to http://h:1: refused\n', 'binnacle: to http://h:2: refused\n'],
    ],
    ['several parts', [['ns', new Error('no'), 1, undefined]], ['binnacle: ns no 1 undefined\n']],
    ['many lines in one', [['a\n  b\r\nc']], ['binnacle: a b c\n']],
  ])('%s', (_what, calls, lines) => {
    const written: string[] = [];
    const log = createOnceLogger((line) => written.push(line));
    for (const parts of calls) log(...parts);
    expect(written).toEqual(lines);
  });

  test('shows no value of the application, and nothing personal', () => {
    const written: string[] = [];
    const log = createOnceLogger((line) => written.push(line), createRedactor().text);
    const hostile = {
      toString: () => {
        throw new Error('no string');
      },
    };
    log('non-number value provided to metric orders: jo@example.com');
    log('non-number value provided to metric orders: 4111');
    log('Failed to record an exception Jo Doe');
    log('to http://jo:hunter2@h', hostile);
    expect(written).toEqual([
      'binnacle: non-number value provided to metric orders\n',
      'binnacle: Failed to record an exception\n',
      'binnacle: to http://[REDACTED:url-password]@h object\n',
    ]);
  });

  test('is bounded in what it writes and in what it remembers', () => {
    const written: string[] = [];
    const log = createOnceLogger((line) => written.push(line));
    for (let i = 0; i < 10_000; i++) log(`fault-${i} ${'x'.repeat(10_000)}`);
    expect(written.length).toBeLessThanOrEqual(100);
    expect(Math.max(...written.map((line) => line.length))).toBeLessThan(600);
  });
});

describe('reasonOf', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
  test.each([
    ['a text', 'no', 'no'],
    ['an error', new Error('no'), 'no'],
    ['one without a message', new TypeError(), 'TypeError'],
    ['several addresses', new AggregateError([refused, new Error('b')]), 'connect ECONNREFUSED ::1:1, b'],
    ['the same from several', new AggregateError([refused, refused]), 'connect ECONNREFUSED ::1:1'],
    ['nothing', undefined, 'undefined'],
  ])('%s', (_what, value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });
});
