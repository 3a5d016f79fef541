import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { categoryOf, type ErrorCategory } from '../../../src/core/errors/category.ts';
import { describeFault, type Fault } from '../../../src/core/errors/fault.ts';

const fault = (rest: Partial<Fault>): Fault => ({ type: 'Error', message: '', ...rest });
const inPackage =
  'Error: x\n    at call (/srv/app/node_modules/stripe/lib/stripe.js:1:1)\n    at pay (/srv/app/src/pay.js:1:1)';
const inApp = 'Error: x\n    at pay (/srv/app/src/pay.js:1:1)';

test.each<[what: string, fault: Fault, expected: ErrorCategory]>([
  ['a full disk', fault({ code: 'ENOSPC' }), 'resource'],
  ['too many connections', fault({ code: '53300', type: 'DatabaseError' }), 'resource'],
  [
    'an endless recursion',
    fault({ type: 'RangeError', message: 'Maximum call stack size exceeded' }),
    'resource',
  ],
  ['a socket that is late', fault({ code: 'ETIMEDOUT' }), 'timeout'],
  ['undici', fault({ code: 'UND_ERR_HEADERS_TIMEOUT' }), 'timeout'],
  ['an aborted fetch', fault({ type: 'TimeoutError' }), 'timeout'],
  ['a statement that was cancelled', fault({ code: '57014', type: 'DatabaseError' }), 'timeout'],
  ['a pool of Prisma', fault({ code: 'P2024', type: 'PrismaClientKnownRequestError' }), 'timeout'],
  ['a unique key of PostgreSQL', fault({ code: '23505', type: 'error' }), 'database'],
  ['a table that is not there, MySQL', fault({ code: 'ER_NO_SUCH_TABLE' }), 'database'],
  ['MongoDB', fault({ type: 'MongoServerError' }), 'database'],
  ['Redis', fault({ type: 'ReplyError' }), 'database'],
  ['a refused connection', fault({ code: 'ECONNREFUSED' }), 'network'],
  ['a broken pipe', fault({ code: 'EPIPE' }), 'network'],
  ['a name that does not resolve', fault({ code: 'ENOTFOUND' }), 'network'],
  ['a browser’s fetch', fault({ type: 'TypeError', message: 'Failed to fetch' }), 'network'],
  ['a schema', fault({ type: 'ZodError' }), 'validation'],
  ['a validator', fault({ type: 'ValidationError' }), 'validation'],
  ['a fault of the program', fault({ type: 'TypeError', message: 'x is not a function' }), 'programming'],
  [
    'a wrapper around a timeout',
    fault({ type: 'PaymentError', cause: fault({ code: 'ETIMEDOUT' }) }),
    'timeout',
  ],
  [
    'fetch, which wraps',
    fault({ type: 'TypeError', message: 'fetch failed', cause: fault({ code: 'ECONNREFUSED' }) }),
    'network',
  ],
  ['a package', fault({ type: 'StripeCardError', stack: inPackage }), 'third_party'],
  ['the application', fault({ type: 'OutOfStock', stack: inApp }), 'unknown'],
  ['nothing to tell it by', fault({}), 'unknown'],
])('%s is %s', (_, given, expected) => {
  expect(categoryOf(given)).toBe(expected);
});

test('knows what Node throws', async () => {
  const refused = await new Promise((resolve) =>
    connect({ port: 1, host: '127.0.0.1' }).on('error', resolve),
  );
  expect(categoryOf(describeFault(refused))).toBe('network');
  const late = await fetch('http://127.0.0.1:1', { signal: AbortSignal.timeout(0) }).catch(
    (error: unknown) => error,
  );
  expect(['timeout', 'network']).toContain(categoryOf(describeFault(late)));
});
