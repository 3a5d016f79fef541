import { expect, test } from '@jest/globals';
import type { Exception, Span, SpanStatus } from '@opentelemetry/api';
import { markFailed } from '../../src/node/mark-failed.ts';

const tell = (thrown: unknown): { exception?: Exception; status?: SpanStatus } => {
  const told: { exception?: Exception; status?: SpanStatus } = {};
  const span = {
    recordException: (exception: Exception) => {
      told.exception = exception;
    },
    setStatus: (status: SpanStatus) => {
      told.status = status;
    },
  };
  markFailed(span as unknown as Span, thrown);
  return told;
};

const throwing = (key: string, error: Error = new Error('outer')): Error =>
  Object.defineProperty(error, key, {
    get: () => {
      throw new Error('a getter');
    },
  });

test('an error is told as it is', () => {
  const error = new TypeError('no');
  expect(tell(error)).toEqual({ exception: error, status: { code: 2, message: 'no' } });
  expect(tell(error).exception).toBe(error);
});

test.each<[string, unknown, unknown, string | undefined]>([
  ['a text', 'out of paper', 'out of paper', undefined],
  ['nothing', undefined, 'undefined', undefined],
  ['a symbol', Symbol('s'), 'Symbol(s)', undefined],
  ['no text', { toString: null }, expect.objectContaining({ name: 'Object' }), ''],
  ['an object without a prototype', Object.create(null), expect.objectContaining({ message: '' }), ''],
  ['a message that throws', throwing('message'), expect.objectContaining({ name: 'Error', message: '' }), ''],
  [
    'a stack that throws',
    throwing('stack'),
    expect.objectContaining({ message: 'outer', stack: '' }),
    'outer',
  ],
  [
    'a message that is no text',
    Object.assign(new Error('x'), { message: { toString: null } }),
    expect.objectContaining({ name: 'Error', message: '' }),
    '',
  ],
  [
    'a proxy that throws',
    new Proxy(new Error('x'), {
      getPrototypeOf: () => {
        throw new Error('a trap');
      },
    }),
    expect.objectContaining({ message: 'x' }),
    'x',
  ],
])('%s is told as far as it can be read', (_, thrown, exception, message) => {
  expect(tell(thrown)).toEqual({ exception, status: { code: 2, ...(message !== undefined && { message }) } });
});
